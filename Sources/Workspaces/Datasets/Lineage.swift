import GRDB

/// A revision and all that led to it: what an example is in that revision.
struct Lineage {
  let dataset: Dataset.ID
  let revision: Int
  let revisions: Set<Int>

  /// Follows `revision`, or for nil the current one as the database has it now, to the root.
  ///
  /// - Throws: ``WorkspaceError/noRevision(dataset:_:)``.
  init(of dataset: Dataset, at revision: Int?, in database: Database) throws {
    let current = try Int.fetchOne(
      database, sql: "SELECT revision FROM dataset WHERE id = ?", arguments: [dataset.id])
    guard let current else { throw WorkspaceError.noDataset(dataset.name) }
    let wanted = revision ?? current
    let chain = try Self.chain(of: dataset.id, to: wanted, in: database)
    if chain.isEmpty { throw WorkspaceError.noRevision(dataset: dataset.name, wanted) }
    self.dataset = dataset.id
    self.revision = wanted
    self.revisions = chain
  }

  /// A revision and those that it came from, up to one that has no parent.
  static func chain(
    of dataset: Dataset.ID, to revision: Int, in database: Database
  ) throws -> Set<Int> {
    try Set(
      Int.fetchAll(
        database,
        sql: """
          WITH RECURSIVE chain(number, parent) AS (
            SELECT number, parent FROM revision WHERE dataset = :dataset AND number = :number
            UNION ALL
            SELECT r.number, r.parent FROM revision r JOIN chain c ON r.number = c.parent
            WHERE r.dataset = :dataset
          ) SELECT number FROM chain
          """, arguments: ["dataset": dataset, "number": revision]))
  }

  /// The revision that the current one began with: example numbers mean something else in one that
  /// began anew.
  static func root(of dataset: Dataset, in database: Database) throws -> Int {
    try Lineage(of: dataset, at: nil, in: database).revisions.min() ?? 1
  }

  /// Points `overlay` to the versions of another revision, wherever that is in the tree.
  ///
  /// - Complexity: O(*c*) in the versions that were written on the way from one to the other.
  static func moveOverlay(
    of dataset: Dataset.ID, from before: Int, to after: Int, in database: Database
  ) throws {
    let old = try chain(of: dataset, to: before, in: database)
    let new = try chain(of: dataset, to: after, in: database)
    var numbers: Set<Int> = []
    for revision in old.symmetricDifference(new) {
      numbers.formUnion(
        try Int.fetchAll(
          database.cachedStatement(
            sql: "SELECT number FROM version WHERE dataset = ? AND revision = ?"),
          arguments: [dataset, revision]))
    }
    let versions = try database.cachedStatement(
      sql: """
        SELECT id, revision FROM version WHERE dataset = ? AND number = ? ORDER BY revision DESC
        """)
    let delete = try database.cachedStatement(
      sql: "DELETE FROM overlay WHERE dataset = ? AND number = ?")
    let insert = try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO overlay(dataset, number, version) VALUES (?, ?, ?)")
    for number in numbers {
      let rows = try Row.fetchAll(versions, arguments: [dataset, number])
      if let row = try rows.first(where: { new.contains(try $0.value("revision") as Int) }) {
        try insert.execute(arguments: [dataset, number, try row.value("id") as Int64])
      } else {
        try delete.execute(arguments: [dataset, number])
      }
    }
  }

  /// Whether `overlay` answers for this revision; another session may have moved on by now.
  private func isCurrent(in database: Database) throws -> Bool {
    let current = try Int.fetchOne(
      database.cachedStatement(sql: "SELECT revision FROM dataset WHERE id = ?"),
      arguments: [dataset])
    return current == revision
  }

