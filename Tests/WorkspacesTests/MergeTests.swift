import Randomness
import TestSupport
import Testing
import Workspaces

/// A dataset as a list of its examples by number, each with what makes it this one.
private struct Rows {
  struct Row {
    var identity: Int
    /// nil for one that was dropped, which has its number still.
    var text: String?
  }

  var rows: [Int: Row] = [:]
  var last = 0

  var texts: [Int: String] { rows.compactMapValues(\.text) }

  mutating func add(_ identity: Int, _ text: String) {
    last += 1
    rows[last] = Row(identity: identity, text: text)
  }

  /// Takes over what `other` changed since `base`, by identity; returns how many rows both changed.
  mutating func merge(
    _ other: Rows, since base: [Int: String], leavingOut excluded: Set<Int>, preferring side: Side
  ) -> Int {
    var conflictCount = 0
    for (_, row) in other.rows.sorted(by: { $0.key < $1.key })
    where !excluded.contains(row.identity) {
      guard let place = rows.first(where: { $0.value.identity == row.identity })?.key else {
        if let text = row.text { add(row.identity, text) }
        continue
      }
      let (was, here) = (base[row.identity], rows[place]?.text)
      if row.text == was || row.text == here { continue }
      if here != was { conflictCount += 1 }
      if here == was || side == .theirs { rows[place]?.text = row.text }
    }
    return conflictCount
  }
}

private typealias Side = MergePlan.Side

@Suite struct MergeTests {
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `Merging back and forth is a merge of lists, row by row`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let lines = (1...8).map { exampleLine("q\($0)") }
    let loaded = try workspace.load(lines, as: "main")
    let chosen = Array(random.shuffled(Array(1...8)).prefix(Int.random(in: 3...8, using: &random)))
    _ = try workspace.derive(
      [DerivedPart(name: "fork", numbers: chosen)], from: loaded,
      describedAs: ChangeDescription("fork", ""))
    var (main, fork) = (Rows(), Rows())
    for (index, line) in lines.enumerated() { main.add(index + 1, line) }
    for number in chosen { fork.add(number, lines[number - 1]) }
    var identity = 8
    // What both had in common last.
    var base = Dictionary(chosen.map { ($0, lines[$0 - 1]) }) { $1 }
    for step in 0..<16 {
      let isMain = Bool.random(using: &random)
      let name = isMain ? "main" : "fork"
      if Int.random(in: 0..<3, using: &random) > 0 {
        identity += 1
        if isMain {
          try edit(&main, name, workspace, identity: identity, step: step, &random)
        } else {
          try edit(&fork, name, workspace, identity: identity, step: step, &random)
        }
        continue
      }
      let (source, target) = (
        try workspace.dataset(named: isMain ? "fork" : "main"), try workspace.dataset(named: name)
      )
      let plan = try workspace.mergePlan(of: source, into: target)
      let side: Side = Bool.random(using: &random) ? .ours : .theirs
      _ = try workspace.merge(
        plan, preferring: side, describedAs: ChangeDescription("merge", "\(step)"))
      let excluded = isMain ? [] : Set(1...8).subtracting(chosen)
      let other = isMain ? fork : main
      let count =
        isMain
        ? main.merge(other, since: base, leavingOut: excluded, preferring: side)
        : fork.merge(other, since: base, leavingOut: excluded, preferring: side)
      #expect(plan.conflicts.count == count, "step \(step)")
      if !plan.isEmpty {
        base = Dictionary(
          other.rows.values.compactMap { row in row.text.map { (row.identity, $0) } }
        ) { $1 }
      }
      #expect(
        try workspace.texts(of: workspace.dataset(named: name)) == (isMain ? main : fork).texts)
      if !plan.isEmpty, Int.random(in: 0..<3, using: &random) == 0 {
        try workspace.undo()
        try workspace.redo()
        #expect(
          try workspace.texts(of: workspace.dataset(named: name)) == (isMain ? main : fork).texts)
      }
    }
    #expect(try workspace.isSound())
  }

  private func edit(
    _ rows: inout Rows, _ name: String, _ workspace: Workspace, identity: Int, step: Int,
    _ random: inout SeededGenerator
  ) throws {
    let dataset = try workspace.dataset(named: name)
    let present = rows.texts.keys.sorted()
    let kind = present.isEmpty ? 0 : Int.random(in: 0..<4, using: &random)
    let number = present.randomElement(using: &random) ?? 0
    let text = exampleLine("s\(kind == 0 ? step + 10 : Int.random(in: 0..<2, using: &random))")
    let content = ExampleChange.Content(bytes: Array(text.utf8))
    switch kind {
    case 0: rows.add(identity, text)
    case 1: rows.rows[number]?.text = nil
    default: rows.rows[number]?.text = text
    }
    let change =
      kind == 0
      ? ExampleChange(.add(content, tags: [], note: nil))
      : ExampleChange(kind == 1 ? .drop : .set(content), number: number)
    try workspace.apply([change], to: dataset, describedAs: ChangeDescription("set", "\(step)"))
  }

  @Test func `Tags and notes merge beside the text, and tags by themselves`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let main = try workspace.load([exampleLine("one"), exampleLine("two")], as: "main")
    let description = ChangeDescription("tag", "")
    try workspace.apply(
      [ExampleChange(.tag(["old", "both"]), number: 1)], to: main, describedAs: description)
    let fork = try workspace.derive(
      [DerivedPart(name: "fork", numbers: [1, 2])], from: main, describedAs: description
    ).datasets[0]
    try workspace.apply(
      [
        ExampleChange(.tag(["both", "theirs"]), number: 1),
        ExampleChange(.note("look"), number: 2),
      ], to: fork, describedAs: description)
    try workspace.apply(
      [
        ExampleChange(.tag(["old", "both", "ours"]), number: 1),
        ExampleChange(.set(.init(bytes: Array(exampleLine("2").utf8))), number: 2),
      ], to: main, describedAs: description)
    let plan = try workspace.mergePlan(
      of: workspace.dataset(named: "fork"), into: workspace.dataset(named: "main"))
    #expect(plan.conflicts == [])
    #expect(plan.counts.marked == 2 && plan.counts.changed == 0)
    let outcome = try #require(
      try workspace.merge(plan, describedAs: ChangeDescription("merge", "")))
    #expect(
      try workspace.example(1, of: outcome.after)?.facts.tags == ["both", "ours", "theirs"])
    let second = try #require(try workspace.example(2, of: outcome.after))
    #expect(second.facts.note == "look")
    #expect(String(decoding: second.bytes, as: UTF8.self) == exampleLine("2"))
  }

  @Test func `Datasets without a common state, and one that was replaced, are not merged`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let main = try workspace.load([exampleLine("one")], as: "main")
    let other = try workspace.load([exampleLine("one")], as: "other")
    #expect(throws: WorkspaceError.unrelated("other", "main")) {
      try workspace.mergePlan(of: other, into: main)
    }
    let fork = try workspace.derive(
      [DerivedPart(name: "fork", numbers: [1])], from: main,
      describedAs: ChangeDescription("fork", "")
    ).datasets[0]
    #expect(try workspace.mergePlan(of: fork, into: main).isEmpty)
    var options = LoadOptions()
    options.collision = .replace
    _ = try workspace.load(
      .bytes(Array((exampleLine("two") + "\n").utf8), name: "new"), as: "main", options: options)
    #expect(throws: WorkspaceError.unrelated("fork", "main")) {
      try workspace.mergePlan(of: fork, into: workspace.dataset(named: "main"))
    }
  }
}
