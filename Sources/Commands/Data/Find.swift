import CommandLanguage
import Datasets
import JSON
import Presentation
import Quantities
import Workspaces

extension Command {
  static let find = Command(
    "find", .data, "search the text of examples",
    usage: ["find TEXT", "find NAME TEXT", "find NAME TEXT where TEST"],
    options: [
      Option("case", nil, "capital letters matter"),
      Option("limit", "N", "how many hits to show, 20 unless said"),
    ],
    examples: [
      Sample("find marv tower", "every message of marv with tower in it"),
      Sample("find \"as an AI\"", "in the current dataset"),
    ], operands: [.dataset], isReading: true, clauses: Command.selecting
  ) { invocation, session in
    try invocation.expectArguments(atMost: 2)
    let first = try invocation.argument(0, "a text to find")
    let needle = invocation.arguments.last?.text ?? first.text
    guard !needle.isEmpty else { throw invocation.missing("a text to find") }
    // A single word is the text, and the dataset is then the current one.
    let selection = try session.selection(
      invocation, argument: invocation.arguments.count == 2 ? 0 : 1)
    let limit = try invocation.integer("limit", in: 1...100_000) ?? 20
    return try session.find(needle, in: selection, exactCase: invocation.has("case"), limit: limit)
  }
}

extension Session {
  private struct Hit {
    var number: Int
    var role: String
    var text: String
    var range: Range<String.Index>
  }

  fileprivate func find(
    _ needle: String, in selection: Selection, exactCase: Bool, limit: Int
  ) throws -> Outcome {
    var hits: [Hit] = []
    var examples = 0
    let wanted = exactCase ? needle : needle.lowercased()
    try forEach(selection) { stored in
      guard let example = try? Example(stored.bytes) else { return true }
      var isHit = false
      for turn in example.shownTurns {
        let text = exactCase ? turn.text : turn.text.lowercased()
        guard let range = text.range(of: wanted) else { continue }
        isHit = true
        // Lowercasing can change lengths; the excerpt is then cut from the lowercased text.
        let shown = text.utf8.count == turn.text.utf8.count ? turn.text : text
        let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
        let length = text.utf8.distance(from: range.lowerBound, to: range.upperBound)
        let low = shown.utf8.index(shown.startIndex, offsetBy: start)
        let high = shown.utf8.index(low, offsetBy: length)
        if hits.count < limit {
          hits.append(Hit(number: stored.number, role: turn.role, text: shown, range: low..<high))
        }
      }
      if isHit { examples += 1 }
      return true
    }
    let name = selection.dataset.name
    let rows = hits.map { hit in
      [
        StyledText("\(name)#\(hit.number)", .accent), StyledText(hit.role, .dim), excerpt(of: hit),
      ]
    }
    let table = Table(
      [.init("example"), .init("role"), .init("text", minimumWidth: 20)], rows: rows,
      showsTitles: false)
    let count =
      examples == 0
      ? "no example of \(name) has \"\(needle)\""
      : "\(NumberFormat.count(examples, "example")) of \(name)"
    return Outcome(
      [
        "dataset": .string(name), "examples": .integer(examples),
        "hits": .array(
          hits.map {
            ["example": .integer($0.number), "role": .string($0.role), "text": .string($0.text)]
          }),
      ], (rows.isEmpty ? [] : [.table(table)]) + [.note(StyledText(count))])
  }

  /// Some words around the hit, with the hit itself marked.
  private func excerpt(of hit: Hit) -> StyledText {
    let before = hit.text[..<hit.range.lowerBound].suffix(30)
    let after = hit.text[hit.range.upperBound...].prefix(60)
    var text = StyledText(
      (before.startIndex > hit.text.startIndex ? "…" : "") + String(before))
    text.append(String(hit.text[hit.range]), .strong)
    text.append(String(after) + (after.endIndex < hit.text.endIndex ? "…" : ""))
    return text
  }
}

extension String {
  /// The first place of `needle`; nil without one.
  fileprivate func range(of needle: String) -> Range<Index>? {
    firstRange(of: needle)
  }
}
