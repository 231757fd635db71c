import Randomness
import TestSupport
import Testing
import Workspaces

/// What a dataset should be: the plainest model that has undo.
private struct Model {
  struct State: Equatable {
    var texts: [Int: String]
    var lastNumber: Int
    var revision: Int
  }

  var now: State
  var undone: [State] = []
  var done: [State] = []
  var lastRevision = 1
  /// Every revision ever made.
  var revisions: [Int: [Int: String]]

  init(_ lines: [String]) {
    let texts = Dictionary(uniqueKeysWithValues: zip(1..., lines))
    now = State(texts: texts, lastNumber: lines.count, revision: 1)
    revisions = [1: texts]
  }

  mutating func commit(_ body: (inout State) -> Void) {
    done.append(now)
    undone = []
    body(&now)
    lastRevision += 1
    now.revision = lastRevision
    revisions[lastRevision] = now.texts
  }

  mutating func undo() -> Bool {
    guard let last = done.popLast() else { return false }
    undone.append(now)
    now = last
    return true
  }

  mutating func redo() -> Bool {
    guard let next = undone.popLast() else { return false }
    done.append(now)
    now = next
    return true
  }
}

@Suite struct UndoPropertyTests {
  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `Undo and redo are exact, however edits, undos and restarts are mixed`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let lines = (1...Int.random(in: 1...20, using: &random)).map { exampleLine("q\($0)") }
    var workspace = try folder.workspace()
    var dataset = try workspace.load(lines, as: "d")
    var model = Model(lines)
    for step in 0..<50 {
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<2:
        if model.undo() {
          try workspace.undo()
        } else {
          // Only the load is left, and this test keeps it.
          #expect(try workspace.operations().first { $0.state == .done }?.kind == "load")
        }
      case 2..<4:
        if model.redo() {
          try workspace.redo()
        } else {
          #expect(throws: WorkspaceError.nothingToRedo) { try workspace.redo() }
        }
      case 4: workspace = try folder.workspace()
      default:
        let changes = edit(&model, step: step, &random)
        try workspace.apply(changes, to: dataset, describedAs: ChangeDescription("set", "\(step)"))
      }
      dataset = try workspace.dataset(named: "d")
      #expect(dataset.revision == model.now.revision)
      #expect(dataset.exampleCount == model.now.texts.count)
      #expect(try workspace.texts(of: dataset) == model.now.texts)
      #expect(try workspace.numbers(of: dataset) == model.now.texts.keys.sorted())
    }
    for (revision, texts) in model.revisions {
      #expect(try workspace.texts(of: dataset, revision: revision) == texts)
      try workspace.export(dataset, revision: revision, to: folder.file("out"))
      let lines = texts.sorted { $0.key < $1.key }.map { $0.value + "\n" }
      #expect(try folder.bytes(of: "out") == Array(lines.joined().utf8))
    }
    #expect(try workspace.isSound())
  }

  /// Draws a few changes, makes them in the model and returns them for the workspace.
  private func edit(
    _ model: inout Model, step: Int, _ random: inout SeededGenerator
  ) -> [ExampleChange] {
    var changes: [ExampleChange] = []
    var untouched = model.now.texts.keys.sorted()
    model.commit { state in
      for index in 0..<Int.random(in: 1...4, using: &random) {
        let text = exampleLine("s\(step)", "i\(index)")
        let content = ExampleChange.Content(bytes: Array(text.utf8))
        let kind = Int.random(in: 0..<3, using: &random)
        if kind == 0 || untouched.isEmpty {
          state.lastNumber += 1
          state.texts[state.lastNumber] = text
          changes.append(ExampleChange(.add(content, tags: [], note: nil)))
        } else {
          let number = untouched.remove(at: Int.random(in: untouched.indices, using: &random))
          state.texts[number] = kind == 1 ? text : nil
          changes.append(ExampleChange(kind == 1 ? .set(content) : .drop, number: number))
        }
      }
    }
    return changes
  }
}
