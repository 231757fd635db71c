import GRDB

extension Workspace {
  /// The visible datasets by name.
  package func datasets() throws -> [Dataset] {
    try read { database in
      try Row.fetchAll(database, sql: Dataset.select + " WHERE d.is_visible ORDER BY d.name")
        .map(Dataset.init)
    }
  }

  /// The visible dataset called `name`.
  ///
  /// - Throws: ``WorkspaceError/noDataset(_:)``.
  package func dataset(named name: String) throws -> Dataset {
    try read { try Self.dataset(named: name, in: $0) }
  }

  /// The dataset with this id, visible or removed; nil when there never was one.
  package func dataset(_ id: Dataset.ID) throws -> Dataset? {
    try read { database in
      try Row.fetchOne(database, sql: Dataset.select + " WHERE d.id = ?", arguments: [id])
        .map(Dataset.init)
    }
  }

  /// The current revision and those that led to it, newest first.
  package func revisions(of dataset: Dataset) throws -> [Revision] {
    try read { database in
      let chain = try Lineage(of: dataset, at: nil, in: database)
      return try Row.fetchAll(
        database, sql: "SELECT * FROM revision WHERE dataset = ? ORDER BY number DESC",
        arguments: [dataset.id]
      ).map(Revision.init).filter { chain.revisions.contains($0.number) }
    }
  }

  /// Any revision ever made of `dataset`, also one that was undone.
  ///
  /// - Throws: ``WorkspaceError/noRevision(dataset:_:)``.
  package func revision(_ number: Int, of dataset: Dataset) throws -> Revision {
    try read { database in
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM revision WHERE dataset = ? AND number = ?",
        arguments: [dataset.id, number])
      guard let row else { throw WorkspaceError.noRevision(dataset: dataset.name, number) }
      return try Revision(row)
    }
  }

  /// Gives the dataset another name, as one undoable operation.
  ///
  /// - Throws: ``WorkspaceError/datasetExists(_:)``.
  package func rename(_ dataset: Dataset, to name: String, cell: Int? = nil) throws -> Operation {
    try write { database in
      let current = try Self.dataset(named: dataset.name, in: database)
      try Self.requireFree(name, in: database)
      var change = try PendingOperation(
        ChangeDescription("rename", "renamed \(dataset.name) to \(name)", cell: cell), at: now(),
        in: database)
      try change.apply(.name(current.id, before: current.name, after: name), in: database)
      return try change.finish(in: database)
    }
  }

  /// Takes the dataset off the list, as one undoable operation; its rows stay.
  ///
  /// - Throws: ``WorkspaceError/locked(_:)``.
  package func remove(_ dataset: Dataset, cell: Int? = nil) throws -> Operation {
    try write { database in
      let current = try Self.dataset(named: dataset.name, in: database)
      if current.isLocked { throw WorkspaceError.locked(current.name) }
      var change = try PendingOperation(
        ChangeDescription(
          "remove", "removed \(current.name), \(current.exampleCount) examples", cell: cell),
        at: now(), in: database)
      try change.apply(.visibility(current.id, isVisible: false), in: database)
      return try change.finish(in: database)
    }
  }

  static func dataset(named name: String, in database: Database) throws -> Dataset {
    let row = try Row.fetchOne(
      database, sql: Dataset.select + " WHERE d.is_visible AND d.name = ?", arguments: [name])
    guard let row else { throw WorkspaceError.noDataset(name) }
    return try Dataset(row)
  }

  static func requireFree(_ name: String, in database: Database) throws {
    let isTaken = try Bool.fetchOne(
      database, sql: "SELECT EXISTS(SELECT 1 FROM dataset WHERE is_visible AND name = ?)",
      arguments: [name])
    if isTaken == true { throw WorkspaceError.datasetExists(name) }
  }
}
