import Presentation
import Randomness
import Testing

/// Widths, safety, wrapping and cutting of text.
@Suite struct TextTests {
  @Test(arguments: [
    ("", 0), ("show #7", 7), ("é", 1), ("e\u{301}", 1), ("한국어", 6), ("月まで", 6),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("ｶﾞ", 2), ("ＡＢ", 4), ("👩‍💻", 2), ("👨‍👩‍👧‍👦", 2), ("🇰🇷", 2),
    ("👍🏽", 2), ("❤\u{FE0F}", 2), ("❤", 1), ("1\u{FE0F}\u{20E3}", 2), ("⌚", 2), ("▁█", 2),
    ("क्षि", 2), ("a\u{200B}b", 2), ("𠮷", 2), ("…", 1), ("\u{1B}\u{9B}", 0),
  ])
  func `A grapheme cluster takes the columns a terminal gives it`(text: String, expected: Int) {
    #expect(displayWidth(text) == expected)
  }

  @Test(arguments: [
    ("plain", "plain"),
    ("\u{1B}[31mred\u{1B}[0m", #"\u001b[31mred\u001b[0m"#),
    ("one\r\ntwo\tthree", #"one\r\ntwo\tthree"#),
    ("\u{9B}31m \u{7F} \u{0}", #"\u009b31m \u007f \u0000"#),
    ("abc\u{202E}cba", #"abc\u202ecba"#),
    ("\u{2066}x\u{2069}\u{200F}", #"\u2066x\u2069\u200f"#),
    ("zero\u{200B}width \u{FEFF}", #"zero\u200bwidth \ufeff"#),
    ("hidden \u{E0041}\u{E0042}", #"hidden \udb40\udc41\udb40\udc42"#),
    ("👩‍💻 🇰🇷 ❤\u{FE0F} e\u{301} 한국어", "👩‍💻 🇰🇷 ❤\u{FE0F} e\u{301} 한국어"),
    (
      "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
      "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}"
    ),
    ("\u{200D}x", #"\u200dx"#),
  ])
  func `What steers a terminal or hides is shown as JSON writes it`(text: String, expected: String)
  {
    #expect(sanitized(text) == expected)
    #expect(sanitized(sanitized(text)) == expected)
  }

  @Test func `Running text keeps its lines and gets spaces for tabs`() {
    #expect(
      sanitized("a\tb\r\n\tc\nd\u{1B}", lines: .kept) == "a   b\n    c\nd\\u001b")
  }

  @Test(arguments: [
    ("the quick brown fox", 9, ["the quick", "brown fox"]),
    ("the quick brown fox", 10, ["the quick", "brown fox"]),
    ("unbreakable", 4, ["unbr", "eaka", "ble"]),
    ("one\n\ntwo", 10, ["one", "", "two"]),
    ("  indented text", 10, ["  indented", "text"]),
    ("달까지의 거리는 얼마나", 16, ["달까지의 거리는", "얼마나"]),
    ("月までの距離はどのくらい。", 10, ["月までの距", "離はどのく", "らい。"]),
    ("月までの距離。遠い", 12, ["月までの距", "離。遠い"]),
    ("👩‍💻👩‍💻👩‍💻", 4, ["👩‍💻👩‍💻", "👩‍💻"]),
    ("한", 1, ["한"]),
  ])
  func `Lines end at words, and never inside a cluster`(
    text: String, width: Int, expected: [String]
  ) {
    #expect(wrapped(text, to: width) == expected)
  }

  @Test(arguments: [
    ("short", 5, "short"), ("longer", 5, "long…"), ("한국어", 5, "한국…"), ("한국어", 4, "한…"),
    ("a👩‍💻b", 3, "a…"), ("two words", 5, "two…"), ("abc", 0, ""),
  ])
  func `Cut text says so and never cuts a cluster`(text: String, width: Int, expected: String) {
    #expect(truncated(text, to: width) == expected)
  }

  @Test func `Any text of any width wraps without loss and without overrun`() {
    var generator = SeededGenerator(seed: 7)
    let pieces = ["a", "bc", " ", "한", "月", "。", "👩‍💻", "e\u{301}", "  ", "word"]
    for _ in 0..<300 {
      let text = (0..<Int.random(in: 0...30, using: &generator))
        .compactMap { _ in pieces.randomElement(using: &generator) }.joined()
      let width = Int.random(in: 2...20, using: &generator)
      let lines = wrapped(text, to: width)
      #expect(lines.allSatisfy { displayWidth($0) <= width })
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
      #expect(displayWidth(truncated(text, to: width)) <= width)
    }
  }

  @Test func `Styles survive wrapping and follow the colour switch`() {
    let text: StyledText = "\("marv", .accent) has \(12) \("examples", .strong)"
    let colored = Layout(width: 12, usesColor: true)
    #expect(
      render([.line(text)], colored)
        == "\u{1B}[36mmarv\u{1B}[0m has 12\n  \u{1B}[1mexamples\u{1B}[0m\n")
    #expect(render([.line(text)], Layout(width: 80)) == "marv has 12 examples\n")
  }

  @Test func `No block lets a control character through`() {
    let evil = "\u{1B}]0;x\u{7}\u{9B}2J\u{202E}\r"
    let text = StyledText(evil, .bad)
    let blocks: [Block] = [
      .line(text), .note(text), .preformatted(text), .fields([.init(evil, text)]),
      .turns([.init(role: evil, text: evil, remark: evil)]),
      .table(.init([.init(evil), .init(evil, priority: 1)], rows: [[text, text]])),
      .sparkline(.init([1, 2], label: text, caption: text)), .histogram(.init([.init(evil, 1)])),
      .chart(.init([.init(evil, [.init(1, 1)])])),
    ]
    for width in [1, 7, 40, 1_000] {
      let controls = render(blocks, Layout(width: width)).unicodeScalars.filter {
        $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
      }
      #expect(controls.isEmpty)
    }
  }
}
