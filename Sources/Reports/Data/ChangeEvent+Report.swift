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
  /// How many characters of a text are shown, and how many of them before the first change.
  private static let (width, lead) = (32, 12)

  /// One change as `#7.assistant: (empty) → "Seven."`, or one example that goes.
  package var line: StyledText {
    switch self {
    case .edited(let number, let place, let old, let new):
      let (left, right) = (Self.words(of: old), Self.words(of: new))
      let start = Self.start(left, right)
      return """
        \("#\(number)\(place)", .accent): \(Self.short(left, from: start)) → \
        \(Self.short(right, from: start))
        """
    case .dropped(let example, let said): return "\(example, .accent)  \(truncated(said, to: 56))"
    }
  }

  private static func words(of text: String?) -> String {
    let words = (text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return sanitized(words)
  }

  /// Where two texts are shown from, so that what differs is seen.
  private static func start(_ left: String, _ right: String) -> Int {
    let same = zip(left, right).prefix { $0 == $1 }.count
    return left == right || same < width - lead ? 0 : same - lead
  }

  private static func short(_ text: String, from start: Int) -> String {
    if text.isEmpty { return "(empty)" }
    let shown = start == 0 ? text : "…" + text.dropFirst(start)
    return "\"\(truncated(shown, to: width))\""
  }
}
