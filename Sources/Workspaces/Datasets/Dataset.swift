import GRDB

/// A dataset as it is in its current revision.
package struct Dataset: Sendable, Hashable {
  /// The workspace's own number of a dataset; a name can be given again, an id never.
  package typealias ID = Int64

  package var id: ID
  package var name: String
  /// Counted from 1; numbers are never given twice, so `r3` means one thing for ever.
  package var revision: Int
  package var exampleCount: Int
  /// The highest example number ever given; dropped examples leave gaps below it.
  package var lastNumber: Int
  /// Tokens of all examples; nil when some were never counted.
  package var tokens: Int?
  /// Tokens that the model learns to write; nil when some were never counted.
  package var trainedTokens: Int?
  /// The encoding of an exact count, such as `o200k_base`; nil when tokens are estimates.
  package var tokenEncoding: String?
  /// Where the examples were loaded from, as the user named it.
  package var source: String?
  /// Seconds since 1970.
  package var createdAt: Int
  /// Whether it is kept unseen and unchanged for the last test.
  package var isLocked: Bool

  init(_ row: Row) throws {
    id = try row.value("id")
    name = try row.value("name")
    revision = try row.count("revision")
    exampleCount = try row.count("example_count")
    lastNumber = try row.count("last_example")
    let isCounted = try row.value("uncounted") == 0
    tokens = isCounted ? try row.count("tokens") : nil
    trainedTokens = isCounted ? try row.count("trained_tokens") : nil
    tokenEncoding = try row.value("token_encoding")
    source = try row.value("source")
    createdAt = try row.time("created_at")
    isLocked = try row.value("is_locked")
  }

  static let select = """
    SELECT d.id, d.name, d.revision, d.created_at, r.origin AS source, r.token_encoding,
      r.example_count, r.last_example, r.uncounted, r.tokens, r.trained_tokens,
      EXISTS(SELECT 1 FROM setting WHERE key = 'lock of ' || d.id) AS is_locked
    FROM dataset d JOIN revision r ON r.dataset = d.id AND r.number = d.revision
    """
}

/// One revision of a dataset, as its history lists it.
package struct Revision: Sendable, Hashable {
  package var number: Int
  /// nil for the first.
  package var parent: Int?
  package var exampleCount: Int
  package var lastNumber: Int
  package var tokens: Int?
  package var trainedTokens: Int?
  package var operation: Operation.ID
  /// Seconds since 1970.
  package var createdAt: Int

  init(_ row: Row) throws {
    number = try row.count("number")
    parent = try row.value("parent")
    exampleCount = try row.count("example_count")
    lastNumber = try row.count("last_example")
    let isCounted = try row.value("uncounted") == 0
    tokens = isCounted ? try row.count("tokens") : nil
    trainedTokens = isCounted ? try row.count("trained_tokens") : nil
    operation = try row.value("operation")
    createdAt = try row.time("created_at")
  }
}
