import Datasets
import GRDB

extension Workspace {
  /// Loads the examples of `source` as the dataset `name`, as one undoable operation.
  ///
  /// The lines are kept as they are, byte for byte. Memory stays at some blocks of a megabyte
  /// however long the source is.
  ///
  /// - Throws: ``WorkspaceError/unreadableLines(path:faults:total:goodLines:)`` when lines are
  ///   faulty and the options do not skip them; nothing is loaded then, nor after any other error.
  package func load(
    _ source: LoadSource, as name: String, options: LoadOptions = LoadOptions()
  ) throws -> LoadOutcome {
    let reader = try LineBlockReader(source)
    let outcome = try write { database in
      var load = try RunningLoad(reader, as: name, options, at: now(), in: database)
      let pipeline = OrderedPipeline<LineBlockReader.Block, PreparedBlock>(
        workers: options.workers)
      try pipeline.run(
        next: reader.next,
        makeWork: { [options] in
          let count = options.makeCount?()
          return { PreparedBlock($0, skipsFaults: options.skipsFaults, count: count) }
        },
        consume: { try load.append($0, in: database) })
      try reader.requireUnchanged()
      return try load.finish(in: database)
    }
    return outcome
  }
}

/// A load inside its transaction.
private struct RunningLoad {
  private let reader: LineBlockReader
  private let options: LoadOptions
  private let time: Int
  private let target: Target
  private var operation: PendingOperation
  private var totals: RevisionTotals
  private let firstNumber: Int
  private var faults: [ReadingFault] = []
  private var faultCount = 0
  private var goodLines = 0
  private var byteCount = 0
  private var lineCount = 0
  private var hasByteOrderMark = false
  private var carriageReturnCount = 0

  /// Where the examples go.
  private struct Target {
    let name: String
    let dataset: Dataset.ID
    let revision: Int
    /// The revision that the new one continues, when the load appends.
    let parent: Int?
    /// The dataset that the load replaces.
    let replaced: Dataset.ID?
  }

  init(
    _ reader: LineBlockReader, as name: String, _ options: LoadOptions, at time: Int,
    in database: Database
  ) throws {
    self.reader = reader
    self.options = options
    self.time = time
    let row = try Row.fetchOne(
      database, sql: Dataset.select + " WHERE d.is_visible AND d.name = ?", arguments: [name])
    let existing = row.map(Dataset.init)
    if existing != nil, options.collision == .refuse {
      throw WorkspaceError.datasetExists(name)
    }
    operation = try PendingOperation(
      "load", "loaded \(reader.name) as \(name)", cell: options.cell, at: time, in: database)
    if let existing, options.collision == .append {
      totals = try RevisionTotals(of: existing, in: database)
      target = Target(
        name: name, dataset: existing.id,
        revision: try RevisionTotals.nextRevision(of: existing.id, in: database),
        parent: existing.revision, replaced: nil)
    } else {
      totals = RevisionTotals()
      try database.execute(
        sql: """
          INSERT INTO dataset(
            name, revision, last_revision, is_visible, created_at, source, token_encoding)
          VALUES (?, 1, 1, 0, ?, ?, ?)
          """, arguments: [name, time, reader.name, options.tokenEncoding])
      target = Target(
        name: name, dataset: database.lastInsertedRowID, revision: 1, parent: nil,
        replaced: existing?.id)
    }
    firstNumber = totals.lastNumber + 1
  }

  mutating func append(_ block: PreparedBlock, in database: Database) throws {
    if options.shouldStop?() == true { throw CancellationError() }
    faultCount += block.faults.count
    faults += block.faults.prefix(LoadOptions.faultLimit - faults.count).map {
      $0.movedDown(by: lineCount)
    }
    hasByteOrderMark = hasByteOrderMark || block.hasByteOrderMark
    carriageReturnCount += block.carriageReturnCount
    byteCount += block.readBytes
    goodLines += block.entries.count
    // After a fault that is not skipped the rest is only read to say how much of it is fine.
    if faultCount == 0 || options.skipsFaults { try write(block, in: database) }
    lineCount += block.lineCount
    options.progress?(
      LoadProgress(bytes: byteCount, totalBytes: reader.totalBytes, examples: goodLines))
  }

  private mutating func write(_ block: PreparedBlock, in database: Database) throws {
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO segment(
          dataset, revision, first_example, example_count, first_line, line_count, entries, bytes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try insert.execute(arguments: [
      target.dataset, target.revision, totals.lastNumber + 1, block.entries.count,
      lineCount + 1, block.lineCount,
      BoundBytes(SegmentEntry.encoded(block.entries)),
      BoundBytes(block.bytes),
    ])
    for entry in block.entries { totals.add(entry.tokens, entry.trainedTokens) }
    totals.lastNumber += block.entries.count
  }

  mutating func finish(in database: Database) throws -> LoadOutcome {
    if faultCount > 0, !options.skipsFaults {
      throw WorkspaceError.unreadableLines(
        path: reader.name, faults: faults, total: faultCount, goodLines: goodLines)
    }
    guard totals.lastNumber >= firstNumber else {
      throw WorkspaceError.nothingToLoad(path: reader.name)
    }
    try totals.write(
      RevisionKey(dataset: target.dataset, number: target.revision, parent: target.parent),
      operation: operation.id, at: time, in: database)
    if let parent = target.parent {
      try operation.apply(
        .revision(target.dataset, before: parent, after: target.revision), in: database)
    } else {
      if let replaced = target.replaced {
        try operation.apply(.visibility(replaced, isVisible: false), in: database)
      }
      try operation.apply(.visibility(target.dataset, isVisible: true), in: database)
    }
    return LoadOutcome(
      dataset: try Workspace.dataset(named: target.name, in: database),
      operation: try operation.finish(in: database), numbers: firstNumber...totals.lastNumber,
      faults: faults, faultCount: faultCount, byteCount: byteCount, lineCount: lineCount,
      hasByteOrderMark: hasByteOrderMark, carriageReturnCount: carriageReturnCount)
  }
}
