import GRDB

/// What restoring has led to.
package struct RestoreOutcome: Sendable, Hashable {
  package var operation: Operation
  /// The revision that was current before.
  package var before: Dataset
  package var after: Dataset
  /// Whether the dataset was off the list.
  package var wasRemoved: Bool

  /// The same as any other change.
  package var change: ChangeOutcome {
    ChangeOutcome(operation: operation, before: before, after: after, addedNumbers: [])
  }
}

extension Workspace {
  /// The dataset that last had the name, visible or removed; nil when none ever had.
  package func removedDataset(named name: String) throws -> Dataset? {
    try read { database in
      try Row.fetchOne(
        database,
        sql: Dataset.select
          + " WHERE d.name = ? AND NOT d.is_visible AND EXISTS (SELECT 1 FROM operation o"
          + " WHERE o.id = r.operation AND o.state = 'done') ORDER BY d.id DESC LIMIT 1",
        arguments: [name]
      ).map(Dataset.init)
    }
  }

  /// Whether the dataset is on the list.
  package func isVisible(_ dataset: Dataset) throws -> Bool {
    try read { database in
      try Bool.fetchOne(
        database, sql: "SELECT is_visible FROM dataset WHERE id = ?", arguments: [dataset.id])
        ?? false
    }
  }

  /// Makes a new revision that is equal to an older one, as one undoable operation.
  ///
  /// No example is copied. A dataset that was removed is on the list again, by `name` where that is
  /// given.
  ///
  /// - Returns: nil when the dataset is in that revision already; nothing was done then.
  /// - Throws: ``WorkspaceError/noRevision(dataset:_:)``, ``WorkspaceError/datasetExists(_:)``.
  /// - Complexity: O(*c*) in single changes between the two, however large the dataset.
  package func restore(
    _ dataset: Dataset, to revision: Int, as name: String? = nil,
    describedAs description: ChangeDescription
  ) throws -> RestoreOutcome? {
    do {
      return try write { database in
        guard let before = try Self.dataset(dataset.id, in: database) else {
          throw WorkspaceError.noDataset(dataset.name)
        }
        let isVisible = try Bool.fetchOne(
          database, sql: "SELECT is_visible FROM dataset WHERE id = ?", arguments: [before.id])
        let wasRemoved = isVisible != true
        let isThere = try Self.isEqual(before, to: revision, in: database)
        guard wasRemoved || !isThere else { throw AlreadyThere() }
        var operation = try PendingOperation(description, at: now(), in: database)
        if wasRemoved {
          let newName = name ?? before.name
          try Self.requireFree(newName, in: database)
          if newName != before.name {
            try operation.apply(
              .name(before.id, before: before.name, after: newName), in: database)
          }
          try operation.apply(.visibility(before.id, isVisible: true), in: database)
        }
        if !isThere {
          let number = try Self.repeatRevision(
            revision, of: before, operation: operation.id, at: now(), in: database)
          try operation.apply(
            .revision(before.id, before: before.revision, after: number), in: database)
        }
        guard let after = try Self.dataset(before.id, in: database) else {
          throw WorkspaceError.noDataset(dataset.name)
        }
        return RestoreOutcome(
          operation: try operation.finish(in: database), before: before, after: after,
          wasRemoved: wasRemoved)
      }
    } catch is AlreadyThere {
      return nil
    }
  }

  private static func dataset(_ id: Dataset.ID, in database: Database) throws -> Dataset? {
    try Row.fetchOne(database, sql: Dataset.select + " WHERE d.id = ?", arguments: [id])
      .map(Dataset.init)
  }

  /// Whether the current revision is `revision`, or what restored it and nothing since.
  private static func isEqual(
    _ dataset: Dataset, to revision: Int, in database: Database
  ) throws -> Bool {
    if dataset.revision == revision { return true }
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT parent, EXISTS(SELECT 1 FROM version WHERE dataset = ?1 AND revision = ?2)
          OR EXISTS(SELECT 1 FROM layer WHERE dataset = ?1 AND revision = ?2)
          OR EXISTS(SELECT 1 FROM segment WHERE dataset = ?1 AND revision = ?2) AS has_changes
        FROM revision WHERE dataset = ?1 AND number = ?2
        """, arguments: [dataset.id, dataset.revision])
    guard let row else { return false }
    let parent: Int? = try row.value("parent")
    return try parent == revision && row.value("has_changes") == false
  }

  /// Makes a revision without changes whose parent is the one that it repeats.
  ///
  /// Numbers that were given since stay given, so that the next example gets a new one.
  private static func repeatRevision(
    _ revision: Int, of dataset: Dataset, operation: Operation.ID, at time: Int,
    in database: Database
  ) throws -> Int {
    let known = try Int.fetchOne(
      database, sql: "SELECT number FROM revision WHERE dataset = ? AND number = ?",
      arguments: [dataset.id, revision])
    if known == nil { throw WorkspaceError.noRevision(dataset: dataset.name, revision) }
    let number = try RevisionTotals.nextRevision(of: dataset.id, in: database)
    let arguments: StatementArguments = [
      "dataset": dataset.id, "number": number, "revision": revision, "operation": operation,
      "time": time, "last": dataset.lastNumber,
    ]
    try database.execute(
      sql: """
        INSERT INTO revision(
          dataset, number, parent, operation, created_at, last_example, example_count, uncounted,
          tokens, trained_tokens, source, origin, token_encoding)
        SELECT dataset, :number, number, :operation, :time, max(last_example, :last),
          example_count, uncounted, tokens, trained_tokens, NULL, origin, token_encoding
        FROM revision WHERE dataset = :dataset AND number = :revision
        """, arguments: arguments)
    // What was found in the one holds for the other.
    let copies: StatementArguments = [
      "dataset": dataset.id, "number": number, "revision": revision,
    ]
    try database.execute(
      sql: """
        INSERT INTO examination SELECT dataset, :number, version, report, statistics
        FROM examination WHERE dataset = :dataset AND revision = :revision
        """, arguments: copies)
    try database.execute(
      sql: """
        INSERT INTO model_report SELECT dataset, :number, reading, version, report
        FROM model_report WHERE dataset = :dataset AND revision = :revision
        """, arguments: copies)
    return number
  }
}

private struct AlreadyThere: Error {}
