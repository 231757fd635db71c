import GRDB

/// One request to a provider and what became of it; it holds no key, no header and no body.
package struct Exchange: Sendable, Hashable {
  package var provider: String
  /// Such as `POST`.
  package var method: String
  /// Without the query, which may hold a person's metadata.
  package var path: String
  /// nil when there was no answer.
  package var status: Int?
  /// Until the head of the answer was there, in microseconds.
  package var microseconds: Int
  /// The provider's name for the request, for its support.
  package var requestID: String?

  package init(
    provider: String, method: String, path: String, status: Int?, microseconds: Int,
    requestID: String?
  ) {
    self.provider = provider
    self.method = method
    self.path = path
    self.status = status
    self.microseconds = microseconds
    self.requestID = requestID
  }
}

extension Workspace {
  /// The newest exchanges that are kept.
  package static let exchangeLimit = 10_000

  /// Keeps an exchange, and drops the oldest beyond `limit`.
  package func record(_ exchange: Exchange, keeping limit: Int = exchangeLimit) throws {
    try write { database in
      try database.execute(
        sql: """
          INSERT INTO exchange(at, provider, method, path, status, duration_us, request_id)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          now(), exchange.provider, exchange.method, exchange.path, exchange.status,
          exchange.microseconds, exchange.requestID,
        ])
      try database.execute(
        sql: "DELETE FROM exchange WHERE id <= ?",
        arguments: [database.lastInsertedRowID - Int64(limit)])
    }
  }

  /// What was asked of providers last, the newest first.
  package func exchanges(limit: Int = 100) throws -> [Exchange] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM exchange ORDER BY id DESC LIMIT ?", arguments: [limit]
      ).map { row in
        Exchange(
          provider: try row.value("provider"), method: try row.value("method"),
          path: try row.value("path"),
          status: try row.value("status"), microseconds: try row.value("duration_us"),
          requestID: try row.value("request_id"))
      }
    }
  }
}
