import Digests
import Presentation
import Sessions
import Testing

/// A lesson as a page.
@Suite struct LessonPageTests {
  private func body(of page: String) throws -> String {
    let start = try #require(page.firstRange(of: "<body>\n"))
    let end = try #require(page.firstRange(of: "<script>"))
    return String(page[start.upperBound..<end.lowerBound])
  }

  @Test func `A page has what was typed and said, in the order of the script`() throws {
    let page = try body(of: LessonPage(shownScript(saying: "a <b>"), program: "ft 9").text)
    #expect(
      page == #"""
        <main>
        <h1>A lesson: a &lt;b&gt;</h1>
        <p>What is behind it.<br>
        - and a a &lt;b&gt;</p>
        <section>
        <h2 id="step-1"><span>1</span> Look a &lt;b&gt;</h2>
        <p>Show a &lt;b&gt;.</p>
        <div class="cell">
        <pre class="line"><span class="prompt">&gt; </span><code>list</code></pre>
        <pre class="said"><span class="accent">marv</span>  a &lt;b&gt;
        </pre>
        <svg class="chart" viewBox="0 0 640 260" role="img" aria-label="a &lt;b&gt;, valid: 1.00 to 2.00, step 1 to 3">
        <line class="rule" x1="64" y1="12" x2="628" y2="12"/>
        <text x="56" y="12" dy="4" text-anchor="end">2.00</text>
        <line class="rule" x1="64" y1="108" x2="628" y2="108"/>
        <text x="56" y="108" dy="4" text-anchor="end">1.50</text>
        <line class="rule" x1="64" y1="204" x2="628" y2="204"/>
        <text x="56" y="204" dy="4" text-anchor="end">1.00</text>
        <path class="axis" d="M64 12V204H628"/>
        <text x="64" y="222">step 1</text>
        <text x="628" y="222" text-anchor="end">3</text>
        <path class="series s0" d="M64 12M628 204"/>
        <circle class="mark s0" cx="64" cy="12" r="2.5"/>
        <circle class="mark s0" cx="628" cy="204" r="2.5"/>
        <path class="series s1" d="M628 108"/>
        <circle class="mark s1" cx="628" cy="108" r="2.5"/>
        <path class="series s0" d="M64 244H82"/>
        <text x="88" y="248">a &lt;b&gt;</text>
        <path class="series s1" d="M152 244H170"/>
        <text x="176" y="248">valid</text>
        </svg>
        <pre class="said"><span class="dim">end</span>
        </pre>
        </div>
        </section>
        <section>
        <h2 id="step-2"><span>2</span> Talk</h2>
        <div class="cell">
        <pre class="line"><span class="prompt">@a &lt;b&gt;&gt; </span><code>Say a &lt;b&gt;</code></pre>
        <pre class="said">Hello, a &lt;b&gt;
        </pre>
        </div>
        <div class="cell fails">
        <pre class="line"><span class="prompt">&gt; </span><code>show marv#99</code></pre>
        <pre class="said">error E310: no
        </pre>
        </div>
        </section>
        <details><summary>data.jsonl</summary><pre class="said">a &lt;b&gt;
        </pre></details>
        </main>
        <footer>Made by ft 9 from look.ft: each line was run, and what is below it is what it said.</footer>

        """#)
  }

  /// Texts that end a tag, an attribute, a comment or the page's script where they are not escaped.
  private static let hostile = [
    "</pre><script>alert(1)</script>", "\" onload=\"alert(1)", "' x='", "<!--", "]]>",
    "&lt;&amp;&#0;",
    "</title></style><img src=x onerror=alert(1)>", "\u{1B}[31mred\u{202E}", "a\r\nb\tc",
    "$(x)`y`\\",
    "javascript:alert(1)", "</script>", "\u{0}", "<svg/onload=alert(1)>",
  ]

  @Test(arguments: hostile) func `Whatever is said, the page has the same tags`(text: String) throws
  {
    let page = try body(of: LessonPage(shownScript(saying: text), program: text).text)
    let plain = try body(of: LessonPage(shownScript(), program: "plain").text)
    #expect(try tags(of: page) == tags(of: plain))
    #expect(!page.unicodeScalars.contains { $0.value < 32 && $0 != "\n" || $0 == "\u{202E}" })
  }

  /// All tags with the names of their attributes; the values are escaped, or there would be others.
  private func tags(of page: String) throws -> [String] {
    page.matches(of: /<[^>]*>/).map {
      String($0.output).replacing(/="[^"]*"/, with: "=")
    }
  }

  @Test func `Only the page's own script may run, and nothing is fetched`() throws {
    let page = LessonPage(shownScript(), program: "ft 9").text
    let script = try #require(
      page.firstMatch(of: /<script>([^<]*(?:<(?!\/script>)[^<]*)*)<\/script>/)?.1)
    var hash = SHA256()
    hash.update(Array(script.utf8))
    let digest = String(decoding: Base64.encoded(hash.digest()), as: UTF8.self)
    #expect(
      page.contains(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-\(digest)'\""))
    for word in ["http:", "https:", "@import", "url(", " src="] {
      #expect(!page.contains(word), "\(word)")
    }
  }

  @Test func `The language of the page is that of its prose`() {
    for (text, language) in [
      ("Datei", "en"), ("데이터를 불러오고 살펴봅니다", "ko"), ("データを読みこんで見てみましょう", "ja"),
    ] {
      let page = LessonPage(shownScript(saying: text), program: "ft")
      #expect(page.text.contains("<html lang=\"\(language)\">"))
    }
  }
}
