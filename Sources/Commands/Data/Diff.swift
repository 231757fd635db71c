import CommandLanguage
import Datasets
package import JSON
package import Workspaces

/// What `diff` is asked.
package struct DiffInput: Sendable {
  var left: SelectionRequest
  /// nil for the current revision of the left one, which is then the one before unless it is named.
  var right: SelectionRequest?
  /// How many differences are shown with what is said in them.
  var limit: Int
}

/// What is not the same.
package enum DiffResult: VerbResult {
  /// One of the two that are compared.
  package struct Side: Sendable, Hashable {
    package var dataset: String
    package var revision: Int
    /// How many examples are compared.
    package var count: Int

    var json: JSONValue {
      [
        "dataset": .string(dataset), "revision": .integer(revision), "count": .integer(count),
      ]
    }
  }

  /// An example that is not the same in both, with what is said in it.
  package struct Shown: Sendable {
    package var change: RevisionComparison.Change
    package var turns: [TurnDifference]
  }

  /// Two datasets, or two revisions of one.
  package struct Datasets: Sendable {
    package var left: Side
    package var right: Side
    package var comparison: RevisionComparison
    /// The first of the changes.
    package var shown: [Shown]
    /// Examples of one that were not asked for when the other was proposed; they are not compared.
    package var unaskedCount: Int
  }

  /// Two examples.
  package struct Examples: Sendable {
    /// As a line names them.
    package var left: String
    package var right: String
    package var turns: [TurnDifference]
    /// Whether their bytes are equal, which their messages may be without.
    package var isSame: Bool
  }

  case examples(Examples)
  case datasets(Datasets)

  /// Changes that a value lists; all of them are counted.
  private static let listedLimit = 10_000

  package var json: JSONValue {
    switch self {
    case .examples(let examples):
      return [
        "left": .string(examples.left), "right": .string(examples.right),
        "same": .bool(examples.isSame), "messages": .array(examples.turns.map(\.json)),
      ]
    case .datasets(let datasets):
      let comparison = datasets.comparison
      let counts = RevisionComparison.Kind.allCases.map {
        JSONMember($0.rawValue, .integer(comparison.count($0)))
      }
      let listed = comparison.changes.prefix(Self.listedLimit).enumerated().map { index, change in
        change.json(index < datasets.shown.count ? datasets.shown[index].turns : nil)
      }
      return .object(
        [
          JSONMember("left", datasets.left.json), JSONMember("right", datasets.right.json),
          JSONMember("count", .integer(comparison.changes.count)),
        ] + counts + [
          JSONMember("same", .integer(comparison.sameCount)),
          JSONMember("unasked", .integer(datasets.unaskedCount)),
          JSONMember("list", .array(listed)),
        ])
    }
  }
}

extension RevisionComparison.Change {
  /// The change as a value; the messages only where they are shown too.
  fileprivate func json(_ turns: [TurnDifference]?) -> JSONValue {
    .object(
      [
        JSONMember("change", .string(kind.rawValue)),
        JSONMember("left", left.map(JSONValue.integer) ?? .null),
        JSONMember("right", right.map(JSONValue.integer) ?? .null),
      ] + (turns.map { [JSONMember("messages", .array($0.map(\.json)))] } ?? []))
  }
}

extension Verb where Input == DiffInput, Result == DiffResult {
  /// `diff`: what is not the same in two revisions, datasets or examples.
  package static var diff: Self {
    Self(
      VerbDeclaration(
        "diff", .data, "compare two revisions of a dataset, two datasets, or two examples",
        usage: ["diff NAME", "diff NAME@rA [NAME@rB]", "diff NAME OTHER", "diff NAME#A NAME#B"],
        options: [.init("limit", "N", "how many differences are shown, 50 unless said")],
        examples: [
          .init("diff marv", "what the last change did"),
          .init("diff marv@r1", "what changed since the first revision"),
          .init("diff marv@r1 marv@r2", "what changed between two"),
          .init("diff marv#3 marv@r1#3", "one example, word by word"),
        ], operands: [.dataset, .dataset], traits: .reading, clauses: VerbDeclaration.selecting),
      read: { reader throws(Failure) in
        let left = reader.selection(try reader.argument("a revision:  diff marv@r1"))
        return DiffInput(
          left: left, right: reader.optionalArgument().map(reader.selection),
          limit: try reader.integer("limit", in: 1...100_000) ?? 50)
      },
      perform: { input, session in try Comparing(input, in: session).result() })
  }
}

