import Randomness
import TestSupport
import Testing
import Workspaces

/// An example as a list of every state that it had, newest last.
private struct Row: Equatable {
  var identity: Int
  /// The steps that changed it, by revision; a text of nil says that it was dropped.
  var states: [State]

  struct State: Equatable {
    var revision: Int
    var text: String?
  }

  var text: String? { states.last?.text ?? nil }
}

/// What a dataset should be: its rows by number, with undo, and every revision ever made.
private struct Model {
  struct State {
    var rows: [Int: Row]
    var last: Int
    var revision: Int
  }

  var now: State
  var done: [State] = []
  var undone: [State] = []
  var lastRevision = 1
  var lastIdentity: Int
  var revisions: [Int: State]

  init(_ lines: [String]) {
    let rows = lines.enumerated().map { index, line in
      (index + 1, Row(identity: index, states: [.init(revision: 1, text: line)]))
    }
    now = State(
      rows: Dictionary(rows) { $1 }, last: lines.count, revision: 1)
    lastIdentity = lines.count
    revisions = [1: now]
  }

  mutating func commit(_ body: (inout State, Int) -> Void) {
    done.append(now)
    undone = []
    lastRevision += 1
    now.revision = lastRevision
    body(&now, lastRevision)
    revisions[lastRevision] = now
  }

  func texts(_ state: State) -> [Int: String] { state.rows.compactMapValues(\.text) }

  mutating func move(
    from: WritableKeyPath<Model, [State]>, to: WritableKeyPath<Model, [State]>
  ) -> Bool {
    guard let state = self[keyPath: from].popLast() else { return false }
    self[keyPath: to].append(now)
    now = state
    return true
  }

  /// Makes the rows as they were in another revision, each with one state more where it changed.
  mutating func restore(_ old: State) {
    commit { state, revision in
      var rows: [Int: Row] = [:]
      for number in Set(state.rows.keys).union(old.rows.keys) {
        let (here, there) = (state.rows[number], old.rows[number])
        if let there {
          let isOne = here?.identity == there.identity
          let text = isOne ? here?.text : nil
          var row = isOne ? here ?? there : there
          if text != there.text { row.states.append(.init(revision: revision, text: there.text)) }
          rows[number] = row
        }
      }
      state.rows = rows
      state.last = max(state.last, old.last)
    }
  }
}

