internal import GRDB
import Glibc

/// A persistent workspace: datasets with their history, jobs, chats, cells and spend in one file.
///
/// JSONL and what services answer come in; datasets, examples, records and exported files go out,
/// or a ``WorkspaceError``. Start with this file and `Schema`, then `Workspace+Load` and
/// `ReadingPlan`, which write and read examples; each other folder is one table or a few.
///
/// Every method is synchronous and safe to call from any thread; every write is one
/// `BEGIN IMMEDIATE` transaction, so that two processes wait for each other (see ``Patience``)
/// instead of failing. Write-ahead logging with `synchronous=NORMAL`:
/// a killed process loses no finished call; a power cut may lose the last ones but never leaves
/// a half (https://www.sqlite.org/pragma.html#pragma_synchronous).
package final class Workspace: Sendable {
  /// Seconds that opening waits for another process.
  package static let busyTimeout = 5.0
  /// The schema's version that this program writes.
  package static let version = Schema.steps.count

  package let path: String
  /// What opening did to the workspace of an older ft; nil for one of this ft, and for a new one.
  package let migration: Migration?
  let pool: DatabasePool
  /// Seconds since 1970.
  let now: @Sendable () -> Int
  let patience: Patience

  private init(
    path: String, pool: DatabasePool, migration: Migration?, patience: Patience,
    now: @escaping @Sendable () -> Int
  ) {
    self.path = path
    self.migration = migration
    self.pool = pool
    self.patience = patience
    self.now = now
  }

  /// Opens the workspace at `path`; makes it, 0600 in a 0700 folder, when it is missing.
  ///
  /// Missing folders are made. `now` is the clock, in seconds since 1970.
  ///
  /// - Throws: ``WorkspaceError`` for another program's file, a newer version, or the system's no.
  package static func open(
    path: String, now: @escaping @Sendable () -> Int
  ) throws -> Workspace {
    try WorkspaceFile.create(path)
    try WorkspaceFile.inspect(path, supported: version)
    let deadline = ContinuousClock.now + .seconds(busyTimeout)
    while true {
      do {
        return try translated(path: path) {
          let patience = Patience()
          let pool = try DatabasePool(path: path, configuration: configuration(patience))
          let migration = try migrate(pool, path: path)
          return Workspace(
            path: path, pool: pool, migration: migration, patience: patience, now: now)
        }
      } catch WorkspaceError.busy where ContinuousClock.now < deadline {
        // SQLite does not wait while another session changes the kind of journal.
        usleep(10_000)
      }
    }
  }

  private static func configuration(_ patience: Patience) -> Configuration {
    var configuration = Configuration()
    configuration.busyMode = .callback(patience.shouldRetry)
    configuration.prepareDatabase { database in
      if !database.configuration.readonly {
        try database.execute(sql: "PRAGMA page_size = \(Schema.pageSize)")
      }
    }
    return configuration
  }

  /// Runs `body` on a reading connection, on what was committed when it began.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.translated(path: path) { try pool.read(body) }
  }

  /// Runs `body` as one immediate transaction, rolled back when it throws.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.translated(path: path) {
      try pool.write { database in
        patience.goOn()
        return try body(database)
      }
    }
  }

  /// The same for a body that writes much: without the log, if no other process has the file open.
  ///
  /// What goes through the log is written twice, and read once in between. A rollback journal only
  /// keeps what is overwritten, which is little where a load appends; but it shuts others out
  /// until the end, so use it for what takes no more than some seconds.
  func writeAlone<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.translated(path: path) {
      // Idle readers are connections too.
      pool.releaseMemory()
      return try pool.barrierWriteWithoutTransaction { database in
        // Refused with an error, or by the old mode as the answer, where others have the file open.
        let mode = try? String.fetchOne(database, sql: "PRAGMA journal_mode = TRUNCATE")
        guard mode == "truncate" else { return try Self.transaction(database, body) }
        // A journal, other than the log, needs this to outlive a power cut.
        try database.execute(sql: "PRAGMA synchronous = FULL")
        let result = Result { try Self.transaction(database, body) }
        // A finished transaction must not look undone because of what follows. WAL is refused when
        // another process has opened the file meanwhile, which has then set it for all.
        try? database.execute(sql: "PRAGMA synchronous = NORMAL")
        try? database.execute(sql: "PRAGMA journal_mode = WAL")
        return try result.get()
      }
    }
  }

  private static func transaction<Value>(
    _ database: Database, _ body: (Database) throws -> Value
  ) throws -> Value {
    var result: Value?
    try database.inTransaction(.immediate) {
      result = try body(database)
      return .commit
    }
    guard let result else { preconditionFailure("a finished transaction has run its body") }
    return result
  }

  /// Ends all use, so that the one file holds everything and no log is left beside it.
  ///
  /// Waits for the calls that are under way; every later one throws.
  package func close() {
    // Only a connection that writes folds the log in, so it must be the last to go.
    pool.releaseMemory()
    try? pool.close()
  }

  /// Gives SQLite's errors the workspace's own names; passes every other error through.
  private static func translated<Value>(
    path: String, _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED:
        if Task.isCancelled { throw CancellationError() }
        throw WorkspaceError.busy(path: path)
      case .SQLITE_FULL: throw WorkspaceError.diskFull(path: path)
      case .SQLITE_NOTADB: throw WorkspaceError.notAWorkspace(path: path)
      // Our own statements are right, so one that is wrong for the file lacks a table or a column.
      case .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_MISMATCH:
        throw WorkspaceError.damaged(path: path, detail: error.message ?? "unknown")
      default:
        throw WorkspaceError.storage(
          code: Int(error.extendedResultCode.rawValue), message: error.message ?? "unknown")
      }
    } catch is RowDecodingError {
      throw WorkspaceError.damaged(path: path, detail: "a value cannot be read")
    } catch let error as StoredFault {
      throw WorkspaceError.damaged(path: path, detail: error.fact)
    }
  }

  /// Whether SQLite finds the whole file sound (`PRAGMA integrity_check`); reads all of it.
  package func isSound() throws -> Bool {
    try read { database in
      let verdict = try String.fetchAll(database, sql: "PRAGMA integrity_check")
      let strays = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check")
      return verdict == ["ok"] && strays.isEmpty
    }
  }
}
