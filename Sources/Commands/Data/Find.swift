import CommandLanguage
import Datasets
package import JSON
package import Workspaces

/// What `find` is asked.
package struct FindInput: Sendable {
  var selection: SelectionRequest
  var needle: String
  /// Whether capital letters matter.
  var isExactCase: Bool
  /// How many hits are kept.
  var limit: Int
}

/// The messages that have a text, and how many examples have such messages.
package struct FindResult: VerbResult {
  /// One message with the text, and the first place where it stands.
  package struct Hit: Sendable {
    package var number: Int
    package var role: String
    package var text: String
    /// Within ``text``.
    package var range: Range<String.Index>
  }

  package var dataset: String
  package var needle: String
  /// Examples with at least one hit, also of those that are past the limit.
  package var exampleCount = 0
  package var hits: [Hit] = []

  package var json: JSONValue {
    [
      "dataset": .string(dataset), "examples": .integer(exampleCount),
      "hits": .array(
        hits.map {
          ["example": .integer($0.number), "role": .string($0.role), "text": .string($0.text)]
        }),
    ]
  }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: dataset) }
}

extension Verb where Input == FindInput, Result == FindResult {
  /// `find`: a text in the messages of examples.
  package static var find: Self {
    Self(
      VerbDeclaration(
        "find", .data, "search the text of examples",
        usage: ["find TEXT", "find NAME TEXT", "find NAME TEXT where TEST"],
        options: [
          .init("case", nil, "capital letters matter"),
          .init("limit", "N", "how many hits to show, 20 unless said"),
        ],
        examples: [
          .init("find marv tower", "every message of marv with tower in it"),
          .init("find \"as an AI\"", "in the current dataset"),
        ], operands: [.dataset], traits: .reading, clauses: VerbDeclaration.selecting),
      read: { reader throws(Failure) in
        // A single word is the text, and the dataset is then the current one.
        let dataset = reader.remainingCount > 1 ? reader.optionalArgument() : nil
        let needle = try reader.argument("a text to find").text
        guard !needle.isEmpty else { throw reader.missing("a text to find") }
        return FindInput(
          selection: reader.selection(dataset), needle: needle,
          isExactCase: reader.flag("case"),
          limit: try reader.integer("limit", in: 1...100_000) ?? 20)
      },
      perform: { input, session in try Search(input, in: session).result() })
  }
}

extension Verb where Input == FindInput, Result == FindResult {
  /// The numbers of the examples of a selection that have a text, in any letter case.
  static func hits(
    of text: String, in selection: SelectionRequest, _ session: Session
  ) throws -> Set<Int> {
    let input = FindInput(selection: selection, needle: text, isExactCase: false, limit: .max)
    return Set(try Search(input, in: session).result().hits.map(\.number))
  }
}

/// One search through a selection.
private struct Search: Sendable {
  /// What a batch of examples gives.
  struct Part: Sendable {
    var exampleCount = 0
    /// No more than are shown of the whole.
    var hits: [FindResult.Hit] = []
  }

  let session: Session
  let input: FindInput
  let selection: Selection
  let wanted: String
  let finder: TextFinder?

  init(_ input: FindInput, in session: Session) throws {
    self.input = input
    self.session = session
    selection = try session.selections.selection(input.selection)
    wanted = input.isExactCase ? input.needle : input.needle.lowercased()
    finder = TextFinder(input.needle, ignoringCase: !input.isExactCase)
  }

  func result() throws -> FindResult {
    var result = FindResult(dataset: selection.dataset.name, needle: input.needle)
    try session.selections.forEachTransformed(
      selection,
      { [self] batch in
        var part = Part()
        if let finder, !finder.mayOccur(in: batch.bytes, batch.bytes.indices) { return part }
        for entry in batch.entries { search(entry, of: batch, into: &part) }
        return part
      },
      combine: { part in
        result.exampleCount += part.exampleCount
        result.hits += part.hits.prefix(input.limit - result.hits.count)
      })
    return result
  }

  private func search(
    _ entry: ExampleBatch.Entry, of batch: ExampleBatch, into part: inout Part
  ) {
    if let finder, !finder.mayOccur(in: batch.bytes, entry.range) { return }
    guard let example = try? Example(Array(batch.bytes[entry.range])) else { return }
    let hits = example.turns.compactMap { hit(in: $0.text, of: entry.number, role: $0.role) }
    if !hits.isEmpty { part.exampleCount += 1 }
    part.hits += hits.prefix(input.limit - part.hits.count)
  }

  private func hit(in original: String, of number: Int, role: String) -> FindResult.Hit? {
    if let finder, !finder.mayOccur(in: original) { return nil }
    let text = input.isExactCase ? original : original.lowercased()
    guard let range = text.firstRange(of: wanted) else { return nil }
    // Lowercasing can change lengths; the excerpt is then cut from the lowercased text.
    let shown = text.utf8.count == original.utf8.count ? original : text
    let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
    let length = text.utf8.distance(from: range.lowerBound, to: range.upperBound)
    let low = shown.utf8.index(shown.startIndex, offsetBy: start)
    let high = shown.utf8.index(low, offsetBy: length)
    return FindResult.Hit(number: number, role: role, text: shown, range: low..<high)
  }
}
