import FoundationEssentials
import GRDB

/// The sums that a revision carries, so that listing a dataset reads no examples.
struct RevisionTotals {
  var lastNumber = 0
  private(set) var exampleCount = 0
  /// Examples without a token count.
  private var uncounted = 0
  private var tokens = 0
  private var trainedTokens = 0
  /// Where the examples come from, as the user named it.
  var origin: String?
  /// What they were counted with.
  var tokenEncoding: String?

  init() {}

  init(of dataset: Dataset, in database: Database) throws {
    let row = try Row.fetchOne(
      database, sql: "SELECT * FROM revision WHERE dataset = ? AND number = ?",
      arguments: [dataset.id, dataset.revision])
    guard let row else { throw WorkspaceError.noRevision(dataset: dataset.name, dataset.revision) }
    lastNumber = try row.count("last_example")
    exampleCount = try row.count("example_count")
    uncounted = try row.count("uncounted")
    tokens = try row.count("tokens")
    trainedTokens = try row.count("trained_tokens")
    origin = try row.value("origin")
    tokenEncoding = try row.value("token_encoding")
  }

  mutating func add(_ tokens: Int?, _ trainedTokens: Int?) { count(tokens, trainedTokens, by: 1) }

  mutating func remove(_ tokens: Int?, _ trainedTokens: Int?) {
    count(tokens, trainedTokens, by: -1)
  }

  /// Adds what was counted of a part by itself.
  mutating func add(_ part: RevisionTotals) {
    exampleCount += part.exampleCount
    uncounted += part.uncounted
    tokens += part.tokens
    trainedTokens += part.trainedTokens
  }

  private mutating func count(_ tokens: Int?, _ trainedTokens: Int?, by sign: Int) {
    exampleCount += sign
    if let tokens, let trainedTokens {
      self.tokens += sign * tokens
      self.trainedTokens += sign * trainedTokens
    } else {
      uncounted += sign
    }
  }

  /// The next number of a revision; a number once taken is never given again.
  static func nextRevision(of dataset: Dataset.ID, in database: Database) throws -> Int {
    try database.execute(
      sql: "UPDATE dataset SET last_revision = last_revision + 1 WHERE id = ?",
      arguments: [dataset])
    return try Int.fetchOne(
      database, sql: "SELECT last_revision FROM dataset WHERE id = ?", arguments: [dataset]) ?? 1
  }

  func write(
    _ key: RevisionKey, operation: Operation.ID, at time: Int, in database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO revision(
          dataset, number, parent, operation, created_at, last_example, example_count, uncounted,
          tokens, trained_tokens, source, origin, token_encoding)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        key.dataset, key.number, key.parent, operation, time, lastNumber, exampleCount, uncounted,
        tokens, trainedTokens, key.source, origin, tokenEncoding,
      ])
  }
}

/// Which revision, and after which.
struct RevisionKey {
  let dataset: Dataset.ID
  let number: Int
  let parent: Int?
  /// The file that its new lines were loaded from, as the user named it; nil where none was.
  var source: String?
}

/// Bytes on their way into a BLOB column, for which GRDB takes a `Data`.
struct BoundBytes: DatabaseValueConvertible {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var databaseValue: DatabaseValue { Data(bytes).databaseValue }

  static func fromDatabaseValue(_ value: DatabaseValue) -> BoundBytes? {
    Data.fromDatabaseValue(value).map { BoundBytes(Array($0)) }
  }
}
