import CommandLanguage
import Presentation
import Reports
import Scripts
import Sessions

/// A small script with what its lines said, with one text in every place that others write.
func shownScript(saying text: String = "plain", drawing: Bool = true) -> ShownScript {
  let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
  let script = ScriptDocument(
    """
    # A lesson: \(line)
    # What is behind it.
    # - and a \(line)

    ## 1. Look \(line)
    #. for nobody else
    # Show \(line).
    hint "h"
    list
    ## 2. Talk
    > Say \(line)
    ! show marv#99
    -- data.jsonl --
    \(line)

    """, file: "lessons/look.ft", parser: Parser(options: CommandTable.standard.catalog))
  let commands = script.commands
  let chart = CurveChart([
    CurveChart.Series(text, [.init(1, 2), .init(2, .nan), .init(3, 1)]),
    CurveChart.Series("valid", [.init(3, 1.5)]),
  ])
  return ShownScript(
    script,
    [
      commands[0].line: ShownScript.Line(
        parts: [
          .blocks([.line("\("marv", .accent)  \(text)")] + (drawing ? [.chart(chart)] : [])),
          .blocks([.note("end")]),
        ]),
      commands[1].line: ShownScript.Line(
        parts: [.text("Hello, "), .text("\(sanitized(text, lines: .kept))\n")], chat: "@\(text)",
        duration: .milliseconds(2_500)),
      commands[2].line: ShownScript.Line(parts: [.blocks([.preformatted("error E310: no")])]),
    ])
}
