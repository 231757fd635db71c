import GRDB
package import JSON

/// A provider that the user added; never holds a key, only where to find one.
package struct StoredProvider: Sendable, Hashable {
  package var name: String
  /// Base URL, dialect and the rest, as the owner of the type writes it.
  package var description: JSONValue

  package init(name: String, description: JSONValue) {
    self.name = name
    self.description = description
  }
}

/// A text in the making, kept until it is a valid example.
package struct Draft: Sendable, Hashable {
  package var text: String
  /// Seconds since 1970.
  package var savedAt: Int
}

extension Workspace {
  /// The value kept under `key`; nil when it is missing.
  package func setting(_ key: String) throws -> String? {
    try read { database in
      try String.fetchOne(
        database, sql: "SELECT value FROM setting WHERE key = ?", arguments: [key])
    }
  }

  /// Keeps `value` under `key`; nil takes it away.
  package func set(_ key: String, to value: String?) throws {
    try write { database in
      try database.execute(sql: "DELETE FROM setting WHERE key = ?", arguments: [key])
      guard let value else { return }
      try database.execute(
        sql: "INSERT INTO setting(key, value) VALUES (?, ?)", arguments: [key, value])
    }
  }

  private static let datasetInUse = "dataset"

  /// The name of the dataset that was last in use; it may be gone.
  package func lastDatasetInUse() throws -> String? { try setting(Self.datasetInUse) }

  /// Keeps the name of the dataset in use, for sessions to come.
  package func remember(datasetInUse name: String) throws {
    if try lastDatasetInUse() != name { try set(Self.datasetInUse, to: name) }
  }

  /// The providers that the user added, by name.
  package func providers() throws -> [StoredProvider] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM provider ORDER BY name").map { row in
        StoredProvider(
          name: try row.value("name"),
          description: (try? JSONValue(
            parsing: Array((try row.value("description") as String).utf8)))
            ?? .null)
      }
    }
  }

  /// Keeps a provider; one of that name is replaced.
  package func addProvider(_ name: String, _ description: JSONValue) throws {
    try write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO provider(name, description) VALUES (?, ?)",
        arguments: [name, description.text])
    }
  }

  /// - Throws: ``WorkspaceError/noProvider(_:)``.
  package func removeProvider(_ name: String) throws {
    try write { database in
      try database.execute(sql: "DELETE FROM provider WHERE name = ?", arguments: [name])
      if database.changesCount == 0 { throw WorkspaceError.noProvider(name) }
    }
  }

  /// The text that was being written for an example; nil when it is missing.
  package func draft(of number: Int, in dataset: Dataset) throws -> Draft? {
    try read { database in
      try Row.fetchOne(
        database, sql: "SELECT * FROM draft WHERE dataset = ? AND number = ? AND root = ?",
        arguments: [dataset.id, number, try Lineage.root(of: dataset, in: database)]
      ).map { Draft(text: try $0.value("text"), savedAt: try $0.time("saved_at")) }
    }
  }

  /// Keeps a text for an example until it is finished; nil discards it.
  package func setDraft(_ text: String?, of number: Int, in dataset: Dataset) throws {
    try write { database in
      try database.execute(
        sql: "DELETE FROM draft WHERE dataset = ? AND number = ?",
        arguments: [dataset.id, number])
      guard let text else { return }
      try database.execute(
        sql: "INSERT INTO draft(dataset, number, text, saved_at, root) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          dataset.id, number, text, now(), try Lineage.root(of: dataset, in: database),
        ])
    }
  }
}
