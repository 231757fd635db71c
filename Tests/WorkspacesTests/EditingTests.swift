import Datasets
import TestSupport
import Testing
import Workspaces

@Suite struct EditingTests {
  private let folder: TemporaryFolder
  private let workspace: Workspace
  private let dataset: Dataset

  init() throws {
    folder = try TemporaryFolder()
    workspace = try folder.workspace()
    var options = LoadOptions()
    options.tokenEncoding = "o200k_base"
    options.makeCount = { { _ in ExampleTokens(total: 10, trained: 4, assistant: 4) } }
    let text = ["a", "b", "c"].map { exampleLine($0) + "\n" }.joined()
    dataset = try workspace.load(
      .bytes(Array(text.utf8), name: "d.jsonl"), as: "d", options: options
    ).dataset
  }

  @discardableResult
  private func apply(_ changes: ExampleChange..., summary: String = "x") throws -> ChangeOutcome {
    try workspace.apply(
      changes, to: dataset, describedAs: ChangeDescription("set", summary, cell: 7))
  }

  private func content(_ text: String, tokens: Int? = 30) -> ExampleChange.Content {
    .init(bytes: Array(exampleLine(text).utf8), tokens: tokens, trainedTokens: tokens)
  }

  @Test func `The sums of a dataset follow its edits, and go back with undo`() throws {
    #expect(dataset.tokens == 30 && dataset.trainedTokens == 12)
    #expect(dataset.tokenEncoding == "o200k_base")
    let first = try apply(.init(.set(content("new")), number: 1), .init(.drop, number: 2))
    #expect(first.before == dataset)
    #expect(first.after.tokens == 40 && first.after.trainedTokens == 34)
    #expect(first.after.exampleCount == 2)
    let second = try apply(.init(.add(content("d", tokens: nil), tags: [], note: nil)))
    #expect(second.after.tokens == nil)
    let third = try apply(.init(.restore, number: 2), .init(.drop, number: 4))
    #expect(third.after.tokens == 50 && third.after.exampleCount == 3)
    #expect(third.after.lastNumber == 4)
    for _ in 0..<3 { try workspace.undo() }
    #expect(try workspace.dataset(named: "d") == dataset)
  }

  @Test func `Edited is what has another text than it came with, and says from which file`() throws
  {
    #expect(try workspace.editedNumbers(of: dataset) == [])
    try apply(.init(.set(content("new")), number: 2), .init(.tag(["odd"]), number: 1))
    try apply(.init(.add(content("d"), tags: [], note: nil)))
    #expect(try workspace.editedNumbers(of: dataset) == [2])
    try apply(.init(.note("by hand"), number: 4), .init(.tag(["odd"]), number: 2))
    #expect(try workspace.editedNumbers(of: dataset) == [2])
    try apply(.init(.set(content("e")), number: 4))
    try apply(.init(.tag(["odd"]), number: 4))
    #expect(try workspace.editedNumbers(of: dataset) == [2, 4])
    #expect(try workspace.editedNumbers(of: dataset, revision: 2) == [2])
    for _ in 0..<5 { try workspace.undo() }
    #expect(try workspace.editedNumbers(of: dataset) == [])
    // A layer edits as a row does.
    let change = BulkChange {
      { example in example.number == 3 ? nil : .set(self.content("all \(example.number)")) }
    }
    _ = try workspace.apply(change, to: dataset) { _ in ChangeDescription("set", "x") }
    #expect(try workspace.editedNumbers(of: dataset) == [1, 2])
    #expect(try workspace.example(3, of: dataset)?.facts.source == "d.jsonl")
  }

  @Test func `Numbers are stable: a drop leaves a gap, and an addition goes on`() throws {
    try apply(.init(.drop, number: 3), .init(.drop, number: 1))
    let outcome = try apply(.init(.add(content("d"), tags: ["new"], note: "by hand")))
    #expect(outcome.addedNumbers == [4])
    #expect(try workspace.texts(of: dataset) == [2: exampleLine("b"), 4: exampleLine("d")])
    let added = try #require(try workspace.example(4, of: dataset))
    #expect(added.facts.tags == ["new"] && added.facts.note == "by hand")
    #expect(added.facts.line == nil)
    #expect(try workspace.example(3, of: dataset) == nil)
    #expect(try workspace.texts(of: dataset, revision: 1).count == 3)
  }

