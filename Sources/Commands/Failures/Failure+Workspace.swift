import CommandLanguage
import Workspaces

extension Failure {
  /// Says what went wrong in the workspace, what did not happen, and what to type now.
  init(_ error: WorkspaceError) {
    switch error {
    case .newerVersion, .notAWorkspace, .damaged, .busy, .diskFull, .file, .storage:
      self = Failure.ofStorage(error)
    case .unreadableLines, .lineTooLong, .fileChanged, .nothingToLoad:
      self = Failure(
        .unreadableLines, error.description, consequence: "nothing was loaded",
        remedy: "mend the file and load it again")
    case .overBudget:
      self = Failure(
        .overLimit, error.description, consequence: "nothing was sent",
        remedy: "raise the cap:  budget 5")
    default: self = Failure.ofRequest(error)
    }
  }

  private static func ofStorage(_ error: WorkspaceError) -> Failure {
    switch error {
    case .newerVersion:
      Failure(
        .newerWorkspace, error.description, consequence: "the file was not touched",
        remedy: "update ft, or open another workspace:  ft -w other.ftdb")
    case .notAWorkspace:
      Failure(
        .notAWorkspace, error.description, consequence: "the file was not touched",
        remedy: "name another file:  ft -w mine.ftdb")
    case .damaged:
      Failure(
        .damagedWorkspace, error.description, consequence: "nothing was changed",
        remedy: "open a copy that was made before, or another file:  ft -w other.ftdb")
    case .busy:
      Failure(
        .workspaceBusy, error.description, consequence: "nothing was changed",
        remedy: "try again when the other one is done")
    case .diskFull:
      Failure(
        .diskFull, error.description, consequence: "nothing was changed",
        remedy: "free some space and try again; what was committed before is safe")
    default: Failure(.fileSystem, error.description, consequence: "nothing was changed")
    }
  }

  private static func ofRequest(_ error: WorkspaceError) -> Failure {
    switch error {
    case .noDataset, .noRevision, .noExample, .alreadyDropped:
      Failure(.noDatasetOrExample, error.description, remedy: "list shows the datasets")
    case .datasetExists(let name):
      Failure(
        .datasetExists, error.description, consequence: "nothing was changed",
        remedy: "choose another name, or:  load FILE as \(name) --replace")
    case .changedMeanwhile(let dataset, let number):
      Failure(
        .changedMeanwhile, error.description, consequence: "your change was not made",
        remedy: "look, then change again:  show \(dataset)#\(number)")
    case .locked(let name):
      Failure(
        .lockedDataset, "\(name) is locked: it is kept unchanged for the last test",
        consequence: "nothing was changed", remedy: "unlock \(name)")
    case .nothingToUndo:
      Failure(.nothingToUndo, error.description, remedy: "ops shows what was done")
    case .nothingToRedo:
      Failure(.nothingToUndo, error.description, remedy: "ops shows what was done")
    case .noJob: Failure(.noJob, error.description, remedy: "list jobs")
    case .jobExists:
      Failure(
        .jobExists, error.description, consequence: "nothing was sent",
        remedy: "choose another name with  as NAME")
    case .noProvider:
      Failure(.noProvider, error.description, remedy: "provider list")
    default: Failure(.notInWorkspace, error.description)
    }
  }
}
