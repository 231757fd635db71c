import CommandLanguage
package import Datasets
package import JSON
import Quantities
package import Workspaces

/// What `leaks` is asked.
package struct LeaksInput: Sendable {
  var left: SelectionRequest
  var right: SelectionRequest
  /// nil when only what is equal is looked for.
  var likeness: Double?
  /// The dataset whose leaked examples go; nil when they are only shown.
  var dropped: Argument?
  var confirmation: Confirmation
}

/// What two datasets have in common.
package struct LeaksResult: VerbResult {
  package var leftName: String
  package var rightName: String
  package var leftCount: Int
  package var rightCount: Int
  package var likeness: Double?
  /// By the number in the second dataset.
  package var leaks: [Leak]
  /// The examples of the first dataset that are in the second one in some way.
  package var leftNumbers: [Int]
  /// Where the first two that are not equal differ.
  package var difference: TextDifference?
  /// The lines that drop them from either; empty when there are none, or they were dropped.
  package var remedies: [String]
  package var change: ChangedExamples?
  var dataset: String

  /// How many examples of the second dataset are of a kind.
  package func count(_ kind: Leak.Kind) -> Int { leaks.count { $0.kind == kind } }

  /// Leaks that a value holds; all of them are counted.
  private static let listedLimit = 1_000

  package var json: JSONValue {
    let counts = Leak.Kind.allCases.map { JSONMember($0.rawValue, .integer(count($0))) }
    let list = leaks.prefix(Self.listedLimit).map { leak -> JSONValue in
      [
        "left": .integer(leak.left), "right": .integer(leak.right),
        "kind": .string(leak.kind.rawValue), "likeness": .number(rounded(leak.likeness)),
      ]
    }
    return .object(
      [
        JSONMember("left", .string(leftName)), JSONMember("right", .string(rightName)),
        JSONMember("leaked", .integer(leaks.count)),
        JSONMember("leaked_left", .integer(leftNumbers.count)),
        JSONMember("likeness", likeness.map(JSONValue.number) ?? .null),
      ] + counts + [
        JSONMember("dropped", .integer(change?.count ?? 0)), JSONMember("list", .array(list)),
        JSONMember("remedies", .array(remedies.map(JSONValue.string))),
      ])
  }

  package var replayFacts: ReplayFacts {
    var facts = change.replayFacts
    facts.dataset = dataset
    return facts
  }
}

extension Verb where Input == LeaksInput, Result == LeaksResult {
  /// `leaks`: what is in the test data and in the training data.
  package static var leaks: Self {
    Self(
      VerbDeclaration(
        "leaks", .curate, "find examples of one dataset that are in another, as train in test",
        usage: ["leaks TRAIN TEST [near]", "leaks TRAIN TEST [near] --drop TRAIN"],
        options: [
          .init("likeness", "NUMBER", "near: the least Jaccard index, 0.6 to 1; 0.7 unless said"),
          .init("drop", "NAME", "drop the leaked examples from this one of the two"),
          .init("yes", nil, "do not ask when many examples go"),
        ],
        examples: [
          .init("leaks marv-train marv-test", "what a test would find in the training data"),
          .init("leaks marv-train marv-test near", "the same, with what is nearly equal"),
        ],
        operands: [.dataset, .dataset, .words(["near"])],
        traits: VerbTraits(mayReadLocked: true), clauses: []),
      read: { reader throws(Failure) in
        let left = reader.selection(try reader.argument("two datasets:  leaks TRAIN TEST"))
        let right = reader.selection(try reader.argument("a second dataset:  leaks TRAIN TEST"))
        var search = try RepeatSearch(reader.remainingArguments(), reader)
        try search.readOptions(&reader)
        return LeaksInput(
          left: left, right: right, likeness: search.likeness, dropped: reader.value("drop"),
          confirmation: Confirmation(&reader))
      },
      perform: { input, session in try await FindingLeaks(input, in: session).result() })
  }
}

/// One comparison of two datasets on its way.
private struct FindingLeaks {
  let input: LeaksInput
  let session: Session
  let left: Selection
  let right: Selection

  init(_ input: LeaksInput, in session: Session) throws {
    self.input = input
    self.session = session
    right = try session.selections.selection(input.right)
    left = try session.selections.selection(input.left)
  }

  func result() async throws -> LeaksResult {
    let dropped = try droppedSelection()
    let found = try Leakage(from: left, into: right, likeness: input.likeness, in: session)
    let leaks = found.leaks
    var result = LeaksResult(
      leftName: left.name, rightName: right.name,
      leftCount: try session.selections.count(left),
      rightCount: try session.selections.count(right), likeness: input.likeness, leaks: leaks,
      leftNumbers: found.leftNumbers, difference: try difference(leaks), remedies: [],
      dataset: left.dataset.name)
    if leaks.isEmpty { return result }
    guard let dropped else {
      result.remedies = remedies
      return result
    }
    var repeated = dropped
    let isLeft = dropped.dataset.id == left.dataset.id
    repeated.numbers = isLeft ? result.leftNumbers : leaks.map(\.right)
    let (name, other) = (repeated.dataset.name, isLeft ? right.name : left.name)
    result.change = try await ExampleChanges(
      by: "leaks", to: repeated, input.confirmation, in: session
    ).drop { "dropped \($0.counted) that are in \(other) too" }
    result.dataset = name
    return result
  }

  /// Lines for either dataset, unless only a part of one was looked at.
  private var remedies: [String] {
    guard left.numbers == nil, right.numbers == nil, left.dataset.id != right.dataset.id else {
      return []
    }
    var line = "leaks \(left.name) \(right.name)"
    if let likeness = input.likeness {
      line += " near" + (likeness == 0.7 ? "" : " --likeness \(likeness)")
    }
    return [left, right].filter { $0.revision == nil }.map { "\(line) --drop \($0.dataset.name)" }
  }

  /// The one of the two that `--drop` names.
  private func droppedSelection() throws -> Selection? {
    guard let name = input.dropped else { return nil }
    guard left.dataset.id != right.dataset.id,
      let found = [left, right].first(where: { $0.dataset.name == name.text })
    else {
      throw Failure(
        .badOptionValue, "--drop takes one of two different datasets of the line", at: name.span,
        consequence: "nothing was dropped", remedy: "--drop \(left.dataset.name)")
    }
    return found
  }

  private func difference(_ leaks: [Leak]) throws -> TextDifference? {
    // Side by side a locked dataset would be shown.
    if left.dataset.isLocked || right.dataset.isLocked { return nil }
    for leak in leaks.filter({ $0.kind != .same }).prefix(20) {
      let found = try TextDifference((leak.left, left), (leak.right, right), in: session)
      if let found { return found }
    }
    return nil
  }
}
