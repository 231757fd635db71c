import CommandLanguage
import Datasets
package import JSON
import Workspaces

/// What `diff` is asked.
package struct DiffInput: Sendable {
  var left: SelectionRequest
  /// nil for the current revision of the left one.
  var right: SelectionRequest?
}

/// What is not the same.
package enum DiffResult: VerbResult {
  /// One example that is in only one of two datasets, or not the same in both.
  package struct Change: Sendable {
    /// What happened to the example, seen from the left dataset.
    package enum Kind: String, Sendable {
      case added
      case dropped
      case changed
    }

    /// What was said before and after; empty where the example is not there.
    package struct Turns: Sendable {
      package var old: [ExampleTurn]
      package var new: [ExampleTurn]
    }

    package var number: Int
    package var kind: Kind
    /// nil for a change past those that are shown.
    package var turns: Turns?
  }

  /// Two examples by their numbers.
  case examples(left: Int, right: Int, Change.Turns)
  /// Two examples that are not both there to be compared.
  case nothing
  /// Two datasets, or two revisions of one; `dataset` is the right one.
  case datasets([Change], dataset: String)

  package var json: JSONValue {
    switch self {
    case .examples(let left, let right, let turns):
      [
        "left": .integer(left), "right": .integer(right), "same": .bool(turns.old == turns.new),
      ]
    case .nothing: .array([])
    case .datasets(let changes, _):
      .array(
        changes.map { ["number": .integer($0.number), "change": .string($0.kind.rawValue)] })
    }
  }
}

extension Verb where Input == DiffInput, Result == DiffResult {
  /// `diff`: what is not the same in two revisions, datasets or examples.
  package static var diff: Self {
    Self(
      VerbDeclaration(
        "diff", .data, "compare two revisions of a dataset, or two datasets",
        usage: ["diff NAME@rA [NAME@rB]", "diff NAME#A NAME#B"],
        examples: [
          .init("diff marv@r1", "what changed since the first revision"),
          .init("diff marv@r1 marv@r3", "what changed between two"),
        ], operands: [.dataset, .dataset], traits: .reading, clauses: VerbDeclaration.selecting),
      read: { reader throws(Failure) in
        let left = reader.selection(try reader.argument("a revision:  diff marv@r1"))
        return DiffInput(left: left, right: reader.optionalArgument().map(reader.selection))
      },
      perform: { input, session in try Comparing(input, in: session).result() })
  }
}

/// Two selections that are compared.
private struct Comparing {
  let session: Session
  let left: Selection
  let right: Selection
  /// Whether the line names both.
  let namesBoth: Bool

  /// Differences shown at most; all of them are counted.
  private static let shownLimit = 50

  init(_ input: DiffInput, in session: Session) throws {
    self.session = session
    left = try session.selections.selection(input.left)
    namesBoth = input.right != nil
    if let request = input.right {
      right = try session.selections.selection(request)
    } else {
      var current = left
      current.revision = nil
      right = current
    }
  }

  func result() throws -> DiffResult {
    if namesBoth, let first = left.numbers, let second = right.numbers, first.count == 1,
      second.count == 1, first != second
    {
      return try examples()
    }
    let changes = try changes().enumerated().map { index, change in
      DiffResult.Change(
        number: change.number,
        kind: change.old == nil ? .added : change.new == nil ? .dropped : .changed,
        turns: index < Self.shownLimit ? turns(change.old, change.new) : nil)
    }
    return .datasets(changes, dataset: right.dataset.name)
  }

  /// `diff NAME#A NAME#B`: the messages of two examples.
  private func examples() throws -> DiffResult {
    var examples: [StoredExample] = []
    for selection in [left, right] {
      try session.selections.forEach(selection) {
        examples.append($0)
        return true
      }
    }
    guard examples.count == 2 else { return .nothing }
    return .examples(
      left: examples[0].number, right: examples[1].number,
      turns(examples[0].bytes, examples[1].bytes))
  }

  private typealias Change = (number: Int, old: [UInt8]?, new: [UInt8]?)

  /// What is not the same, by number; of two revisions only what changed is read.
  private func changes() throws -> [Change] {
    if left.dataset.id == right.dataset.id, left.numbers == nil, right.numbers == nil {
      let dataset = left.dataset
      let differences = try session.workspace.differences(
        of: dataset, from: left.revision ?? dataset.revision,
        to: right.revision ?? dataset.revision)
      return differences.filter { $0.before?.bytes != $0.after?.bytes }
        .map { ($0.number, $0.before?.bytes, $0.after?.bytes) }
    }
    var before: [Int: [UInt8]] = [:]
    try session.selections.forEach(left) { stored in
      before[stored.number] = stored.bytes
      return true
    }
    var changes: [Change] = []
    try session.selections.forEach(right) { stored in
      let old = before.removeValue(forKey: stored.number)
      if old != stored.bytes { changes.append((stored.number, old, stored.bytes)) }
      return true
    }
    changes += before.map { ($0.key, $0.value, nil) }
    return changes.sorted { $0.number < $1.number }
  }

  private func turns(_ old: [UInt8]?, _ new: [UInt8]?) -> DiffResult.Change.Turns {
    DiffResult.Change.Turns(old: turns(old), new: turns(new))
  }

  private func turns(_ bytes: [UInt8]?) -> [ExampleTurn] {
    guard let bytes, let example = try? Example(bytes) else { return [] }
    return example.turns
  }
}