  @Test func `A tag or a note keeps the bytes, the line and the tokens`() throws {
    try apply(.init(.tag(["good", "short"]), number: 2), .init(.note("see chat 1"), number: 2))
    let example = try #require(try workspace.example(2, of: dataset))
    #expect(example.bytes == Array(exampleLine("b").utf8))
    #expect(example.facts.line == 2 && example.facts.tokens == 10)
    #expect(example.facts.tags == ["good", "short"] && example.facts.note == "see chat 1")
    try apply(.init(.set(content("B")), number: 2))
    #expect(try workspace.example(2, of: dataset)?.facts.tags == ["good", "short"])
    try apply(.init(.tag([]), number: 2), .init(.note(nil), number: 2))
    let plain = try #require(try workspace.example(2, of: dataset))
    #expect(plain.bytes == Array(exampleLine("B").utf8))
    #expect(plain.facts.tags == [] && plain.facts.note == nil && plain.facts.tokens == 30)
  }

  @Test func `Several changes of one example are one state of it`() throws {
    try apply(
      .init(.set(content("one")), number: 1), .init(.set(content("two")), number: 1),
      .init(.tag(["t"]), number: 1))
    #expect(try workspace.versions(ofExample: 1, in: dataset).count == 2)
    #expect(try workspace.texts(of: dataset)[1] == exampleLine("two"))
  }

