import GRDB
package import JSON

/// One command that was entered, with what came of it.
package struct Cell: Sendable, Hashable {
  /// Counted from 1, so that `%7` means one thing for ever.
  package var number: Int
  package var source: String
  /// Seconds since 1970.
  package var startedAt: Int
  /// nil when the cell never ended, since the program was killed.
  package var duration: Duration?
  /// The exit code that the command would give the shell; nil when it never ended.
  package var exitCode: Int?
  /// The command's value.
  package var outcome: JSONValue?
}

extension Workspace {
  /// Notes a command before it runs and returns its cell's number.
  package func beginCell(_ source: String) throws -> Int {
    try write { database in
      try database.execute(
        sql: "INSERT INTO cell(source, started_at) VALUES (?, ?)", arguments: [source, now()])
      return Int(database.lastInsertedRowID)
    }
  }

  /// Notes how the command ended.
  ///
  /// - Throws: ``WorkspaceError/noCell(_:)``.
  package func finishCell(
    _ number: Int, outcome: JSONValue?, exitCode: Int, duration: Duration
  ) throws {
    try write { database in
      let (seconds, attoseconds) = duration.components
      try database.execute(
        sql: "UPDATE cell SET outcome = ?, exit_code = ?, duration_us = ? WHERE number = ?",
        arguments: [
          outcome?.text, exitCode, seconds * 1_000_000 + attoseconds / 1_000_000_000_000, number,
        ])
      if database.changesCount == 0 { throw WorkspaceError.noCell(number) }
    }
  }

  /// - Throws: ``WorkspaceError/noCell(_:)``.
  package func cell(_ number: Int) throws -> Cell {
    try read { database in
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM cell WHERE number = ?", arguments: [number])
      guard let row else { throw WorkspaceError.noCell(number) }
      return Cell(row)
    }
  }

  /// The last `limit` cells, oldest first.
  package func cells(limit: Int = 1_000) throws -> [Cell] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM cell ORDER BY number DESC LIMIT ?", arguments: [limit]
      ).reversed().map(Cell.init)
    }
  }

  /// The number that the next cell will have if no other session takes it.
  package func nextCellNumber() throws -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT max(number) + 1 FROM cell") ?? 1 }
  }

  /// Keeps a line for the prompt's history, unless it is the last one again.
  package func remember(_ input: String) throws {
    try write { database in
      let last = try String.fetchOne(
        database, sql: "SELECT text FROM input ORDER BY id DESC LIMIT 1")
      if last == input { return }
      try database.execute(
        sql: "INSERT INTO input(text, entered_at) VALUES (?, ?)", arguments: [input, now()])
    }
  }

  /// The last `limit` lines entered, oldest first.
  package func inputs(limit: Int = 1_000) throws -> [String] {
    try read { database in
      try String.fetchAll(
        database, sql: "SELECT text FROM input ORDER BY id DESC LIMIT ?", arguments: [limit]
      ).reversed()
    }
  }
}

extension Cell {
  fileprivate init(_ row: Row) {
    number = row["number"]
    source = row["source"]
    startedAt = row["started_at"]
    duration = (row["duration_us"] as Int?).map { .microseconds($0) }
    exitCode = row["exit_code"]
    outcome = (row["outcome"] as String?).flatMap { try? JSONValue(parsing: Array($0.utf8)) }
  }
}
