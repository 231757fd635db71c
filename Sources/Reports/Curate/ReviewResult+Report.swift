import Commands
package import Presentation
import Quantities

extension ReviewResult: Report {
  package var blocks: [Block] {
    let changed = change.map { [$0.reviewedLine] } ?? []
    if let screen {
      let keys: StyledText =
        "review keep, drop, edit, tag WORD, note TEXT, rate 1..5, skip, undo or quit"
      return changed + screen.blocks + [.note(keys)]
    }
    return changed + [.line(progress.line), .note(progress.remedy)]
  }
}

extension ReviewEvent {
  /// How the console says it.
  var output: ConsoleOutput {
    let keys: StyledText =
      "k keep  d drop  e edit  t TAG  n NOTE  1-5 rate  s skip  u undo  q quit"
    switch self {
    case .screen(let screen, let explainsKeys):
      return .result([.blank] + screen.blocks + (explainsKeys ? [.note(keys)] : []))
    case .keys: return .result([.note(keys)])
    case .unknownKey(let word):
      return .notice("\"\(truncated(sanitized(word), to: 20))\" is no key; ? shows them")
    case .changed(let change): return .result([change.reviewedLine])
    case .failed(let fact, let remedy):
      return .notice(StyledText(sanitized(fact) + (remedy.map { "; \(sanitized($0))" } ?? "")))
    }
  }
}

extension ReviewScreen {
  fileprivate var blocks: [Block] {
    let position = progress.decidedCount + progress.skippedCount + 1
    let head: StyledText = """
      \(progress.dataset, .accent)  \(NumberFormat.count(min(position, progress.totalCount))) of \
      \(NumberFormat.count(progress.totalCount))\(progress.tally)
      """
    return [.line(head)] + ShowResult.examples(examples).blocks
  }
}

extension ReviewProgress {
  /// `   2 kept, 1 dropped`; nothing before the first decision.
  fileprivate var tally: String {
    var words: [String] = []
    for (key, word) in [(ReviewKey.keep, "kept"), (.drop, "dropped"), (.rate, "rated")] {
      if let count = counts[key], count > 0 { words.append("\(NumberFormat.count(count)) \(word)") }
    }
    if skippedCount > 0 { words.append("\(NumberFormat.count(skippedCount)) skipped") }
    return words.isEmpty ? "" : "   " + words.joined(separator: ", ")
  }

  fileprivate var line: StyledText {
    let done = NumberFormat.count(decidedCount)
    return """
      \(dataset, .accent)  \(done) of \(NumberFormat.count(totalCount, "example")) decided\(tally)
      """
  }

  fileprivate var remedy: StyledText {
    leftCount + skippedCount > 0
      ? "review  goes on with the others"
      : StyledText("review undo  takes the last decision back")
  }
}

extension ChangedExamples {
  /// What a step changed, by the words of the list of operations.
  fileprivate var reviewedLine: Block {
    outcome.line(StyledText(summary), countsTokens: false)
  }
}
