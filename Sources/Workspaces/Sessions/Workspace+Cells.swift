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
  /// The command's value; nil when it failed, and for one too large to keep.
  package var outcome: JSONValue?
  /// The code of the failure, such as `E310`; nil when it went well or never ended.
  package var failure: String?
  package var replayFacts: ReplayFacts
}

/// What came of a line that the line itself does not say, so that a saved script can say it.
package struct ReplayFacts: Sendable, Hashable {
  /// The dataset that the line was about, which is the current one from then on.
  package var dataset: String?
  /// How many examples changed; above 1 somebody has agreed, and a script says `--yes`.
  package var changedCount: Int
  /// The dataset that was removed, whose name a script repeats with `--confirm`.
  package var removedDataset: String?
  /// The job that was launched, whose agreed cost a script repeats with `--max-cost`.
  package var job: String?
  /// The chat that was opened, and the position of the first turn said there.
  package var chat: ChatPlace?
  /// The files that the line read.
  package var files: [ReadFile] = []
  /// Whether the line was left before what it follows had ended.
  package var isUnfinished = false

  /// A file as a line read it.
  package struct ReadFile: Sendable, Hashable {
    /// As it was typed.
    package var path: String
    /// In bytes.
    package var size: Int
    /// When its content was last written, in nanoseconds since 1970.
    package var modifiedAt: Int

    package init(path: String, size: Int, modifiedAt: Int) {
      self.path = path
      self.size = size
      self.modifiedAt = modifiedAt
    }

    fileprivate init?(_ value: JSONValue) {
      guard let path = value["path"]?.string, let size = value["bytes"]?.integer,
        let modifiedAt = value["modified_at"]?.integer
      else { return nil }
      self.init(path: path, size: size, modifiedAt: modifiedAt)
    }

    fileprivate var json: JSONValue {
      [
        "path": .string(path), "bytes": .integer(size), "modified_at": .integer(modifiedAt),
      ]
    }
  }

  /// A place in a chat.
  package struct ChatPlace: Sendable, Hashable {
    package var id: Int
    /// Counted from 1.
    package var nextTurn: Int

    package init(id: Int, nextTurn: Int) {
      self.id = id
      self.nextTurn = nextTurn
    }
  }

  package init(dataset: String? = nil, changedCount: Int = 0) {
    self.dataset = dataset
    self.changedCount = changedCount
  }
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

  /// Notes that the command went well, and what came of it.
  ///
  /// - Throws: ``WorkspaceError/noCell(_:)``.
  package func finishCell(
    _ number: Int, outcome: JSONValue?, facts: ReplayFacts = ReplayFacts(), duration: Duration
  ) throws {
    try finishCell(
      number,
      """
      outcome = ?, exit_code = 0, duration_us = ?, dataset = ?, changed_count = ?,
      removed_dataset = ?, job = ?, chat = ?, next_turn = ?, files = ?,
      is_unfinished = ?
      """,
      [
        outcome?.text, microseconds(duration), facts.dataset, facts.changedCount,
        facts.removedDataset, facts.job, facts.chat?.id, facts.chat?.nextTurn,
        facts.files.isEmpty ? nil : JSONValue.array(facts.files.map(\.json)).text,
        facts.isUnfinished,
      ])
  }

  /// Notes that the command failed, with the failure's code.
  ///
  /// - Throws: ``WorkspaceError/noCell(_:)``.
  package func finishCell(
    _ number: Int, failure: String, exitCode: Int, duration: Duration
  ) throws {
    try finishCell(
      number, "failure = ?, exit_code = ?, duration_us = ?",
      [failure, exitCode, microseconds(duration)])
  }

  private func microseconds(_ duration: Duration) -> Int {
    Int(exactly: (duration / .microseconds(1)).rounded()) ?? 0
  }

  private func finishCell(
    _ number: Int, _ columns: String, _ values: [(any DatabaseValueConvertible)?]
  ) throws {
    try write { database in
      try database.execute(
        sql: "UPDATE cell SET \(columns) WHERE number = ?",
        arguments: StatementArguments(values + [number]))
      if database.changesCount == 0 { throw WorkspaceError.noCell(number) }
    }
  }

  /// - Throws: ``WorkspaceError/noCell(_:)``.
  package func cell(_ number: Int) throws -> Cell {
    try read { database in
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM cell WHERE number = ?", arguments: [number])
      guard let row else { throw WorkspaceError.noCell(number) }
      return try Cell(row)
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
  fileprivate init(_ row: Row) throws {
    number = try row.count("number")
    source = try row.value("source")
    startedAt = try row.time("started_at")
    duration = (try row.optionalCount("duration_us")).map { .microseconds($0) }
    exitCode = try row.value("exit_code")
    outcome = (try row.value("outcome") as String?).flatMap {
      try? JSONValue(parsing: Array($0.utf8))
    }
    failure = try row.value("failure")
    replayFacts = ReplayFacts(
      dataset: try row.value("dataset"), changedCount: try row.optionalCount("changed_count") ?? 0)
    replayFacts.removedDataset = try row.value("removed_dataset")
    replayFacts.job = try row.value("job")
    if let chat = try row.value("chat") as Int? {
      replayFacts.chat = ReplayFacts.ChatPlace(id: chat, nextTurn: try row.value("next_turn") ?? 1)
    }
    let files = (try row.value("files") as String?)
      .flatMap { try? JSONValue(parsing: Array($0.utf8)) }
    replayFacts.isUnfinished = try row.value("is_unfinished") ?? false
    replayFacts.files = (files?.array ?? []).compactMap(ReplayFacts.ReadFile.init)
  }
}