/// Two selections that are compared.
private struct Comparing {
  let session: Session
  let left: Selection
  let right: Selection
  /// Whether the line names two examples.
  let areExamples: Bool
  let limit: Int

  init(_ input: DiffInput, in session: Session) throws {
    self.session = session
    limit = input.limit
    let left = try session.selections.selection(input.left)
    if let request = input.right {
      right = try session.selections.selection(request)
      self.left = left
      areExamples = [input.left, request].allSatisfy {
        $0.clauses.isEmpty && $0.argument?.namesOneExample == true
      }
    } else {
      var (before, current) = (left, left)
      current.revision = nil
      if left.revision == nil {
        before.revision = try session.workspace.timeline(of: left.dataset).first?.before
      }
      (self.left, right) = (before, current)
      areExamples = false
    }
  }

  func result() throws -> DiffResult {
    if areExamples { return try .examples(examples()) }
    let (old, new) = (try asked(left, beside: right), try asked(right, beside: left))
    let comparison = try session.workspace.comparison(of: old.examples, with: new.examples)
    let shown = comparison.changes.prefix(limit)
    let (before, after) = (
      try turns(shown.filter(\.isTold).compactMap(\.left), of: left),
      try turns(shown.filter(\.isTold).compactMap(\.right), of: right)
    )
    let both = comparison.changes.count { $0.left != nil } + comparison.sameCount
    return .datasets(
      DiffResult.Datasets(
        left: side(left, count: both),
        right: side(right, count: both - comparison.count(.removed) + comparison.count(.added)),
        comparison: comparison,
        shown: shown.map { change in
          let old = change.left.flatMap { before[$0] } ?? []
          let new = change.right.flatMap { after[$0] } ?? []
          return DiffResult.Shown(change: change, turns: turnDifferences(old, new))
        }, unaskedCount: old.unaskedCount + new.unaskedCount))
  }

  private func side(_ selection: Selection, count: Int) -> DiffResult.Side {
    DiffResult.Side(
      dataset: selection.dataset.name,
      revision: selection.revision ?? selection.dataset.revision, count: count)
  }

  /// What is compared of a selection: of the data that a model answered some of anew, these, so that
  /// the others are not told as removed.
  private func asked(
    _ selection: Selection, beside other: Selection
  ) throws -> (examples: ComparedExamples, unaskedCount: Int) {
    var examples = ComparedExamples(
      selection.dataset, revision: selection.revision, numbers: selection.numbers?.sorted())
    guard selection.dataset.id != other.dataset.id else { return (examples, 0) }
    let unasked = Set(
      try session.workspace.numbers(
        of: selection.dataset, leftBy: "regenerate", in: other.dataset))
    if unasked.isEmpty { return (examples, 0) }
    let all = try examples.numbers ?? session.selections.all(selection)
    examples.numbers = all.filter { !unasked.contains($0) }
    return (examples, all.count - (examples.numbers?.count ?? 0))
  }

  /// `diff NAME#A NAME#B`: the messages of two examples.
  private func examples() throws -> DiffResult.Examples {
    var bytes: [[UInt8]] = []
    var names: [String] = []
    for selection in [left, right] {
      try session.selections.forEach(selection) {
        bytes.append($0.bytes)
        names.append("\(selection.name)#\($0.number)")
        return true
      }
    }
    guard bytes.count == 2 else {
      throw Failure(
        .noDatasetOrExample, "one of the two examples is not there", remedy: "show \(left.name)")
    }
    return DiffResult.Examples(
      left: names[0], right: names[1],
      turns: turnDifferences(try Example(bytes[0]).turns, try Example(bytes[1]).turns),
      isSame: bytes[0] == bytes[1])
  }

  /// What is said in examples, by number.
  private func turns(_ numbers: [Int], of selection: Selection) throws -> [Int: [ExampleTurn]] {
    var turns: [Int: [ExampleTurn]] = [:]
    if numbers.isEmpty { return turns }
    try session.workspace.forEachExample(
      of: selection.dataset, revision: selection.revision, numbers: numbers.ascendingRanges
    ) { stored in
      turns[stored.number] = try? Example(stored.bytes).turns
      return true
    }
    return turns
  }
}

extension RevisionComparison.Change {
  /// Whether what is said is shown with it.
  fileprivate var isTold: Bool { kind != .moved && kind != .rewritten }
}
