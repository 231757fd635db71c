import Commands
import Presentation
import Quantities

extension PresenterEvent {
  /// How the console says it: what the audience sees to standard output, the rest beside it.
  var output: ConsoleOutput {
    switch self {
    case .lesson(let title, let count):
      .result([
        .line("\(title ?? "a lesson", .strong)"),
        .note(
          StyledText(
            "\(NumberFormat.count(count, "line")) · Enter runs the next, p is your own prompt, q leaves"
          )),
      ])
    case .step(let title): .result([.blank, .line("\(title, .strong)")])
    case .prose(let paragraphs):
      .result(paragraphs.map { .paragraph(StyledText($0)) })
    case .line(let text, let prompt): .result([.line("\(prompt)\(text, .accent)")])
    case .note(let text): .notice("\("note", .caution)  \(text)")
    case .next(let line):
      .notice(line.map { "\("next", .caution)  \($0)" } ?? "there is no further line")
    case .back(let line):
      .result([.note(StyledText("back" + (line.map { "; next is  \($0)" } ?? "")))])
    case .atStart: .notice("there is nothing to take back")
    case .skipped(let line): .result([.note(StyledText("skipped  \(line)"))])
    case .ownPrompt: .notice("your own prompt; go returns, and b then takes back what you did here")
    case .returned: .notice("back in the lesson")
    case .unmet(let sentence): .notice("\("differs", .caution)  \(sentence)")
    case .end: .notice("that was the last line; b goes back, q leaves")
    case .keys:
      .notice("Enter runs the next line · b back · s skip · p own prompt · . next line · q leaves")
    }
  }
}
