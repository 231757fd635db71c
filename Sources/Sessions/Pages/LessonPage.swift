import CommandLanguage
import Commands
import Digests
import Presentation
import Scripts

/// A script as a page that needs nothing else, with what its lines said.
///
/// What comes from the script, its data or a model is text in it and never markup: every such text
/// passes through ``escapedHTML(_:)``, and the page's own policy lets no script run but its own.
package struct LessonPage: Sendable {
  private let shown: ShownScript
  private let program: String

  /// A page that says which program made it.
  package init(_ shown: ShownScript, program: String) {
    self.shown = shown
    self.program = program
  }

  /// The whole page.
  package var text: String {
    """
    <!DOCTYPE html>
    <html lang="\(language)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="\(policy)">
    <title>\(escaped(shown.title))</title>
    <style>\(Self.style)</style>
    </head>
    <body>
    <main>
    <h1>\(escaped(shown.title))</h1>
    \(contents)\(steps)\(attachments)</main>
    <footer>Made by \(escaped(program)) from \(escaped(fileName)): each line was run, and what is below it is what it said.</footer>
    <script>\(Self.script)</script>
    </body>
    </html>

    """
  }

  private var policy: String {
    var digest = SHA256()
    digest.update(Array(Self.script.utf8))
    let hash = String(decoding: Base64.encoded(digest.digest()), as: UTF8.self)
    return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-\(hash)'"
  }

  private var fileName: String {
    shown.script.file.split(separator: "/").last.map(String.init) ?? shown.script.file
  }

  /// Of the prose, by its writing: what hyphenation, fonts and screen readers need to know.
  private var language: String { LessonLanguage(of: shown.script).rawValue }

  private func escaped(_ text: String) -> String { escapedHTML(sanitized(text)) }

  // MARK: Parts

  private var titled: [ScriptDocument.Step] { shown.script.steps.filter { $0.number > 0 } }

  private var contents: String {
    guard titled.count > 2 else { return "" }
    let items = titled.map { "<li><a href=\"#\(id(of: $0))\">\(escaped($0.name))</a></li>\n" }
    return "<nav><ol>\n\(items.joined())</ol></nav>\n"
  }

  private func id(of step: ScriptDocument.Step) -> String { "step-\(step.number)" }

  private var steps: String {
    shown.script.steps.enumerated().map { index, step in
      let passages = shown.script.passages(of: step).map { passage in
        switch passage {
        case .prose(let lines):
          shown.prose(lines, isFirst: index == 0).map(paragraph).joined()
        case .command(let command): cell(of: command)
        }
      }
      guard step.number > 0 else { return passages.joined() }
      let heading =
        "<h2 id=\"\(id(of: step))\"><span>\(step.number)</span> \(escaped(step.name))</h2>\n"
      return "<section>\n\(heading)\(passages.joined())</section>\n"
    }.joined()
  }

  private func paragraph(_ text: String) -> String {
    if let code = code(of: text) {
      let shown = escapedHTML(sanitized(code, lines: .kept))
      return "<pre class=\"line\"><code>\(shown)</code></pre>\n"
    }
    return "<p>" + escapedHTML(sanitized(text, lines: .kept)).replacing("\n", with: "<br>\n")
      + "</p>\n"
  }

  private func cell(of command: ScriptDocument.Command) -> String {
    let line = shown.lines[command.line] ?? ShownScript.Line()
    let typed = escapedHTML(sanitized(command.answerText, lines: .kept))
    let prompt = line.chat.map { "\(escaped($0))&gt; " } ?? "&gt; "
    var parts = "<div class=\"cell\(command.expectsFailure ? " fails" : "")\">\n"
    parts +=
      "<pre class=\"line\"><span class=\"prompt\">\(prompt)</span><code>\(typed)</code></pre>\n"
    return parts + html(said(by: line)) + "</div>\n"
  }

  /// What a line said; what a model said piece by piece is one text.
  private func said(by line: ShownScript.Line) -> [Block] {
    var blocks: [Block] = []
    var text = ""
    func flush() {
      // The last line's end is the block's own.
      let said = text.hasSuffix("\n") ? String(text.dropLast()) : text
      if !said.isEmpty { blocks.append(.preformatted(StyledText(said))) }
      text = ""
    }
    for part in line.parts {
      switch part {
      case .text(let piece): text += piece
      case .blocks(let more):
        flush()
        blocks += more
      }
    }
    flush()
    return blocks
  }

  private var attachments: String {
    shown.script.attachments.map { attachment in
      "<details><summary>\(escaped(attachment.name))</summary>"
        + "<pre class=\"said\">\(escapedHTML(sanitized(attachment.text, lines: .kept)))</pre>"
        + "</details>\n"
    }.joined()
  }
}

