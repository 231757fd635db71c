package import FineTuning
import GRDB
import JSON

/// What a service has said of an example, kept by what the example trains.
package struct StoredModeration: Sendable, Hashable {
  /// The digest of what the example trains: it is of every example that trains the same.
  package var identity: UInt64
  package var provider: String
  package var moderation: Moderation

  package init(identity: UInt64, provider: String, moderation: Moderation) {
    self.identity = identity
    self.provider = provider
    self.moderation = moderation
  }
}

extension Workspace {
  /// Scores below this are not kept: they say nothing and are most of them.
  package static let leastScore = 0.01

  /// Keeps what a service said; what it said of the same before is replaced.
  package func keep(_ moderations: [StoredModeration]) throws {
    try write { database in
      for stored in moderations {
        let scores = stored.moderation.scores.filter { $0.value >= Self.leastScore }
          .sorted { $0.key < $1.key }.map { JSONMember($0.key, .number($0.value)) }
        try database.execute(
          sql: "INSERT OR REPLACE INTO moderation VALUES (?, ?, ?, ?, ?)",
          arguments: [
            Int64(bitPattern: stored.identity), stored.provider,
            JSONValue.array(stored.moderation.flagged.sorted().map { .string($0) }).text,
            JSONValue.object(scores).text, now(),
          ])
      }
    }
  }

  /// Whether a service has said anything.
  package func hasModerations() throws -> Bool {
    try read { database in
      try Bool.fetchOne(database, sql: "SELECT EXISTS(SELECT 1 FROM moderation)") ?? false
    }
  }

  /// Everything that services have said, by what examples train.
  package func moderations() throws -> [UInt64: StoredModeration] {
    try read { database in
      var found: [UInt64: StoredModeration] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT * FROM moderation") {
        let identity = UInt64(bitPattern: try row.value("identity") as Int64)
        let flagged = try? JSONValue(parsing: row.value("flagged") as String)
        let scores = try? JSONValue(parsing: row.value("scores") as String)
        found[identity] = StoredModeration(
          identity: identity, provider: try row.value("provider"),
          moderation: Moderation(
            flagged: Set((flagged?.array ?? []).compactMap(\.string)),
            scores: Dictionary(
              (scores?.members ?? []).compactMap { member in
                member.value.double.map { (member.key, $0) }
              }, uniquingKeysWith: { $1 })))
      }
      return found
    }
  }
}
