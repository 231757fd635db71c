import Testing
import Workspaces

@Suite struct WorkspaceErrorTests {
  @Test(
    arguments: [
      (
        WorkspaceError.newerVersion(path: "w", found: 9, supported: 1),
        "w: the workspace is of version 9, this ft reads up to 1"
      ),
      (.notAWorkspace(path: "w"), "w: the file is not a workspace"),
      (.busy(path: "w"), "w: another process is writing to the workspace"),
      (.diskFull(path: "out"), "out: the disk is full"),
      (.file(path: "x", errno: 13), "x: Permission denied"),
      (.storage(code: 11, message: "malformed"), "SQLite 11: malformed"),
      (.noDataset("d"), "no dataset 'd'"),
      (.datasetExists("d"), "there is a dataset 'd' already"),
      (.locked("d"), "'d' is locked"),
      (.noRevision(dataset: "d", 3), "no revision r3 of 'd'"),
      (.noExample(dataset: "d", 12), "no example #12 in 'd'"),
      (
        .changedMeanwhile(dataset: "d", number: 12),
        "d#12 was changed meanwhile, by another session"
      ),
      (.alreadyDropped(dataset: "d", number: 12), "d#12 is dropped already"),
      (.nothingToUndo, "nothing to undo"),
      (.nothingToRedo, "nothing to redo"),
      (
        .unreadableLines(path: "x", faults: [], total: 3, goodLines: 2),
        "x: 3 lines cannot be read as examples"
      ),
      (
        .lineTooLong(path: "x", offset: 5, limit: 9), "x: the line at byte 5 is longer than 9 bytes"
      ),
      (.fileChanged(path: "x"), "x: the file changed while it was read"),
      (.nothingToLoad(path: "x"), "x: there is no example in the file"),
      (.noJob("demo"), "no job 'demo'"),
      (.jobExists("demo"), "there is a job 'demo' already"),
      (.noChat(3), "no chat 3"),
      (.noTurn(chat: 3, position: 2), "no turn 2 in chat 3"),
      (.noCell(7), "no cell 7"),
      (.noProvider("mine"), "no provider 'mine'"),
      (.noReservation(4), "no open reservation 4"),
      (
        .overBudget(amount: 1, spent: 1_000_000, cap: 1_500_000),
        "$0.000001 on top of $1.00 is over the cap of $1.50"
      ),
    ] as [(WorkspaceError, String)])
  func `An error is a place and a fact`(error: WorkspaceError, text: String) {
    #expect(error.description == text)
  }
}
