import Commands
package import Presentation
import Quantities

extension ReviewResult: Report {
  package var blocks: [Block] {
    let changed = change.map { [$0.reviewedLine] } ?? []
    if let screen {
      let keys: StyledText =
        "review keep, drop, edit, tag WORD, note TEXT, rate 1..5, skip, undo, find, quit"
      return changed + screen.blocks + [.note(keys)]
    }
    return changed + [.line(progress.line), .note(progress.remedy)]
  }
}

extension ReviewEvent {
  /// How the console says it.
  var output: ConsoleOutput {
    let keys: StyledText =
      """
      [k]eep [d]rop [e]dit [t]ag [n]ote [1-5]rate [s]kip [f]old [/]find [u]ndo [q]uit
      """
    switch self {
    case .screen(let screen, let explainsKeys):
      return .result([.blank] + screen.blocks + (explainsKeys ? [.note(keys)] : []))
    case .nowhere(let text):
      return .notice("no example of this review has \"\(truncated(sanitized(text), to: 40))\"")
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
    return [.line(head)] + examples.blocks(presenting: presented)
  }

  /// Lines of a long text that are shown.
  private static var foldedLines: Int { 8 }

  private func presented(_ turn: ExampleTurn) -> Turn {
    var presented = turn.presented
    if let marked, let text = StyledText(turn.text, marking: marked) {
      presented.text = text
    } else if isFolded {
      presented.fold = Turn.Fold(lineCount: Self.foldedLines, hint: ";  f  shows all")
    }
    return presented
  }
}

extension StyledText {
  /// The text with each place marked that has `wanted` in any letter case; nil without one.
  fileprivate init?(_ text: String, marking wanted: String) {
    let (plain, wanted) = (text.lowercased(), wanted.lowercased())
    // Small letters of other lengths would mark other places.
    guard plain.utf8.count == text.utf8.count, !wanted.isEmpty else { return nil }
    var styled = StyledText()
    var (rest, original) = (plain[...], text[...])
    while let range = rest.firstRange(of: wanted) {
      let before = rest.utf8.distance(from: rest.startIndex, to: range.lowerBound)
      let length = rest.utf8.distance(from: range.lowerBound, to: range.upperBound)
      let low = original.utf8.index(original.startIndex, offsetBy: before)
      let high = original.utf8.index(low, offsetBy: length)
      styled.append(String(original[..<low]))
      styled.append(String(original[low..<high]), .caution)
      (rest, original) = (rest[range.upperBound...], original[high...])
    }
    if styled.isEmpty { return nil }
    styled.append(String(original))
    self = styled
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
