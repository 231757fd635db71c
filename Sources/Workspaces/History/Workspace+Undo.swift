import GRDB

extension Workspace {
  /// Takes back the last operation that is done, whichever session did it, and returns it.
  ///
  /// - Throws: ``WorkspaceError/nothingToUndo``, ``WorkspaceError/locked(_:)``.
  @discardableResult
  package func undo() throws -> Operation {
    try write { database in
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM operation WHERE state = 'done' ORDER BY id DESC LIMIT 1")
      guard let row else { throw WorkspaceError.nothingToUndo }
      let operation = try Self.operation(row, in: database)
      for effect in operation.effects.reversed() {
        try Self.requireUnlocked(effect, in: database)
        try effect.reversed.apply(in: database)
      }
      return try Self.mark(operation, .undone, in: database)
    }
  }

  /// Does again what was undone last, and returns it.
  ///
  /// - Throws: ``WorkspaceError/nothingToRedo``, also when something was done since.
  @discardableResult
  package func redo() throws -> Operation {
    try write { database in
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM operation WHERE state = 'undone' ORDER BY id LIMIT 1")
      guard let row else { throw WorkspaceError.nothingToRedo }
      let operation = try Self.operation(row, in: database)
      for effect in operation.effects {
        try Self.requireUnlocked(effect, in: database)
        try effect.apply(in: database)
      }
      return try Self.mark(operation, .done, in: database)
    }
  }

  /// The newest operations first, the undone and the discarded among them.
  package func operations(limit: Int = 50) throws -> [Operation] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM operation ORDER BY id DESC LIMIT ?", arguments: [limit]
      ).map { try Self.operation($0, in: database) }
    }
  }

  static func operation(_ row: Row, in database: Database) throws -> Operation {
    let effects = try Row.fetchAll(
      database, sql: "SELECT * FROM effect WHERE operation = ? ORDER BY position",
      arguments: [try row.value("id") as Int64])
    return try Operation(row, effects: effects.map(Effect.init))
  }

  private static func mark(
    _ operation: Operation, _ state: Operation.State, in database: Database
  ) throws -> Operation {
    try database.execute(
      sql: "UPDATE operation SET state = ? WHERE id = ?",
      arguments: [state.rawValue, operation.id])
    var marked = operation
    marked.state = state
    return marked
  }
}
