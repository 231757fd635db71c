package import Datasets
package import Files
internal import Quantities

/// What is wrong with a workspace, or with what was asked of it.
package enum WorkspaceError: Error, Sendable, Hashable {
  /// The file was written by a newer ft: its schema is `found`, this one reads up to `supported`.
  case newerVersion(path: String, found: Int, supported: Int)
  /// The file exists and is something else.
  case notAWorkspace(path: String)
  /// SQLite, or what its rows hold, says that the file is damaged.
  case damaged(path: String, detail: String)
  /// Another process held the file for longer than the busy timeout.
  case busy(path: String)
  /// The disk is full; nothing was written.
  case diskFull(path: String)
  /// The system refused an operation on the file at `path`.
  case file(path: String, errno: Int32)
  /// SQLite refused, with its extended code and words.
  case storage(code: Int, message: String)

  case noDataset(String)
  case datasetExists(String)
  /// The revision is not one of the dataset, or was never made.
  case noRevision(dataset: String, Int)
  case noExample(dataset: String, Int)
  case noSnapshot(dataset: String, name: String)
  /// Another revision has the name.
  case snapshotExists(dataset: String, name: String, revision: Int)
  /// The dataset is kept unchanged for the last test.
  case locked(String)
  /// Neither of two datasets was made of the other, or one holds another file by now.
  case unrelated(String, String)
  /// The example was changed after the caller had read it.
  case changedMeanwhile(dataset: String, number: Int)
  /// A change without any effect, such as dropping what is dropped.
  case alreadyDropped(dataset: String, number: Int)

  /// Nothing to undo, or nothing to redo.
  case nothingToUndo
  case nothingToRedo

  /// Lines that cannot be examples; nothing was loaded. `total` counts those left out here, too.
  case unreadableLines(path: String, faults: [ReadingFault], total: Int, goodLines: Int)
  /// The line that begins `offset` bytes into the file is longer than `limit` bytes.
  case lineTooLong(path: String, offset: Int, limit: Int)
  /// The file changed while it was read; nothing was loaded.
  case fileChanged(path: String)
  /// There is no example in the file.
  case nothingToLoad(path: String)

  case noJob(String)
  case jobExists(String)
  case noChat(Int)
  case noTurn(chat: Int, position: Int)
  case noCell(Int)
  case noProvider(String)
  case noReservation(Int)
  /// The spend would pass the cap; amounts in micro-dollars.
  case overBudget(amount: Int, spent: Int, cap: Int)
}

extension WorkspaceError {
  /// Says what a refused operation on a file means for the workspace.
  package init(_ error: FileError) {
    self =
      error.obstacle == .diskIsFull
      ? .diskFull(path: error.path) : .file(path: error.path, errno: error.errno)
  }

  /// Runs `body` and throws its file errors as this type.
  static func translating<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as FileError {
      throw WorkspaceError(error)
    }
  }
}

extension WorkspaceError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .newerVersion(let path, let found, let supported):
      "\(path): the workspace is of version \(found), this ft reads up to \(supported)"
    case .notAWorkspace(let path): "\(path): the file is not a workspace"
    case .damaged(let path, let detail): "\(path): the workspace is damaged (\(detail))"
    case .busy(let path): "\(path): another process is writing to the workspace"
    case .diskFull(let path): "\(path): the disk is full"
    case .file(let path, let errno): "\(path): \(systemMessage(errno))"
    case .storage(let code, let message): "SQLite \(code): \(message)"
    case .unreadableLines, .lineTooLong, .fileChanged, .nothingToLoad: loadDescription
    case .overBudget(let amount, let spent, let cap):
      "$\(Money(microdollars: amount).decimal) on top of $\(Money(microdollars: spent).decimal)"
        + " is over the cap of $\(Money(microdollars: cap).decimal)"
    default: requestDescription
    }
  }

  private var loadDescription: String {
    switch self {
    case .unreadableLines(let path, let faults, let total, _):
      if let first = faults.first, total == 1 {
        "\(path) line \(first.line), column \(first.column): \(first.code.sentence)"
      } else {
        "\(path): \(total) lines cannot be read as examples"
      }
    case .lineTooLong(let path, let offset, let limit):
      "\(path): the line at byte \(offset) is longer than \(limit) bytes"
    case .fileChanged(let path): "\(path): the file changed while it was read"
    case .nothingToLoad(let path): "\(path): there is no example in the file"
    default: ""
    }
  }

  private var requestDescription: String {
    switch self {
    case .noDataset(let name): "no dataset '\(name)'"
    case .datasetExists(let name): "there is a dataset '\(name)' already"
    case .noRevision(let dataset, let revision): "no revision r\(revision) of '\(dataset)'"
    case .noExample(let dataset, let number): "no example #\(number) in '\(dataset)'"
    case .locked(let name): "'\(name)' is locked"
    case .unrelated(let one, let other): "neither '\(one)' nor '\(other)' was made of the other"
    case .noSnapshot(let dataset, let name): "no snapshot '\(name)' of '\(dataset)'"
    case .snapshotExists(let dataset, let name, let revision):
      "\(dataset)@\(name) is r\(revision) already"
    case .changedMeanwhile(let dataset, let number):
      "\(dataset)#\(number) was changed meanwhile, by another session"
    case .alreadyDropped(let dataset, let number): "\(dataset)#\(number) is dropped already"
    case .nothingToUndo: "nothing to undo"
    case .nothingToRedo: "nothing to redo"
    case .noJob(let name): "no job '\(name)'"
    case .jobExists(let name): "there is a job '\(name)' already"
    case .noChat(let id): "no chat \(id)"
    case .noTurn(let chat, let position): "no turn \(position) in chat \(chat)"
    case .noCell(let number): "no cell \(number)"
    case .noProvider(let name): "no provider '\(name)'"
    case .noReservation(let id): "no open reservation \(id)"
    default: ""
    }
  }
}
