import GRDB
import JSON

/// A finding that somebody has decided to let stand.
package struct Waiver: Sendable, Hashable {
  /// The rule's code, or the name of a user's rule.
  package var rule: String
  /// The example; nil for the whole dataset.
  package var number: Int?
  package var reason: String

  package init(rule: String, number: Int?, reason: String) {
    self.rule = rule
    self.number = number
    self.reason = reason
  }
}

extension Workspace {
  /// What is waived of a dataset, in the order in which it was.
  package func waivers(of dataset: Dataset) throws -> [Waiver] {
    try read { try Self.waivers(of: dataset, in: $0) }
  }

  /// Changes what is waived as one transaction, and returns what `change` returns.
  @discardableResult
  package func changeWaivers<Value>(
    of dataset: Dataset, _ change: (inout [Waiver]) throws -> Value
  ) throws -> Value {
    try write { database in
      let root = try Lineage.root(of: dataset, in: database)
      let stored = try Self.stored(of: dataset, in: database)
      var waivers = stored.compactMap { $0.holds(from: root) ? $0.waiver : nil }
      let value = try change(&waivers)
      let all =
        stored.filter { !$0.holds(from: root) }
        + waivers.map { StoredWaiver(waiver: $0, root: root) }
      let key = Self.waiverKey(dataset)
      try database.execute(sql: "DELETE FROM setting WHERE key = ?", arguments: [key])
      if !all.isEmpty {
        try database.execute(
          sql: "INSERT INTO setting(key, value) VALUES (?, ?)",
          arguments: [key, JSONValue.array(all.map(\.json)).text])
      }
      return value
    }
  }

  private static func waivers(of dataset: Dataset, in database: Database) throws -> [Waiver] {
    let root = try Lineage.root(of: dataset, in: database)
    return try stored(of: dataset, in: database).compactMap {
      $0.holds(from: root) ? $0.waiver : nil
    }
  }

  private static func stored(
    of dataset: Dataset, in database: Database
  ) throws -> [StoredWaiver] {
    let text = try String.fetchOne(
      database, sql: "SELECT value FROM setting WHERE key = ?", arguments: [waiverKey(dataset)])
    let list = text.flatMap { try? JSONValue(parsing: $0) }?.array ?? []
    return list.compactMap(StoredWaiver.init)
  }

  private static func waiverKey(_ dataset: Dataset) -> String { "waivers of \(dataset.id)" }
}

/// A waiver with the revision that the dataset began with when it was given: a number means another
/// example when the file was replaced.
private struct StoredWaiver {
  let waiver: Waiver
  let root: Int

  init(waiver: Waiver, root: Int) {
    self.waiver = waiver
    self.root = root
  }

  init?(_ stored: JSONValue) {
    guard let rule = stored[0]?.string, let reason = stored[2]?.string else { return nil }
    waiver = Waiver(rule: rule, number: stored[1]?.integer, reason: reason)
    root = stored[3]?.integer ?? 1
  }

  var json: JSONValue {
    let number = waiver.number.map(JSONValue.integer) ?? .null
    return .array([.string(waiver.rule), number, .string(waiver.reason), .integer(root)])
  }

  /// Whether it is about the examples that begin with revision `root`, or about the whole dataset.
  func holds(from root: Int) -> Bool { waiver.number == nil || self.root == root }
}
