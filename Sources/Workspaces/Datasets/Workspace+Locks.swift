import GRDB

extension Workspace {
  /// Locks a dataset, so that nothing changes it, or unlocks it; returns how often it was unlocked.
  ///
  /// A lock is no operation: undoing what was done before leaves it, and so does restarting.
  @discardableResult
  package func setLock(_ isLocked: Bool, of dataset: Dataset) throws -> Int {
    try write { database in
      let current = try Self.dataset(named: dataset.name, in: database)
      let key = "openings of \(current.id)"
      let opened = try String.fetchOne(
        database, sql: "SELECT value FROM setting WHERE key = ?", arguments: [key])
      var count = opened.flatMap { Int($0) } ?? 0
      if isLocked {
        try Self.lock(current.id, at: now(), in: database)
      } else if current.isLocked {
        count += 1
        try database.execute(
          sql: "DELETE FROM setting WHERE key = ?", arguments: [Self.lockKey(current.id)])
        try database.execute(
          sql: "INSERT OR REPLACE INTO setting(key, value) VALUES (?, ?)",
          arguments: [key, String(count)])
      }
      return count
    }
  }

  static func lock(_ dataset: Dataset.ID, at time: Int, in database: Database) throws {
    try database.execute(
      sql: "INSERT OR IGNORE INTO setting(key, value) VALUES (?, ?)",
      arguments: [lockKey(dataset), String(time)])
  }

  private static func lockKey(_ dataset: Dataset.ID) -> String { "lock of \(dataset)" }

  /// Refuses what changes the examples of a locked dataset.
  ///
  /// - Throws: ``WorkspaceError/locked(_:)``.
  static func requireUnlocked(_ effect: Effect, in database: Database) throws {
    guard case .revision(let id, _, _) = effect else { return }
    let name = try String.fetchOne(
      database,
      sql: """
        SELECT d.name FROM dataset d JOIN setting s ON s.key = 'lock of ' || d.id WHERE d.id = ?
        """, arguments: [id])
    if let name { throw WorkspaceError.locked(name) }
  }
}
