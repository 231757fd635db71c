import GRDB

/// What one command changed, as one step of undo.
package struct Operation: Sendable, Hashable {
  package typealias ID = Int64

  /// Where the operation is between done and gone.
  package enum State: String, Sendable, Hashable {
    case done
    case undone
    /// Undone, and then something else was done: it cannot come back.
    case discarded
  }

  package var id: ID
  /// The verb, such as `set` or `load`.
  package var kind: String
  /// One line for people: what changed.
  package var summary: String
  /// The cell whose command it was.
  package var cell: Int?
  /// Seconds since 1970.
  package var createdAt: Int
  package var state: State
  /// In the order in which they were done; undo goes backwards.
  package var effects: [Effect]
}

/// One reversible change of a dataset.
package enum Effect: Sendable, Hashable {
  case revision(Dataset.ID, before: Int, after: Int)
  case visibility(Dataset.ID, isVisible: Bool)
  case name(Dataset.ID, before: String, after: String)

  /// The dataset that changed.
  package var dataset: Dataset.ID {
    switch self {
    case .revision(let id, _, _), .visibility(let id, _), .name(let id, _, _): id
    }
  }

  /// The effect that takes this one back.
  var reversed: Effect {
    switch self {
    case .revision(let id, let before, let after): .revision(id, before: after, after: before)
    case .visibility(let id, let isVisible): .visibility(id, isVisible: !isVisible)
    case .name(let id, let before, let after): .name(id, before: after, after: before)
    }
  }

  /// The columns `kind`, `dataset`, `before` and `after`.
  var columns: (kind: String, dataset: Dataset.ID, before: String, after: String) {
    switch self {
    case .revision(let id, let before, let after): ("revision", id, String(before), String(after))
    case .visibility(let id, let isVisible):
      ("visibility", id, isVisible ? "0" : "1", isVisible ? "1" : "0")
    case .name(let id, let before, let after): ("name", id, before, after)
    }
  }

  init(_ row: Row) throws {
    let before: String = try row.value("before")
    let after: String = try row.value("after")
    let dataset: Dataset.ID = try row.value("dataset")
    switch try row.value("kind") as String {
    case "revision":
      self = .revision(dataset, before: Int(before) ?? 0, after: Int(after) ?? 0)
    case "visibility": self = .visibility(dataset, isVisible: after == "1")
    default: self = .name(dataset, before: before, after: after)
    }
  }

  /// Makes it so; versions of a revision must be there before the move to it.
  func apply(in database: Database) throws {
    switch self {
    case .visibility(let id, let isVisible):
      try database.execute(
        sql: "UPDATE dataset SET is_visible = ? WHERE id = ?", arguments: [isVisible, id])
    case .name(let id, _, let after):
      try database.execute(sql: "UPDATE dataset SET name = ? WHERE id = ?", arguments: [after, id])
    case .revision(let id, let before, let after):
      if try Self.parent(of: after, id, in: database) == before {
        try Self.overlay(id, with: after, in: database)
      } else if try Self.parent(of: before, id, in: database) == after {
        try Self.uncover(id, from: before, in: database)
      } else {
        try Lineage.moveOverlay(of: id, from: before, to: after, in: database)
      }
      try database.execute(
        sql: "UPDATE dataset SET revision = ? WHERE id = ?", arguments: [after, id])
    }
  }

  private static func parent(
    of revision: Int, _ dataset: Dataset.ID, in database: Database
  ) throws -> Int? {
    try Int.fetchOne(
      database, sql: "SELECT parent FROM revision WHERE dataset = ? AND number = ?",
      arguments: [dataset, revision])
  }

  private static func overlay(
    _ dataset: Dataset.ID, with revision: Int, in database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO overlay(dataset, number, version)
        SELECT dataset, number, id FROM version WHERE dataset = ? AND revision = ?
        """, arguments: [dataset, revision])
  }

  private static func uncover(
    _ dataset: Dataset.ID, from revision: Int, in database: Database
  ) throws {
    try database.execute(
      sql: """
        DELETE FROM overlay WHERE dataset = :dataset AND number IN (
          SELECT number FROM version
          WHERE dataset = :dataset AND revision = :revision AND previous IS NULL);
        INSERT OR REPLACE INTO overlay(dataset, number, version)
        SELECT dataset, number, previous FROM version
        WHERE dataset = :dataset AND revision = :revision AND previous IS NOT NULL;
        """, arguments: ["dataset": dataset, "revision": revision])
  }
}

/// An operation in the making, inside the transaction that does it.
struct PendingOperation {
  let id: Operation.ID
  private var effects: [Effect] = []

  /// Starts an operation; whatever could be redone cannot any more.
  init(_ description: ChangeDescription, at time: Int, in database: Database) throws {
    try database.execute(sql: "UPDATE operation SET state = 'discarded' WHERE state = 'undone'")
    try database.execute(
      sql: "INSERT INTO operation(kind, summary, cell, created_at) VALUES (?, ?, ?, ?)",
      arguments: [description.kind, description.summary, description.cell, time])
    id = database.lastInsertedRowID
  }

  /// Does `effect` and remembers it.
  ///
  /// - Throws: ``WorkspaceError/locked(_:)``.
  mutating func apply(_ effect: Effect, in database: Database) throws {
    try Workspace.requireUnlocked(effect, in: database)
    let columns = effect.columns
    try database.execute(
      sql: """
        INSERT INTO effect(operation, position, kind, dataset, before, after)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        id, effects.count, columns.kind, columns.dataset, columns.before, columns.after,
      ])
    try effect.apply(in: database)
    effects.append(effect)
  }

  func finish(in database: Database) throws -> Operation {
    let row = try Row.fetchOne(
      database, sql: "SELECT * FROM operation WHERE id = ?", arguments: [id])
    guard let row else { throw StoredFault("operation \(id) is missing") }
    return try Operation(row, effects: effects)
  }
}

extension Operation {
  init(_ row: Row, effects: [Effect]) throws {
    id = try row.value("id")
    kind = try row.value("kind")
    summary = try row.value("summary")
    cell = try row.value("cell")
    createdAt = try row.time("created_at")
    state = State(rawValue: try row.value("state")) ?? .discarded
    self.effects = effects
  }
}
