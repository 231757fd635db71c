import Commands
import Presentation
import Quantities

extension DataEvent {
  /// How the console says it.
  var output: ConsoleOutput {
    switch self {
    case .sampled(let seed):
      .notice("sampled with seed \(seed); add  seed \(seed)  to draw the same again")
    case .loading(let file, let percent, let examples):
      .progress(
        "loading \(file)  \(percent)%"
          + (examples.map { "  \(NumberFormat.count($0)) examples" } ?? ""))
    case .asking(let dataset, let percent): .progress("asking about \(dataset)  \(percent)%")
    case .took(let facts):
      .result(
        [.line("\(facts.file) is \(facts.sentence)")] + facts.lines.map { .line("  \($0)") })
    case .loadingEnded: .progress(nil)
    case .estimated(let reason): .notice(StyledText(reason.sentence))
    }
  }
}
