import GRDB

/// A name that was given to a revision.
package struct Snapshot: Sendable, Hashable {
  package var dataset: Dataset.ID
  package var name: String
  package var revision: Int
  /// Seconds since 1970.
  package var createdAt: Int

  init(_ row: Row) throws {
    dataset = try row.value("dataset")
    name = try row.value("name")
    revision = try row.count("revision")
    createdAt = try row.time("created_at")
  }
}

extension Workspace {
  /// Names a revision, nil for the current one; it can be named by several.
  ///
  /// - Throws: ``WorkspaceError/snapshotExists(dataset:name:revision:)`` when another revision has
  ///   the name.
  package func addSnapshot(
    _ name: String, of dataset: Dataset, revision: Int? = nil, cell: Int? = nil
  ) throws -> Snapshot {
    try write { database in
      let lineage = try Lineage(of: dataset, at: revision, in: database)
      let known = try Self.snapshot(name, of: dataset, in: database)
      if let known, known.revision != lineage.revision {
        throw WorkspaceError.snapshotExists(
          dataset: dataset.name, name: name, revision: known.revision)
      }
      if let known { return known }
      try database.execute(
        sql: """
          INSERT INTO snapshot(dataset, name, revision, cell, created_at) VALUES (?, ?, ?, ?, ?)
          """, arguments: [dataset.id, name, lineage.revision, cell, now()])
      guard let made = try Self.snapshot(name, of: dataset, in: database) else {
        throw StoredFault("a snapshot is missing")
      }
      return made
    }
  }

  /// Takes a name off its revision, which stays.
  ///
  /// - Throws: ``WorkspaceError/noSnapshot(dataset:name:)``.
  package func removeSnapshot(_ name: String, of dataset: Dataset) throws -> Snapshot {
    try write { database in
      guard let known = try Self.snapshot(name, of: dataset, in: database) else {
        throw WorkspaceError.noSnapshot(dataset: dataset.name, name: name)
      }
      try database.execute(
        sql: "DELETE FROM snapshot WHERE dataset = ? AND name = ?", arguments: [dataset.id, name])
      return known
    }
  }

  /// The names of a dataset's revisions, of all datasets for nil, by dataset and revision.
  package func snapshots(of dataset: Dataset? = nil) throws -> [Snapshot] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT * FROM snapshot WHERE dataset = ifnull(?, dataset)
          ORDER BY dataset, revision, created_at, name
          """, arguments: [dataset?.id]
      ).map(Snapshot.init)
    }
  }

  /// The revision of that name; nil when none has it.
  package func snapshot(_ name: String, of dataset: Dataset) throws -> Snapshot? {
    try read { try Self.snapshot(name, of: dataset, in: $0) }
  }

  private static func snapshot(
    _ name: String, of dataset: Dataset, in database: Database
  ) throws -> Snapshot? {
    try Row.fetchOne(
      database, sql: "SELECT * FROM snapshot WHERE dataset = ? AND name = ?",
      arguments: [dataset.id, name]
    ).map(Snapshot.init)
  }
}