  @Test func `What is not there cannot be changed, and then nothing is`() throws {
    #expect(throws: WorkspaceError.noExample(dataset: "d", 9)) {
      try apply(.init(.drop, number: 1), .init(.drop, number: 9))
    }
    try apply(.init(.drop, number: 1))
    #expect(throws: WorkspaceError.alreadyDropped(dataset: "d", number: 1)) {
      try apply(.init(.set(content("x")), number: 1))
    }
    #expect(try workspace.dataset(named: "d").revision == 2)
    #expect(throws: WorkspaceError.noRevision(dataset: "d", 3)) {
      try workspace.texts(of: dataset, revision: 3)
    }
  }

  @Test func `An edit after an undo makes a new revision; the old one stays readable`() throws {
    try apply(.init(.set(content("two")), number: 1))
    try workspace.undo()
    let outcome = try apply(.init(.set(content("three")), number: 1))
    #expect(outcome.after.revision == 3)
    #expect(try workspace.texts(of: dataset, revision: 2)[1] == exampleLine("two"))
    #expect(try workspace.texts(of: dataset)[1] == exampleLine("three"))
    #expect(try workspace.revisions(of: dataset).map(\.number) == [3, 1])
    #expect(try workspace.revision(2, of: dataset).parent == 1)
    #expect(throws: WorkspaceError.nothingToRedo) { try workspace.redo() }
    #expect(try workspace.operations().map(\.state) == [.done, .discarded, .done])
  }

  @Test func `The history of an example names what made each state`() throws {
    try apply(.init(.set(content("two")), number: 1), summary: "reworded")
    try apply(.init(.drop, number: 2), summary: "another")
    try apply(.init(.drop, number: 1), summary: "dropped")
    let versions = try workspace.versions(ofExample: 1, in: dataset)
    #expect(versions.map(\.revision) == [1, 2, 4])
    #expect(
      versions.map(\.operation.summary) == ["loaded d.jsonl as d", "reworded", "dropped"])
    #expect(versions.map(\.operation.cell) == [nil, 7, 7])
    #expect(
      versions.map { $0.example.map { String(decoding: $0.bytes, as: UTF8.self) } }
        == [exampleLine("a"), exampleLine("two"), nil])
    #expect(throws: WorkspaceError.noExample(dataset: "d", 5)) {
      try workspace.versions(ofExample: 5, in: dataset)
    }
  }

  @Test func `Two revisions differ in the examples changed between them`() throws {
    try apply(.init(.set(content("two")), number: 1))
    try apply(.init(.drop, number: 2), .init(.add(content("d"), tags: [], note: nil)))
    try apply(.init(.drop, number: 4))
    let differences = try workspace.differences(of: dataset, from: 1, to: 3)
    #expect(differences.map(\.number) == [1, 2, 4])
    #expect(differences.map { $0.before == nil } == [false, false, true])
    #expect(differences.map { $0.after == nil } == [false, true, false])
    let back = try workspace.differences(of: dataset, from: 3, to: 1)
    #expect(back.map(\.before) == differences.map(\.after))
    // Added and dropped on the way: the same at both ends.
    #expect(try workspace.differences(of: dataset, from: 1, to: 4).map(\.number) == [1, 2])
  }

  @Test func `Datasets are made of copies of examples in one operation`() throws {
    try apply(.init(.tag(["t"]), number: 2), .init(.set(content("C")), number: 3))
    let (datasets, operation) = try workspace.derive(
      [DerivedPart(name: "train", numbers: [3, 2]), DerivedPart(name: "test", numbers: [1])],
      from: dataset, describedAs: ChangeDescription("split", "split d"))
    #expect(datasets.map(\.exampleCount) == [2, 1])
    #expect(datasets.map(\.tokens) == [40, 10])
    #expect(
      try workspace.texts(of: datasets[0]) == [1: exampleLine("C"), 2: exampleLine("b")])
    #expect(try workspace.example(2, of: datasets[0])?.facts.tags == ["t"])
    #expect(try workspace.example(2, of: datasets[0])?.facts.line == 2)
    #expect(
      try workspace.undo()
        == {
          var undone = operation
          undone.state = .undone
          return undone
        }())
    #expect(try workspace.datasets().map(\.name) == ["d"])
    try workspace.redo()
    #expect(try workspace.datasets().map(\.name) == ["d", "test", "train"])
    #expect(throws: WorkspaceError.noExample(dataset: "d", 8)) {
      try workspace.derive(
        [DerivedPart(name: "x", numbers: [1, 8])], from: dataset,
        describedAs: ChangeDescription("split", "split d"))
    }
    #expect(try workspace.isSound())
  }

  @Test func `A dataset is renamed and removed as operations that can be undone`() throws {
    _ = try workspace.load([exampleLine("e")], as: "e")
    #expect(throws: WorkspaceError.datasetExists("e")) {
      try workspace.rename(dataset, to: "e")
    }
    #expect(try workspace.rename(dataset, to: "f", cell: 3).summary == "renamed d to f")
    #expect(try workspace.remove(workspace.dataset(named: "f")).summary == "removed f, 3 examples")
    #expect(try workspace.datasets().map(\.name) == ["e"])
    // The name is free now, but only until the removal is undone.
    #expect(try workspace.undo().kind == "remove")
    #expect(try workspace.undo().kind == "rename")
    #expect(try workspace.datasets().map(\.name) == ["d", "e"])
    #expect(throws: WorkspaceError.noDataset("f")) { try workspace.dataset(named: "f") }
    #expect(try workspace.redo().kind == "rename")
    #expect(try workspace.dataset(named: "f").id == dataset.id)
  }

  @Test func `A reader goes on seeing the revision it began with`() throws {
    let lines = (1...3_000).map { exampleLine("\($0)", String(repeating: "x", count: 1_000)) }
    let long = try workspace.load(lines, as: "long")
    var texts: [String] = []
    try workspace.forEachExample(of: long) { example in
      if example.number == 1 {
        try workspace.apply(
          [.init(.drop, number: 3_000), .init(.set(content("new")), number: 2_999)], to: long,
          describedAs: ChangeDescription("set", "meanwhile"))
      }
      texts.append(String(decoding: example.bytes, as: UTF8.self))
      return true
    }
    #expect(texts == lines)
  }
}