extension LessonPage {
  /// Puts a button beside each line; without it, or on paper, the page is the same without buttons.
  private static let script = """

    for (const line of document.querySelectorAll("pre.line")) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Copy";
      button.addEventListener("click", async () => {
        const text = line.querySelector("code").textContent;
        try {
          await navigator.clipboard.writeText(text);
        } catch {
          const field = document.createElement("textarea");
          field.value = text;
          document.body.append(field);
          field.select();
          document.execCommand("copy");
          field.remove();
        }
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = "Copy"; }, 1500);
      });
      line.append(button);
    }

    """

  private static let style = """

    :root { color-scheme: light dark; --ground: #fff; --text: #1b1f24; --dim: #5b6470;
      --panel: #f4f5f7; --edge: #d9dde3; --accent: #0b6bcb; --good: #1a7f37; --caution: #8a5a00;
      --bad: #c0262d; --role: #8250df; }
    @media (prefers-color-scheme: dark) {
      :root { --ground: #14171b; --text: #e4e7eb; --dim: #9aa4b0; --panel: #1d2127;
        --edge: #333a43; --accent: #6cb6ff; --good: #57c275; --caution: #e0b050;
        --bad: #ff7b72; --role: #c297ff; }
    }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--text);
      font: 1rem/1.6 system-ui, "Noto Sans", "Noto Sans CJK KR", "Noto Sans CJK JP", sans-serif; }
    main, footer { max-width: 54rem; margin: 0 auto; padding: 0 1rem; }
    main { padding-top: 1.5rem; }
    h1 { font-size: 1.9rem; line-height: 1.25; margin: 0 0 1rem; }
    h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.5rem 0 .75rem; }
    h2 span { color: var(--dim); font-weight: 400; margin-right: .3em; }
    p { max-width: 42rem; margin: .6rem 0; overflow-wrap: anywhere; }
    :lang(ko) :is(p, h1, h2, li) { word-break: keep-all; }
    a { color: var(--accent); }
    nav { border-left: 3px solid var(--edge); margin: 1.25rem 0; }
    nav ol { margin: 0; padding: 0 0 0 2.4rem; }
    .cell { margin: .9rem 0; border: 1px solid var(--edge); border-radius: 8px; overflow: hidden; }
    .cell.fails { border-left: 3px solid var(--bad); }
    pre { margin: 0; padding: .65rem .8rem; overflow-x: auto; tab-size: 4;
      font: .86rem/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, "Noto Sans Mono CJK KR",
      "Noto Sans Mono CJK JP", monospace; }
    pre.line { position: relative; background: var(--panel); padding-right: 4.8rem;
      white-space: pre-wrap; overflow-wrap: anywhere; }
    pre.said + pre.said, svg + pre.said { padding-top: 0; }
    .prompt { color: var(--dim); user-select: none; }
    button { position: absolute; top: .4rem; right: .4rem; padding: .25rem .6rem; cursor: pointer;
      font: .8rem system-ui, sans-serif; color: var(--text); background: var(--ground);
      border: 1px solid var(--edge); border-radius: 6px; }
    button:focus-visible, a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent);
      outline-offset: 2px; }
    details { padding: .3rem .8rem; border: 1px solid var(--edge); border-radius: 8px; margin: 1rem 0; }
    summary { color: var(--dim); cursor: pointer; }
    .strong { font-weight: 650; }
    .dim { color: var(--dim); }
    .accent, .userRole { color: var(--accent); }
    .good, .assistantRole { color: var(--good); }
    .caution, .toolRole { color: var(--caution); }
    .bad { color: var(--bad); }
    .systemRole { color: var(--role); }
    svg.chart { display: block; width: 100%; height: auto; padding: .65rem .8rem;
      font: 13px ui-monospace, monospace; }
    svg text { fill: var(--dim); }
    svg .rule { stroke: var(--edge); stroke-dasharray: 3 4; }
    svg .axis { stroke: var(--dim); fill: none; }
    svg .series { fill: none; stroke-width: 2; stroke-linejoin: round; }
    svg .s0 { stroke: var(--accent); } svg .s1 { stroke: var(--caution); }
    svg .s2 { stroke: var(--good); } svg .s3 { stroke: var(--role); } svg .s4 { stroke: var(--bad); }
    svg .mark { fill: var(--ground); stroke-width: 1.5; }
    footer { color: var(--dim); font-size: .85rem; margin: 3rem auto 2rem; }
    @media (max-width: 40rem) {
      h1 { font-size: 1.5rem; }
      pre { font-size: .74rem; padding: .55rem .6rem; }
      .cell { margin-left: -.4rem; margin-right: -.4rem; }
    }
    @media print {
      :root { --ground: #fff; --text: #000; --dim: #444; --panel: #f2f2f2; --edge: #bbb;
        --accent: #00407f; --good: #0a5222; --caution: #5c3d00; --bad: #8a1016; --role: #4b2a86; }
      nav, button { display: none; }
      main, footer { max-width: none; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 8pt; }
      pre.line { padding-right: .8rem; }
      .cell, svg { break-inside: avoid; }
      h2 { break-after: avoid; }
    }

    """
}
