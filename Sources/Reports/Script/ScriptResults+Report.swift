import CommandLanguage
import Commands
package import Presentation
import Quantities

extension ExpectResult: Report {
  package var blocks: [Block] {
    difference.map { [.line("\("differs", .caution): \($0)")] } ?? []
  }
}

extension NotedResult: Report {
  package var blocks: [Block] { [] }
}

extension HintResult: Report {
  package var blocks: [Block] {
    guard let next else { return [] }
    return [
      .hint("\(next.line)  \(next.reason)"),
      .note("in a lesson hint helps with its next command:  ft tour, in the shell, lists them"),
    ]
  }
}

extension NextStep {
  /// Why that is next.
  fileprivate var reason: String {
    switch self {
    case .load: "reads the first dataset"
    case .mend(let dataset, let count):
      "says what to mend in \(dataset): \(NumberFormat.count(count, "error"))"
    case .train(let dataset, _): "trains a model on \(dataset)"
    case .follow: "follows the training to its end"
    case .talk: "talks to the model; sandbox models are free"
    case .lookAt: "says how the training ended"
    }
  }
}

extension LetResult: Report {
  package var blocks: [Block] {
    switch self {
    case .value: []
    case .selection(let selection): [.line(selection.line)]
    case .removed(let name): [.line("removed \("$\(name)", .accent)")]
    }
  }
}

extension SavedSelection {
  /// `$slow   where tokens > 300`.
  var line: StyledText { "\("$\(name)", .accent)   where \(condition.text)" }
}

extension RunResult: Report {
  package var blocks: [Block] {
    [
      .line(
        "\(file): \(NumberFormat.count(outcome.commandCount, "command")) and "
          + "\(NumberFormat.count(outcome.expectationCount, "expectation")) passed")
    ]
  }
}

extension SaveResult: Report {
  package var blocks: [Block] {
    var line = "\(file): \(NumberFormat.count(kept.count, "cell")) kept"
    let dropped = dropped.map { "\($0.cell) (\($0.reason))" }
    if !dropped.isEmpty { line += ", left out \(dropped.joined(separator: ", "))" }
    let others: [Block] =
      notPortable.map { .line("cell \($0.cell) stands there as a comment: \($0.reason)") }
      + remarks.map { .line("cell \($0.cell): \($0.reason)") }
      + (attached.isEmpty
        ? [] : [.line(StyledText("brings along \(attached.joined(separator: ", "))"))])
    return [.line(StyledText(line))] + others + outputBlocks + [
      .hint("ft test \(file)  runs it in a workspace of its own")
    ]
  }
}

extension SaveResult {
  private var outputBlocks: [Block] {
    switch output {
    case nil: return []
    case .written(let count, let unsteady):
      let lines = NumberFormat.count(count, "line")
      let others =
        unsteady.isEmpty
        ? ""
        : "; none below line \(unsteady.map(String.init).joined(separator: ", ")), which differ"
      return [.line(StyledText("what it says stands in it, \(lines)\(others)"))]
    case .stopped(let message):
      return [.line(StyledText("no output stands in it, since its run stopped: \(message)"))]
    }
  }
}

extension ScriptEvent {
  /// How the console says it.
  var output: ConsoleOutput {
    switch self {
    case .stopped(let message): .result([.message(StyledText(message))])
    case .change(let place, let line, let difference):
      .result([.line("\(place): \(line, .accent)"), .preformatted(StyledText(difference))])
    case .changeKeys:
      .result([
        .line("y takes this change, n leaves it, a takes it and all the rest,"),
        .line("q stops and writes what was taken, Ctrl-C writes nothing"),
      ])
    }
  }
}
