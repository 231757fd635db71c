import Foundation
import Randomness
import TestSupport
import Testing
import Workspaces

/// An example with what makes it this one, however often it is changed.
private struct Row: Equatable {
  var identity: Int
  var text: String
}

/// What became of examples, as the plainest comparison finds it.
private struct Expected {
  private var pairs: [(left: Int, right: Int, old: String, new: String)] = []
  private var removed = 0
  private var added = 0

  /// Pairs rows one by one; with `hasKin` those of one identity go together first.
  init(
    _ left: [(number: Int, row: Row)], _ right: [(number: Int, row: Row)], hasKin: Bool
  ) {
    var (old, new) = (left, right)
    var pairs = self.pairs
    func pair(_ areOne: ((number: Int, row: Row), (number: Int, row: Row)) -> Bool) {
      old.removeAll { before in
        guard let index = new.firstIndex(where: { areOne(before, $0) }) else { return false }
        let after = new.remove(at: index)
        pairs.append((before.number, after.number, before.row.text, after.row.text))
        return true
      }
    }
    if hasKin { pair { $0.number == $1.number && $0.row.identity == $1.row.identity } }
    pair { $0.row.text == $1.row.text }
    pair { plain($0.row.text) == plain($1.row.text) }
    if !hasKin { pair { prompt($0.row.text) == prompt($1.row.text) } }
    self.pairs = pairs.sorted { $0.left < $1.left }
    (removed, added) = (old.count, new.count)
  }

  /// Holds a comparison against this one.
  ///
  /// Which rows have moved is a choice: without them the others are in order, and no more of them
  /// are needed for it.
  func requireEqual(_ found: RevisionComparison, _ place: Comment) {
    #expect(found.count(.added) == added, place)
    #expect(found.count(.removed) == removed, place)
    #expect(found.count(.changed) == pairs.count { plain($0.old) != plain($0.new) }, place)
    #expect(found.changes.count == RevisionComparison.Kind.allCases.map(found.count).reduce(0, +))
    #expect(
      found.sameCount + found.changes.count == pairs.count + added + removed, place)
    let moved = Set(found.changes.filter { $0.kind == .moved }.compactMap(\.left))
    let changed = Set(found.changes.filter { $0.kind == .changed }.compactMap(\.left))
    let rewritten = Set(found.changes.filter { $0.kind == .rewritten }.compactMap(\.left))
    let order = pairs.filter { !moved.contains($0.left) && !changed.contains($0.left) }
    #expect(order.map(\.right) == order.map(\.right).sorted(), place)
    #expect(moved.count <= pairs.count - longest(pairs.map(\.right)), place)
    let others = order.filter { $0.old != $0.new }
    #expect(Set(others.map(\.left)) == rewritten, place)
  }
}

private func plain(_ text: String) -> String { text.replacingOccurrences(of: ": ", with: ":") }

private func prompt(_ text: String) -> String {
  plain(text).components(separatedBy: "},{").first ?? ""
}

/// The length of a longest ascending subsequence, by trying every last number.
private func longest(_ numbers: [Int]) -> Int {
  var lengths: [Int] = []
  for (index, number) in numbers.enumerated() {
    let before = numbers[..<index].indices.filter { numbers[$0] < number }.map { lengths[$0] }
    lengths.append((before.max() ?? 0) + 1)
  }
  return lengths.max() ?? 0
}

