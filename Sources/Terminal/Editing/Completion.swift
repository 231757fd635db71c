import Presentation
import Quantities

/// The line at the moment of a Tab.
package struct CompletionRequest: Sendable, Hashable {
  /// The text left of the cursor.
  package var before: String
  /// The text right of the cursor.
  package var after: String

  package init(before: String, after: String = "") {
    self.before = before
    self.after = after
  }
}

/// What may stand where the cursor is.
package struct Completion: Sendable, Hashable {
  /// One thing to insert.
  package struct Candidate: Sendable, Hashable {
    /// The text to stand in the line, quoted as it must be.
    package var text: String
    /// What is said beside it in a list, such as a price.
    package var note: String?
    /// What follows when it is the only candidate; nothing after a name to be continued (`marv#`).
    package var ending: String

    package init(_ text: String, note: String? = nil, ending: String = " ") {
      self.text = text
      self.note = note
      self.ending = ending
    }
  }

  /// The end of the text before the cursor that a candidate takes the place of.
  package var typed: String
  package var candidates: [Candidate]

  package init(typed: String, candidates: [Candidate]) {
    self.typed = typed
    self.candidates = candidates
  }

  /// What a Tab does.
  enum Step: Hashable {
    case nothing
    case replace(typed: String, with: String)
    case list([Candidate])
  }

  /// The only candidate is inserted, else what all share, else they are shown.
  func step(before: String) -> Step {
    guard let first = candidates.first, before.hasSuffix(typed) else { return .nothing }
    guard candidates.count > 1 else {
      let text = first.text + first.ending
      return text == typed ? .nothing : .replace(typed: typed, with: text)
    }
    let shared = candidates.dropFirst().reduce(first.text) { commonPrefix($0, $1.text) }
    // The same letters in another case are completed too, unless that would shorten them.
    guard shared.count > typed.count || (shared.count == typed.count && shared != typed) else {
      return .list(candidates)
    }
    return .replace(typed: typed, with: shared)
  }
}

private func commonPrefix(_ left: String, _ right: String) -> String {
  String(zip(left, right).prefix { $0 == $1 }.map(\.0))
}

/// Candidates as they are listed above the prompt.
struct CompletionList {
  private let candidates: [Completion.Candidate]

  /// More lines than this would push what the user was looking at off the screen.
  private static let limit = 20

  init(_ candidates: [Completion.Candidate]) { self.candidates = candidates }

  /// Returns the list as lines: names in columns, or each with its note.
  func text(_ layout: Layout) -> String {
    let hasNotes = candidates.contains { $0.note != nil }
    let rows = hasNotes ? notedRows : columnRows(layout.width)
    var blocks: [Block] = [
      .table(
        Table(
          (0..<(rows.first?.count ?? 0)).map { .init("", minimumWidth: $0 == 0 ? 8 : 1) },
          rows: Array(rows.prefix(Self.limit)), showsTitles: false))
    ]
    if rows.count > Self.limit {
      let perRow = hasNotes ? 1 : rows.first?.count ?? 1
      let hidden = candidates.count - Self.limit * perRow
      blocks.append(.note("(\(NumberFormat.count(hidden)) more; type a letter to narrow them)"))
    }
    return render(blocks, layout)
  }

  private var notedRows: [[StyledText]] {
    candidates.map { [StyledText($0.text), StyledText($0.note ?? "", .dim)] }
  }

  /// As many columns as fit, filled row by row.
  private func columnRows(_ width: Int) -> [[StyledText]] {
    let widest = candidates.map { StyledText($0.text).width }.max() ?? 1
    let count = max(1, (width + 2) / (widest + 2))
    return stride(from: 0, to: candidates.count, by: count).map { start in
      candidates[start..<min(start + count, candidates.count)].map { StyledText($0.text) }
        + Array(repeating: StyledText(), count: max(0, start + count - candidates.count))
    }
  }
}
