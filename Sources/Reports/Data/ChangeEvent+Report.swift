import Commands
import Datasets
package import Presentation
import Quantities
import Workspaces

extension ChangeEvent {
  /// How the console says it.
  var output: ConsoleOutput {
    switch self {
    case .samples(let samples): .result(samples.map { .line($0.line) })
    case .changing(let verb, let percent, let count):
      .progress(
        "\(verb)  \(percent)%" + (count.map { "  \(NumberFormat.count($0)) examples" } ?? ""))
    case .changingEnded, .waitingEnded: .progress(nil)
    case .waiting(let other):
      .progress(
        "waiting for another session"
          + (other.line.map { ", which runs:  \(truncated(sanitized($0), to: 60))" } ?? ""))
    case .draftReopened(nil): .notice("your unfinished draft is open again")
    case .draftReopened(let example?):
      .notice("your unfinished draft is open again; \(example) was changed after it")
    case .notAnExample(let fault):
      .result([.line("\("this is not an example yet", .bad): \(fault.description)")])
    case .overtaken(let example, let isDropped, let old, let new):
      .result(
        [.line("\(example, .accent)  \(isDropped ? "dropped" : "changed") meanwhile")]
          + differingLines(old, new))
    }
  }
}

extension ChangeSample {
  /// One change as `#7.assistant: (empty) → "Seven."`, or one example that goes.
  package var line: StyledText {
    func short(_ text: String?) -> String {
      guard let text, !text.isEmpty else { return "(empty)" }
      let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return "\"\(truncated(sanitized(words), to: 32))\""
    }
    return switch self {
    case .edited(let number, let place, let old, let new):
      "\("#\(number)\(place)", .accent): \(short(old)) → \(short(new))"
    case .dropped(let example, let said): "\(example, .accent)  \(truncated(said, to: 56))"
    }
  }
}
