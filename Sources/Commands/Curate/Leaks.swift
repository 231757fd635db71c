import CommandLanguage
import Datasets
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
  /// How an example is found in the other dataset; the worst comes first.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// All that is trained is equal.
    case same
    /// The prompt is equal, and so is the answer, but for case, white space or weights.
    case samePromptAndAnswer = "same_prompt_and_answer"
    /// The prompt is equal, and the answer is another one.
    case contradiction
    /// Prompt and answer together are nearly equal.
    case near
  }

  /// An example of the second dataset, and the first one of the first dataset that it repeats.
  package struct Leak: Sendable {
    package var left: Int
    package var right: Int
    package var kind: Kind
    package var likeness: Double
  }

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
  package func count(_ kind: Kind) -> Int { leaks.count { $0.kind == kind } }

  /// Leaks that a value holds; all of them are counted.
  private static let listedLimit = 1_000

  package var json: JSONValue {
    let counts = Kind.allCases.map { JSONMember($0.rawValue, .integer(count($0))) }
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
        operands: [.dataset, .dataset, .words(["near"])], clauses: []),
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
    var found = try equalLeaks()
    if let likeness = input.likeness { try addNear(likeness, to: &found) }
    let leaks = found.leaks.values.sorted { $0.right < $1.right }
    var result = LeaksResult(
      leftName: left.name, rightName: right.name,
      leftCount: try session.selections.count(left),
      rightCount: try session.selections.count(right), likeness: input.likeness, leaks: leaks,
      leftNumbers: found.left.sorted(), difference: try difference(leaks), remedies: [],
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

  private struct Found {
    /// By the number in the second dataset.
    var leaks: [Int: LeaksResult.Leak] = [:]
    var left: Set<Int> = []

    mutating func add(_ leak: LeaksResult.Leak) {
      left.insert(leak.left)
      if let known = leaks[leak.right], known.kind.rank <= leak.kind.rank { return }
      leaks[leak.right] = leak
    }
  }

  /// The examples of the first dataset with one prompt.
  private struct Prompt {
    var number: Int
    /// The first example with each answer.
    var answers: [UInt64: Int] = [:]
  }

  private func equalLeaks() throws -> Found {
    var found = Found()
    let leftMarks = try session.selections.marks(of: left)
    let rightMarks = try session.selections.marks(of: right)
    var wholes: [UInt64: Int] = [:]
    var prompts: [UInt64: Prompt] = [:]
    for mark in leftMarks {
      if wholes[mark.digest.identity] == nil { wholes[mark.digest.identity] = mark.number }
      guard mark.hasAnswer else { continue }
      var prompt = prompts[mark.digest.prompt] ?? Prompt(number: mark.number)
      if prompt.answers[mark.digest.answer] == nil {
        prompt.answers[mark.digest.answer] = mark.number
      }
      prompts[mark.digest.prompt] = prompt
    }
    for mark in rightMarks {
      if let number = wholes[mark.digest.identity] {
        found.add(.init(left: number, right: mark.number, kind: .same, likeness: 1))
      } else if mark.hasAnswer, let prompt = prompts[mark.digest.prompt] {
        let same = prompt.answers[mark.digest.answer]
        found.add(
          .init(
            left: same ?? prompt.number, right: mark.number,
            kind: same == nil ? .contradiction : .samePromptAndAnswer, likeness: 1))
      }
    }
    let identities = Set(rightMarks.map(\.digest.identity))
    let asked = Set(rightMarks.lazy.filter(\.hasAnswer).map(\.digest.prompt))
    for mark in leftMarks
    where identities.contains(mark.digest.identity)
      || mark.hasAnswer && asked.contains(mark.digest.prompt)
    {
      found.left.insert(mark.number)
    }
    return found
  }

  private func addNear(_ likeness: Double, to found: inout Found) throws {
    var examples = try SketchedExamples(of: left, .whole, in: session)
    try examples.append(right)
    let links = try examples.links(likeness: likeness, across: true)
    for link in links.sorted(by: { $0.likeness > $1.likeness }) {
      found.add(
        .init(
          left: examples.numbers[link.pair.first], right: examples.numbers[link.pair.second],
          kind: .near, likeness: link.likeness))
    }
  }

  private func difference(_ leaks: [LeaksResult.Leak]) throws -> TextDifference? {
    for leak in leaks.filter({ $0.kind != .same }).prefix(20) {
      let found = try TextDifference((leak.left, left), (leak.right, right), in: session)
      if let found { return found }
    }
    return nil
  }
}

extension LeaksResult.Kind {
  /// 0 for the worst.
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
