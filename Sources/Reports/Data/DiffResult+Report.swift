import Commands
import Datasets
package import Presentation
import Quantities
import Workspaces

extension DiffResult: Report {
  package var blocks: [Block] {
    switch self {
    case .examples(let examples): examples.blocks
    case .datasets(let datasets): datasets.blocks
    }
  }
}

extension DiffResult.Examples {
  fileprivate var blocks: [Block] {
    if turns.isEmpty { return [.note(isSame ? "the same" : "the same messages")] }
    return [.line("\(left, .accent) and \(right, .accent) differ:")] + turns.flatMap(\.blocks)
  }
}

extension DiffResult.Datasets {
  fileprivate var blocks: [Block] {
    if comparison.changes.isEmpty { return [.note("the same")] + unasked }
    var blocks: [Block] = [.line(head)]
    for entry in shown {
      blocks.append(.line("\(name(of: entry.change), .accent)  \(entry.change.kind.words)"))
      blocks += entry.turns.flatMap(\.blocks)
    }
    let hidden = comparison.changes.count - shown.count
    if hidden > 0 {
      blocks.append(.note(StyledText("and \(NumberFormat.count(hidden)) more")))
    }
    return blocks + unasked
  }

  private var unasked: [Block] {
    if unaskedCount == 0 { return [] }
    let examples = NumberFormat.count(unaskedCount, "example")
    let verb = unaskedCount == 1 ? "was" : "were"
    return [
      .note(StyledText("\(examples) \(verb) not asked for anew, and \(verb) not compared"))
    ]
  }

  private var head: StyledText {
    let isOne = left.dataset == right.dataset
    let name = isOne ? "r\(right.revision)" : "\(right.dataset) r\(right.revision)"
    let counts = RevisionComparison.Kind.allCases.compactMap { kind in
      comparison.count(kind) > 0
        ? "\(NumberFormat.count(comparison.count(kind))) \(kind.count)" : nil
    }
    return """
      \(left.dataset, .accent) r\(left.revision) → \(name)  \(counts.joined(separator: ", "))  \
      \(NumberFormat.count(comparison.sameCount)) the same
      """
  }

  /// By the number that it has now; where it had another one, by both.
  private func name(of change: RevisionComparison.Change) -> String {
    let old = change.left.map { "\(left.dataset)#\($0)" }
    let new = change.right.map { "\(right.dataset)#\($0)" }
    guard let old, let new else { return new ?? old ?? "" }
    return old == new ? new : "\(old) → \(new)"
  }
}

extension RevisionComparison.Kind {
  fileprivate var words: String {
    switch self {
    case .rewritten: "other bytes; the same is trained"
    default: rawValue
    }
  }

  /// What stands behind a number.
  fileprivate var count: String { self == .rewritten ? "only in their bytes" : rawValue }
}

extension TurnDifference {
  /// A line for a message that was added or removed, and one with marks for one that changed.
  var blocks: [Block] {
    switch self {
    case .added(let turn): [turn.line("+", .good)]
    case .removed(let turn): [turn.line("-", .bad)]
    case .changed(let old, let new, let runs):
      old.remark == new.remark && runs.areMostlyShared
        ? [.line("  ~ \(role, .dim)  \(runs.marked)")]
        : [old.line("-", .bad), new.line("+", .good)]
    }
  }
}

extension [DiffRun] {
  /// Whether the texts have enough words in common for marks to be easier to read than both texts.
  fileprivate var areMostlyShared: Bool {
    func length(_ text: String) -> Int { text.count { !$0.isWhitespace } }
    var (shared, removed, added) = (0, 0, 0)
    for run in self {
      switch run {
      case .same(let text): shared += length(text)
      case .removed(let text): removed += length(text)
      case .added(let text): added += length(text)
      }
    }
    return removed + added > 0 && 2 * shared >= Swift.max(removed, added)
  }
}