  /// The versions that hold in this revision for `numbers`, by number.
  ///
  /// Without `withBytes` an edited example has no bytes here, as one that is as it was loaded.
  func versions(
    of numbers: ClosedRange<Int>, withBytes: Bool = true, in database: Database
  ) throws -> [VersionRow] {
    let columns = "v.*, c.tokens, c.trained_tokens, \(withBytes ? "c.bytes" : "NULL AS bytes")"
    if try isCurrent(in: database) {
      let rows = try Row.fetchCursor(
        database.cachedStatement(
          sql: """
            SELECT \(columns)
            FROM overlay o JOIN version v ON v.id = o.version LEFT JOIN content c ON c.id = v.content
            WHERE o.dataset = ? AND o.number BETWEEN ? AND ? ORDER BY o.number
            """), arguments: [dataset, numbers.lowerBound, numbers.upperBound])
      return try Array(rows.map(VersionRow.init))
    }
    // Numbers grow from parent to child, so the newest revision of the lineage wins.
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: """
          SELECT \(columns)
          FROM version v LEFT JOIN content c ON c.id = v.content
          WHERE v.dataset = ? AND v.number BETWEEN ? AND ? ORDER BY v.number, v.revision
          """), arguments: [dataset, numbers.lowerBound, numbers.upperBound])
    var found: [VersionRow] = []
    while let row = try rows.next() {
      guard try revisions.contains(row.value("revision") as Int) else { continue }
      let version = try VersionRow(row)
      if found.last?.number == version.number { found.removeLast() }
      found.append(version)
    }
    return found
  }

  /// The same for a range that may be empty.
  func versions(
    in numbers: Range<Int>, withBytes: Bool = true, in database: Database
  ) throws -> [VersionRow] {
    guard let numbers = ClosedRange(nonEmpty: numbers) else { return [] }
    return try versions(of: numbers, withBytes: withBytes, in: database)
  }

  /// Where the loaded lines lie, by first example; without the bytes.
  func segments(in database: Database) throws -> [SegmentPlace] {
    let rows = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT s.id, s.revision, s.first_example, s.example_count,
            length(s.entries) AS entry_bytes, r.source
          FROM segment s
          LEFT JOIN revision r ON r.dataset = s.dataset AND r.number = s.revision
          WHERE s.dataset = ? ORDER BY s.first_example, s.id
          """), arguments: [dataset])
    let places = try rows.filter { revisions.contains(try $0.value("revision") as Int) }
      .map(SegmentPlace.init)
    for (place, next) in zip(places, places.dropFirst())
    where next.numbers.lowerBound < place.numbers.upperBound {
      throw StoredFault("segments \(place.id) and \(next.id) hold the same examples")
    }
    return places
  }
}

/// A state of one example after it was loaded.
struct VersionRow {
  let id: Int64
  let number: Int
  let revision: Int
  let content: Int64?
  let isDropped: Bool
  let tags: String
  let note: String?
  let tokens: Int?
  let trainedTokens: Int?
  /// nil when the bytes are the loaded ones.
  let bytes: [UInt8]?

  init(_ row: Row) throws {
    id = try row.value("id")
    number = try row.count("number")
    revision = try row.value("revision")
    content = try row.value("content")
    isDropped = try row.value("is_dropped")
    tags = try row.value("tags")
    note = try row.value("note")
    tokens = try row.optionalCount("tokens")
    trainedTokens = try row.optionalCount("trained_tokens")
    bytes = row.blob("bytes")
  }
}

/// Which example numbers a segment holds, and from which file.
struct SegmentPlace: Hashable {
  let id: Int64
  let numbers: Range<Int>
  let source: String?

  init(_ row: Row) throws {
    id = try row.value("id")
    source = try row.value("source")
    let first = try row.count("first_example")
    let count = try row.count("example_count")
    // Every number has its entry, so a count of a damaged row asks for no memory that is not there.
    guard first >= 1, try row.count("entry_bytes") == count * SegmentEntry.size else {
      throw StoredFault("segment \(id) does not list its examples")
    }
    numbers = first..<first + count
  }
}

extension Row {
  /// The bytes of a BLOB column, copied once; nil for NULL.
  func blob(_ column: String) -> [UInt8]? {
    (try? withUnsafeData(named: column) { data in data.map { [UInt8]($0) } }) ?? nil
  }
}
