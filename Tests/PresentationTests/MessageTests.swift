import Presentation
import Testing

/// What is said on a narrow screen, as it is laid out there.
private struct Said: Sendable {
  var width: Int
  var text: String
  var lines: String

  init(_ width: Int, _ text: String, _ lines: String) {
    (self.width, self.text, self.lines) = (width, text, lines)
  }
}

private let costly = """
  error E401: this would cost about $0.42; the limit here is $0.10
    launch marv --model gpt-4.1-mini --epochs 4
    nothing was uploaded or started        help: raise --max-cost to 0.50
  """

private let faulty = """
  error E102: marv.jsonl line 143, column 58: the text ends too early
    143 | …{"role":"user","content":"How far is the Moon from here?"
        |                           ^ ends with role "user"
    help: fix it and load again, or:  load marv.jsonl as marv --skip-bad
  """

@Suite struct MessageTests {
  @Test(arguments: [
    Said(80, costly, costly), Said(80, faulty, faulty),
    Said(
      40, costly,
      """
      error E401: this would cost about $0.42;
        the limit here is $0.10
        launch marv --model gpt-4.1-mini
          --epochs 4
        nothing was uploaded or started
        help: raise --max-cost to 0.50
      """),
    // The command is whole on a line of its own where it fits there.
    Said(
      48, faulty,
      """
      error E102: marv.jsonl line 143, column 58: the
        text ends too early
        143 | …{"role":"user","content":"How far is t…
            |                           ^
        ends with role "user"
        help: fix it and load again, or:
          load marv.jsonl as marv --skip-bad
      """),
    Said(
      30, faulty,
      """
      error E102: marv.jsonl line
        143, column 58: the text
        ends too early
        143 | …,"content":"How far…
            |             ^
        ends with role "user"
        help:
          fix it and load again, or:
          load marv.jsonl as marv
          --skip-bad
      """),
    Said(
      24, "help: mkdir -p /home/a/b", "help: mkdir -p /home/a/b"),
    Said(22, "help: mkdir -p /home/a", "help: mkdir -p /home/a"),
    Said(21, "help: mkdir -p /home/a", "help:\n  mkdir -p /home/a"),
    // Korean ends lines at its spaces, Chinese and Japanese between signs, two columns each.
    Said(
      24, "error E310: 데이터 세트가 없습니다: 유자차",
      "error E310: 데이터\n  세트가 없습니다:\n  유자차"),
    Said(20, "error E310: 没有名为柚子的数据集，请检查。", "error E310: 没有名为\n  柚子的数据集，请检\n  查。"),
    // A caret under a wide word stays under it.
    Said(
      24, "  show 데이터데이터 where 토큰 > 10 and more\n                          ^^^^",
      "  …이터 where 토큰 > 10…\n              ^^^^"),
    Said(12, "", ""),
  ])
  fileprivate func `A message is broken at words, and a command where it must be`(_ said: Said) {
    #expect(
      render([.message(StyledText(said.text))], Layout(width: said.width)) == said.lines + "\n")
    #expect(render([.message(StyledText(said.text))]) == said.text + "\n")
  }

  @Test func `No line of a message is wider than the screen, and no word is lost`() {
    for width in 16...100 {
      for text in [costly, faulty] {
        let lines = render([.message(StyledText(text))], Layout(width: width))
          .split(separator: "\n")
        #expect(lines.allSatisfy { displayWidth(String($0)) <= width }, "\(width): \(lines)")
      }
      let prose = costly.split(separator: "\n").last.map(String.init) ?? ""
      let laidOut = render([.message(StyledText(prose))], Layout(width: width))
      #expect(laidOut.split(whereSeparator: \.isWhitespace) == prose.split(separator: " "))
    }
  }
}