@Suite struct VersionTests {
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `Edits, undo, redo, restoring and replacing are exact in any order`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    var workspace = try folder.workspace()
    let lines = (1...8).map { exampleLine("q\($0)") }
    _ = try workspace.load(lines, as: "d")
    var model = Model(lines)
    for step in 0..<40 {
      let dataset = try workspace.dataset(named: "d")
      switch Int.random(in: 0..<12, using: &random) {
      case 0..<2: if model.move(from: \.done, to: \.undone) { try workspace.undo() }
      case 2: if model.move(from: \.undone, to: \.done) { try workspace.redo() }
      case 3: workspace = try folder.workspace()
      case 4..<7:
        let number = Int.random(in: 1...model.lastRevision, using: &random)
        let outcome = try workspace.restore(
          dataset, to: number, describedAs: ChangeDescription("restore", "r\(number)"))
        if let old = model.revisions[number], outcome != nil { model.restore(old) }
        #expect(try model.texts(model.now) == workspace.texts(of: current(workspace)))
      case 7:
        let lines = (1...Int.random(in: 1...10, using: &random)).map {
          exampleLine("n\(step) \($0)")
        }
        var options = LoadOptions()
        options.collision = .replace
        let text = lines.map { $0 + "\n" }.joined()
        let outcome = try workspace.load(
          .bytes(Array(text.utf8), name: "other"), as: "d", options: options)
        #expect(outcome.dataset.id == dataset.id)
        replace(&model, with: lines)
      default: try edit(&model, workspace, step: step, &random)
      }
      let now = try current(workspace)
      #expect(now.revision == model.now.revision)
      #expect(try workspace.texts(of: now) == model.texts(model.now))
      #expect(now.exampleCount == model.texts(model.now).count)
      #expect(try workspace.numbers(of: now) == model.texts(model.now).keys.sorted())
    }
    let dataset = try current(workspace)
    for (number, state) in model.revisions {
      #expect(try workspace.texts(of: dataset, revision: number) == model.texts(state))
    }
    try compareHistories(workspace, model)
    #expect(try workspace.isSound())
  }

  private func current(_ workspace: Workspace) throws -> Dataset {
    try workspace.dataset(named: "d")
  }

  /// The history of every example that is there now is what was done to it.
  private func compareHistories(_ workspace: Workspace, _ model: Model) throws {
    let dataset = try current(workspace)
    for (number, row) in model.now.rows where row.text != nil {
      let steps = try workspace.history(ofExample: number, in: dataset)
      let texts = steps.map { $0.new.map { String(decoding: $0.bytes, as: UTF8.self) } }
      #expect(texts == row.states.reversed().map(\.text), "#\(number)")
      #expect(steps.map(\.step.revision.number) == row.states.reversed().map(\.revision))
    }
  }

  private func replace(_ model: inout Model, with lines: [String]) {
    let first = model.lastIdentity
    model.lastIdentity += lines.count
    model.commit { state, revision in
      state.rows = [:]
      for (index, line) in lines.enumerated() {
        state.rows[index + 1] = Row(
          identity: first + index, states: [.init(revision: revision, text: line)])
      }
      state.last = lines.count
    }
  }

  private func edit(
    _ model: inout Model, _ workspace: Workspace, step: Int, _ random: inout SeededGenerator
  ) throws {
    let dataset = try workspace.dataset(named: "d")
    let present = model.texts(model.now).keys.sorted()
    let identity = model.lastIdentity
    model.lastIdentity += 1
    if Int.random(in: 0..<3, using: &random) == 0, present.count > 3 {
      // Enough for a layer.
      let change = BulkChange {
        { example in
          example.number % 2 == 0
            ? .set(.init(bytes: Array(exampleLine("b\(step)", "\(example.number)").utf8))) : nil
        }
      }
      let outcome = try workspace.apply(change, to: dataset) { _ in ChangeDescription("set", "") }
      if outcome == nil { return }
      model.commit { state, revision in
        for number in present where number % 2 == 0 {
          state.rows[number]?.states.append(
            .init(revision: revision, text: exampleLine("b\(step)", "\(number)")))
        }
      }
      return
    }
    let text = exampleLine("s\(step)")
    let content = ExampleChange.Content(bytes: Array(text.utf8))
    let kind = present.isEmpty ? 0 : Int.random(in: 0..<4, using: &random)
    let number = present.randomElement(using: &random) ?? 0
    let change =
      kind == 0
      ? ExampleChange(.add(content, tags: [], note: nil))
      : ExampleChange(kind == 1 ? .drop : .set(content), number: number)
    try workspace.apply([change], to: dataset, describedAs: ChangeDescription("set", ""))
    model.commit { state, revision in
      if kind == 0 {
        state.last += 1
        state.rows[state.last] = Row(
          identity: identity, states: [.init(revision: revision, text: text)])
      } else {
        state.rows[number]?.states.append(
          .init(revision: revision, text: kind == 1 ? nil : text))
      }
    }
  }

  @Test func `A name stays with its revision, whatever is undone, replaced or removed`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let dataset = try workspace.load([exampleLine("one"), exampleLine("two")], as: "d")
    let first = try workspace.addSnapshot("start", of: dataset)
    #expect(first.revision == 1)
    #expect(try workspace.addSnapshot("start", of: dataset, revision: 1) == first)
    try workspace.apply(
      [ExampleChange(.drop, number: 1)], to: dataset, describedAs: ChangeDescription("drop", ""))
    #expect(
      throws: WorkspaceError.snapshotExists(dataset: "d", name: "start", revision: 1)
    ) { try workspace.addSnapshot("start", of: dataset) }
    _ = try workspace.addSnapshot("later", of: dataset)
    try workspace.undo()
    #expect(try workspace.snapshots(of: dataset).map(\.name) == ["start", "later"])
    #expect(try workspace.snapshot("later", of: dataset)?.revision == 2)
    #expect(try workspace.texts(of: dataset, revision: 2).count == 1)
    _ = try workspace.removeSnapshot("later", of: dataset)
    #expect(throws: WorkspaceError.noSnapshot(dataset: "d", name: "later")) {
      try workspace.removeSnapshot("later", of: dataset)
    }
    #expect(throws: WorkspaceError.noRevision(dataset: "d", 9)) {
      try workspace.addSnapshot("never", of: dataset, revision: 9)
    }
    #expect(try workspace.isSound())
  }

  @Test func `A removed dataset comes back in the revision that is named`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let dataset = try workspace.load([exampleLine("one"), exampleLine("two")], as: "d")
    try workspace.apply(
      [ExampleChange(.drop, number: 1)], to: dataset, describedAs: ChangeDescription("drop", ""))
    _ = try workspace.remove(dataset)
    #expect(try workspace.removedDataset(named: "d")?.id == dataset.id)
    let description = ChangeDescription("restore", "d")
    let other = try workspace.load([exampleLine("three")], as: "d")
    #expect(throws: WorkspaceError.datasetExists("d")) {
      try workspace.restore(dataset, to: 1, describedAs: description)
    }
    let outcome = try #require(
      try workspace.restore(dataset, to: 1, as: "back", describedAs: description))
    #expect(outcome.wasRemoved && outcome.after.name == "back" && outcome.after.revision == 3)
    #expect(try workspace.texts(of: outcome.after).count == 2)
    try workspace.undo()
    #expect(try workspace.datasets().map(\.id) == [other.id])
    try workspace.redo()
    #expect(try workspace.datasets().map(\.name) == ["back", "d"])
  }

  @Test func `What is kept of numbered examples is of the file that they are of`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let dataset = try workspace.load([exampleLine("one")], as: "d")
    try workspace.setDraft("half a text", of: 1, in: dataset)
    try workspace.changeWaivers(of: dataset) {
      $0 = [
        Waiver(rule: "D08", number: 1, reason: "so"),
        Waiver(rule: "W08", number: nil, reason: "all"),
      ]
    }
    var options = LoadOptions()
    options.collision = .replace
    _ = try workspace.load(
      .bytes(Array((exampleLine("two") + "\n").utf8), name: "other.jsonl"), as: "d",
      options: options)
    let replaced = try workspace.dataset(named: "d")
    #expect(replaced.source == "other.jsonl" && replaced.revision == 2)
    #expect(try workspace.draft(of: 1, in: replaced) == nil)
    #expect(try workspace.waivers(of: replaced).map(\.rule) == ["W08"])
    try workspace.undo()
    #expect(try workspace.dataset(named: "d").source == "d.jsonl")
    #expect(try workspace.draft(of: 1, in: dataset)?.text == "half a text")
    #expect(try workspace.waivers(of: dataset).map(\.rule) == ["D08", "W08"])
  }

  @Test func `A copy knows what it was copied from, through copies of copies`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let big = try workspace.load((1...5).map { exampleLine("q\($0)") }, as: "big")
    try workspace.apply(
      [ExampleChange(.set(.init(bytes: Array(exampleLine("new").utf8))), number: 4)], to: big,
      describedAs: ChangeDescription("set", "big#4"))
    let description = ChangeDescription("fork", "")
    let some = try workspace.derive(
      [DerivedPart(name: "some", numbers: [5, 4])], from: big, describedAs: description
    ).datasets[0]
    let one = try workspace.derive(
      [DerivedPart(name: "one", numbers: [2])], from: some, describedAs: description
    ).datasets[0]
    let steps = try workspace.history(ofExample: 1, in: one)
    #expect(steps.map(\.dataset.name) == ["one", "some", "big", "big"])
    #expect(steps.map(\.number) == [1, 2, 4, 4])
    #expect(steps.map(\.copiedFrom?.number) == [2, 4, nil, nil])
    #expect(steps.map(\.copiedFrom?.revision) == [1, 2, nil, nil])
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `A list of copies is the same after it was stored`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let sources = (0..<Int.random(in: 0...20, using: &random)).map { _ in
      Int.random(in: 1...9, using: &random)
    }
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let big = try workspace.load((1...9).map { exampleLine("q\($0)") }, as: "big")
    if sources.isEmpty { return }
    let made = try workspace.derive(
      [DerivedPart(name: "some", numbers: sources)], from: big,
      describedAs: ChangeDescription("fork", "")
    ).datasets[0]
    for (index, source) in sources.enumerated() {
      let steps = try workspace.history(ofExample: index + 1, in: made)
      #expect(steps.first?.copiedFrom?.number == source)
    }
  }
}