/// The same example with other spaces, which train nothing.
private func spaced(_ text: String) -> String {
  text.replacingOccurrences(of: #""role":""#, with: #""role": ""#)
}

/// A dataset with random changes, and every revision of it.
private struct RandomHistory {
  var now: [Int: Row] = [:]
  var last = 0
  var revisions: [Int: [Int: Row]] = [:]
  private var lastIdentity = 0

  init(_ lines: [String]) {
    for line in lines { add(line) }
    revisions[1] = now
  }

  mutating func add(_ text: String) {
    (last, lastIdentity) = (last + 1, lastIdentity + 1)
    now[last] = Row(identity: lastIdentity, text: text)
  }

  /// Draws some changes of different examples, and makes them here.
  mutating func changes(step: Int, _ random: inout SeededGenerator) -> [ExampleChange] {
    var untouched = now.keys.sorted()
    return (0..<Int.random(in: 1...3, using: &random)).map { _ in
      let kind = untouched.isEmpty ? 0 : Int.random(in: 0..<5, using: &random)
      if kind == 0 {
        // What is added may be what was there already, or was dropped.
        let known = revisions.values.flatMap(\.values).map(\.text).sorted()
        let text = known.randomElement(using: &random) ?? exampleLine("new \(step)")
        add(text)
        return ExampleChange(.add(.init(bytes: Array(text.utf8)), tags: [], note: nil))
      }
      let number = untouched.remove(at: Int.random(in: untouched.indices, using: &random))
      switch kind {
      case 1:
        now[number] = nil
        return ExampleChange(.drop, number: number)
      case 2: return ExampleChange(.tag(["t\(step)"]), number: number)
      default:
        let new =
          kind == 3 ? exampleLine("q\(number)", "s\(step)") : spaced(now[number]?.text ?? "")
        now[number]?.text = new
        return ExampleChange(.set(.init(bytes: Array(new.utf8))), number: number)
      }
    }
  }
}

@Suite struct ComparisonTests {
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `Any two revisions differ by what was done between them`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let lines = (1...12).map { exampleLine("q\($0)", "a\(Int.random(in: 0..<3, using: &random))") }
    let dataset = try workspace.load(lines, as: "d")
    var history = RandomHistory(lines)
    var states: [(rows: [Int: Row], last: Int)] = []
    for step in 0..<25 {
      if Int.random(in: 0..<4, using: &random) == 0, let before = states.popLast() {
        try workspace.undo()
        (history.now, history.last) = before
        continue
      }
      states.append((history.now, history.last))
      let outcome = try workspace.apply(
        history.changes(step: step, &random), to: dataset,
        describedAs: ChangeDescription("set", "\(step)"))
      history.revisions[outcome.after.revision] = history.now
    }
    let numbers = history.revisions.keys.sorted()
    for _ in 0..<40 {
      guard let first = numbers.randomElement(using: &random),
        let second = numbers.randomElement(using: &random),
        let old = history.revisions[first], let new = history.revisions[second]
      else { continue }
      let comparison = try workspace.comparison(
        of: ComparedExamples(dataset, revision: first),
        with: ComparedExamples(dataset, revision: second))
      Expected(sorted(old), sorted(new), hasKin: true)
        .requireEqual(comparison, "r\(first) r\(second)")
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `Two datasets are paired by what they train, in whatever order`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    func lines() -> [String] {
      (0..<Int.random(in: 1...14, using: &random)).map { _ in
        let text = exampleLine(
          "q\(Int.random(in: 0..<8, using: &random))", "a\(Int.random(in: 0..<2, using: &random))")
        return Bool.random(using: &random) ? text : spaced(text)
      }
    }
    let (left, right) = (lines(), lines())
    let comparison = try workspace.comparison(
      of: ComparedExamples(workspace.load(left, as: "a")),
      with: ComparedExamples(workspace.load(right, as: "b")))
    func rows(_ lines: [String]) -> [(number: Int, row: Row)] {
      lines.enumerated().map { ($0 + 1, Row(identity: 0, text: $1)) }
    }
    Expected(rows(left), rows(right), hasKin: false).requireEqual(comparison, "\(seed)")
  }

  @Test func `A file in another order has only moved`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let lines = (1...6).map { exampleLine("q\($0)") }
    let order = [0, 2, 3, 4, 5, 1].map { lines[$0] }
    let (left, right) = (try workspace.load(lines, as: "a"), try workspace.load(order, as: "b"))
    let comparison = try workspace.comparison(
      of: ComparedExamples(left), with: ComparedExamples(right))
    #expect(comparison.changes == [.init(.moved, left: 2, right: 6)])
    #expect(comparison.sameCount == 5)
  }

  @Test func `A part of a revision is compared with the same part of another`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let dataset = try workspace.load((1...5).map { exampleLine("q\($0)") }, as: "d")
    let text = Array(exampleLine("q2", "new").utf8)
    try workspace.apply(
      [ExampleChange(.set(.init(bytes: text)), number: 2), ExampleChange(.drop, number: 4)],
      to: dataset, describedAs: ChangeDescription("set", ""))
    func comparison(_ numbers: [Int]) throws -> RevisionComparison {
      try workspace.comparison(
        of: ComparedExamples(dataset, revision: 1, numbers: numbers),
        with: ComparedExamples(dataset, revision: 2, numbers: numbers))
    }
    #expect(try comparison([1, 3]).changes == [])
    #expect(try comparison([1, 3]).sameCount == 2)
    #expect(try comparison([1, 2]).changes == [.init(.changed, left: 2, right: 2)])
    #expect(try comparison([4, 5]).changes == [.init(.removed, left: 4, right: nil)])
    let parts = try workspace.comparison(
      of: ComparedExamples(dataset, revision: 1, numbers: [1, 2]),
      with: ComparedExamples(dataset, revision: 2, numbers: [2, 3]))
    #expect(
      parts.changes == [
        .init(.removed, left: 1, right: nil), .init(.changed, left: 2, right: 2),
        .init(.added, left: nil, right: 3),
      ])
  }

  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `The longest ascending subsequence is as long as any`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let numbers = random.shuffled(Array(0..<Int.random(in: 0...12, using: &random)))
    let positions = longestAscending(numbers)
    #expect(positions.count == longest(numbers))
    #expect(positions == positions.sorted())
    #expect(positions.map { numbers[$0] } == positions.map { numbers[$0] }.sorted())
  }
}

private func sorted(_ rows: [Int: Row]) -> [(number: Int, row: Row)] {
  rows.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
}
