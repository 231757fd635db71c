import TestSupport
import Testing
import Workspaces

@Suite struct LockTests {
  private let folder: TemporaryFolder
  private let workspace: Workspace
  private let loaded: Dataset

  init() throws {
    folder = try TemporaryFolder()
    workspace = try folder.workspace()
    loaded = try workspace.load((1...6).map { exampleLine("q\($0)") }, as: "main")
  }

  /// The part called `exam`, locked from the beginning.
  private func derived() throws -> Dataset {
    let parts = [
      DerivedPart(name: "learn", numbers: [1, 2, 3, 4]),
      DerivedPart(name: "exam", numbers: [5, 6], isLocked: true),
    ]
    return try workspace.derive(
      parts, from: loaded, describedAs: ChangeDescription("split", "")
    ).datasets[1]
  }

  private let tagging = [ExampleChange(.tag(["odd"]), number: 1)]

  @Test func `A locked dataset is changed by nothing`() throws {
    let exam = try derived()
    #expect(exam.isLocked)
    #expect(throws: WorkspaceError.locked("exam")) {
      try workspace.apply(tagging, to: exam, describedAs: ChangeDescription("tag", ""))
    }
    #expect(throws: WorkspaceError.locked("exam")) {
      let change = BulkChange { { _ in .tag(["odd"]) } }
      _ = try workspace.apply(change, to: exam) { _ in ChangeDescription("tag", "") }
    }
    #expect(throws: WorkspaceError.locked("exam")) { try workspace.remove(exam) }
    #expect(try workspace.dataset(named: "exam") == exam)
    #expect(try workspace.operations().map(\.kind) == ["split", "load"])
  }

  @Test func `An unlocked one is changed, and how often it was opened is counted`() throws {
    let exam = try derived()
    #expect(try workspace.setLock(false, of: exam) == 1)
    try workspace.apply(tagging, to: exam, describedAs: ChangeDescription("tag", ""))
    // What is open already is not opened again.
    #expect(try workspace.setLock(false, of: exam) == 1)
    #expect(try workspace.setLock(true, of: exam) == 1)
    #expect(throws: WorkspaceError.locked("exam")) { try workspace.undo() }
    #expect(try workspace.setLock(false, of: exam) == 2)
    #expect(try workspace.undo().kind == "tag")
    #expect(try workspace.setLock(true, of: exam) == 2)
    #expect(throws: WorkspaceError.locked("exam")) { try workspace.redo() }
  }

  @Test func `A division goes and comes back with its lock`() throws {
    _ = try derived()
    #expect(try workspace.undo().kind == "split")
    #expect(throws: WorkspaceError.noDataset("exam")) { try workspace.dataset(named: "exam") }
    try workspace.redo()
    #expect(try workspace.dataset(named: "exam").isLocked)
    #expect(try workspace.dataset(named: "learn").isLocked == false)
  }

  @Test func `A lock outlives the session`() throws {
    _ = try derived()
    let again = try folder.workspace()
    #expect(try again.datasets().filter(\.isLocked).map(\.name) == ["exam"])
  }
}
