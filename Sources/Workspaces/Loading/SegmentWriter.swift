import GRDB

/// Writes loaded lines into a dataset's revision and keeps its sums.
struct SegmentWriter {
  let dataset: Dataset.ID
  let revision: Int
  /// The file of the lines, or what they were derived from.
  private let source: String?
  var totals: RevisionTotals

  /// Makes a dataset that is hidden until an operation shows it.
  init(
    creating name: String, source: String?, tokenEncoding: String?, at time: Int,
    in database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO dataset(
          name, revision, last_revision, is_visible, created_at, source, token_encoding)
        VALUES (?, 1, 1, 0, ?, ?, ?)
        """, arguments: [name, time, source, tokenEncoding])
    dataset = database.lastInsertedRowID
    revision = 1
    self.source = source
    totals = RevisionTotals()
    totals.origin = source
    totals.tokenEncoding = tokenEncoding
  }

  /// Begins a revision of `dataset` that has nothing of those before; its examples are numbered
  /// from 1.
  init(
    replacing dataset: Dataset, source: String?, tokenEncoding: String?, in database: Database
  ) throws {
    self.dataset = dataset.id
    self.source = source
    totals = RevisionTotals()
    totals.origin = source
    totals.tokenEncoding = tokenEncoding
    revision = try RevisionTotals.nextRevision(of: dataset.id, in: database)
  }

  /// Continues after the last example of `dataset`, in a new revision.
  init(appendingTo dataset: Dataset, source: String?, in database: Database) throws {
    self.dataset = dataset.id
    self.source = source
    totals = try RevisionTotals(of: dataset, in: database)
    revision = try RevisionTotals.nextRevision(of: dataset.id, in: database)
  }

  /// - Throws: GRDB's error; the examples get the next numbers.
  mutating func write(_ lines: LoadedLines, in database: Database) throws {
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO segment(
          dataset, revision, first_example, example_count, first_line, line_count, entries, bytes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try insert.execute(arguments: [
      dataset, revision, totals.lastNumber + 1, lines.entries.count, lines.firstLine,
      lines.lineCount, BoundBytes(SegmentEntry.encoded(lines.entries)), BoundBytes(lines.bytes),
    ])
    for entry in lines.entries { totals.add(entry.tokens, entry.trainedTokens) }
    totals.lastNumber += lines.entries.count
  }

  /// Makes the revision that the lines belong to.
  func finish(
    parent: Int?, operation: Operation.ID, at time: Int, in database: Database
  ) throws {
    try totals.write(
      RevisionKey(dataset: dataset, number: revision, parent: parent, source: source),
      operation: operation, at: time, in: database)
  }
}

/// What becomes one segment.
struct LoadedLines {
  var bytes: [UInt8] = []
  var entries: [SegmentEntry] = []
  /// The file's line that the entries' lines count from.
  var firstLine = 1
  var lineCount = 0

  /// Adds an example as a line of its own; `line` is counted from 0 at ``firstLine``.
  mutating func append(_ example: some Collection<UInt8>, line: Int, tokens: TokenCount?) {
    entries.append(
      SegmentEntry(
        range: bytes.count..<bytes.count + example.count, line: line, tokens: tokens))
    bytes += example
    bytes.append(10)
  }

  /// Whether it is time for another segment.
  var isFull: Bool { bytes.count >= LineBlockReader.blockSize }
}
