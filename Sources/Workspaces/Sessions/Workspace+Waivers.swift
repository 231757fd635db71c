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
      var waivers = try Self.waivers(of: dataset, in: database)
      let value = try change(&waivers)
      let key = Self.waiverKey(dataset)
      try database.execute(sql: "DELETE FROM setting WHERE key = ?", arguments: [key])
      if !waivers.isEmpty {
        try database.execute(
          sql: "INSERT INTO setting(key, value) VALUES (?, ?)",
          arguments: [key, JSONValue.array(waivers.map(\.stored)).text])
      }
      return value
    }
  }

  private static func waivers(of dataset: Dataset, in database: Database) throws -> [Waiver] {
    let text = try String.fetchOne(
      database, sql: "SELECT value FROM setting WHERE key = ?", arguments: [waiverKey(dataset)])
    let list = text.flatMap { try? JSONValue(parsing: $0) }?.array ?? []
    return list.compactMap(Waiver.init(stored:))
  }

  private static func waiverKey(_ dataset: Dataset) -> String { "waivers of \(dataset.id)" }
}

extension Waiver {
  fileprivate var stored: JSONValue {
    .array([.string(rule), number.map(JSONValue.integer) ?? .null, .string(reason)])
  }

  fileprivate init?(stored: JSONValue) {
    guard let rule = stored[0]?.string, let reason = stored[2]?.string else { return nil }
    self.init(rule: rule, number: stored[1]?.integer, reason: reason)
  }
}
