import Datasets
import GRDB
import Synchronization

extension Workspace {
  /// In bytes, what is loaded in about a second, and on a machine five times as slow still within
  /// the time that others wait.
  private static let shortLoad = 128 << 20

  /// Loads the examples of `source` as the dataset `name`, as one undoable operation.
  ///
  /// The lines are kept as they are, byte for byte, unless ``LoadOptions/repairs`` asks for
  /// examples from what is only nearly JSONL. Memory stays at some blocks of a megabyte however
  /// long the source is; a repair holds all of it.
  ///
  /// - Throws: ``WorkspaceError/unreadableLines(path:faults:total:goodLines:)`` when lines are
  ///   faulty and the options do not skip them; nothing is loaded then, nor after any other error.
  package func load(
    _ source: LoadSource, as name: String, options: LoadOptions = LoadOptions()
  ) throws -> LoadOutcome {
    let reader = try LineBlockReader(source)
    let isShort = !options.repairs && (reader.totalBytes.map { $0 <= Self.shortLoad } ?? false)
    return try (isShort ? writeAlone : write) { database in
      var load = try RunningLoad(reader, as: name, options, at: now(), in: database)
      if case .examples(let examples) = source {
        try load.take(examples, in: database)
      } else if options.repairs {
        try load.repair(in: database)
      } else {
        try load.scan(in: database)
      }
      try reader.requireUnchanged()
      return try load.finish(in: database)
    }
  }
}

/// A load inside its transaction.
private struct RunningLoad {
  private let reader: LineBlockReader
  private let name: String
  private let options: LoadOptions
  private let time: Int
  private var writer: SegmentWriter
  private var operation: PendingOperation
  private let firstNumber: Int
  /// The dataset that has the name already.
  private let existing: Dataset?
  private var report = LoadReport()
  private var goodLines = 0
  private var examination: Examination?

  init(
    _ reader: LineBlockReader, as name: String, _ options: LoadOptions, at time: Int,
    in database: Database
  ) throws {
    self.reader = reader
    self.name = name
    let sourceName = options.sourceName ?? reader.name
    self.options = options
    self.time = time
    let row = try Row.fetchOne(
      database, sql: Dataset.select + " WHERE d.is_visible AND d.name = ?", arguments: [name])
    existing = try row.map(Dataset.init)
    if existing != nil, options.collision == .refuse {
      throw WorkspaceError.datasetExists(name)
    }
    operation = try PendingOperation(
      ChangeDescription("load", "loaded \(sourceName) as \(name)", cell: options.cell),
      at: time, in: database)
    if let existing, options.collision == .append {
      writer = try SegmentWriter(appendingTo: existing, source: sourceName, in: database)
    } else if let existing {
      writer = try SegmentWriter(
        replacing: existing, source: sourceName, tokenEncoding: options.tokenEncoding, in: database)
    } else {
      writer = try SegmentWriter(
        creating: name, source: sourceName, tokenEncoding: options.tokenEncoding, at: time,
        in: database)
    }
    firstNumber = writer.totals.lastNumber + 1
  }

  /// Makes what counts; nil where estimates would be added to a dataset that is counted exactly,
  /// whose new examples are then counted when they are asked for.
  private var makeCount: (@Sendable () -> LoadOptions.Count)? {
    let isMixed = existing?.tokenEncoding != nil && options.tokenEncoding == nil
    return isMixed && options.collision == .append ? nil : options.makeCount
  }

  /// Takes the lines as they are; several threads scan, this one writes.
  mutating func scan(in database: Database) throws {
    let (reader, options, makeCount) = (self.reader, self.options, self.makeCount)
    let pipeline = OrderedPipeline<LineBlockReader.Block, PreparedBlock>(workers: options.workers)
    // An appended part is not the dataset, and what is kept of examples has a limit.
    let examines = Atomic(options.examinedExamples > 0 && firstNumber == 1)
    examination = examines.load(ordering: .relaxed) ? Examination() : nil
    try pipeline.run(
      next: reader.next,
      makeWork: {
        let count = makeCount?()
        return { block in
          PreparedBlock(
            block, skipsFaults: options.skipsFaults,
            examines: examines.load(ordering: .relaxed), estimates: options.tokenEncoding == nil,
            count: count)
        }
      },
      consume: { block in
        try requireGoingOn()
        try append(block, in: database)
        if goodLines > options.examinedExamples {
          examines.store(false, ordering: .relaxed)
          examination = nil
        }
      })
  }

  private mutating func append(_ block: PreparedBlock, in database: Database) throws {
    for fault in block.faults { note(fault.movedDown(by: report.lineCount)) }
    report.hasByteOrderMark = report.hasByteOrderMark || block.hasByteOrderMark
    report.carriageReturnCount += block.carriageReturnCount
    report.byteCount += block.readBytes
    if let part = block.examination {
      examination?.merge(part, movedBy: goodLines, lines: report.lineCount)
    }
    try write(block.lines(from: report.lineCount + 1), in: database)
    report.lineCount += block.lineCount
  }

  /// Takes the examples out of what is nearly JSONL, one line each.
  mutating func repair(in database: Database) throws {
    var bytes: [UInt8] = []
    while let block = try reader.next() { bytes += block.bytes }
    report.byteCount = bytes.count
    report.lineCount = bytes.count { $0 == 10 } + (bytes.last == 10 || bytes.isEmpty ? 0 : 1)
    let count = makeCount?()
    try unsafe bytes.withUnsafeBytes { buffer in
      var near = unsafe NearJSONLReader(buffer)
      var lines = LoadedLines()
      while let item = near.next() {
        switch item {
        case .fault(let fault): note(fault)
        case .example(let example):
          if example.isChanged { report.repairedCount += 1 }
          lines.append(
            example.bytes, line: example.line - 1,
            tokens: count.flatMap { count in
              (try? Example(example.bytes)).flatMap(count).map(TokenCount.init)
            })
          if lines.isFull {
            try write(lines, in: database)
            lines = LoadedLines()
          }
        }
      }
      report.repairs = near.repairs
      if !lines.entries.isEmpty { try write(lines, in: database) }
    }
  }

  /// Takes examples that are made of something else, each as a line of its own.
  mutating func take(_ source: ExampleSource, in database: Database) throws {
    let count = makeCount?()
    var lines = LoadedLines()
    while let batch = try WorkspaceError.translating(source.next) {
      try requireGoingOn()
      report.byteCount += batch.byteCount
      for fault in batch.faults { note(fault) }
      for (bytes, line) in batch.examples {
        report.lineCount = max(report.lineCount, line)
        lines.append(
          bytes, line: line - 1,
          tokens: count.flatMap { count in
            (try? Example(bytes)).flatMap(count).map(TokenCount.init)
          })
        if lines.isFull {
          try write(lines, in: database)
          lines = LoadedLines()
        }
      }
    }
    if !lines.entries.isEmpty { try write(lines, in: database) }
  }

  private mutating func note(_ fault: ReadingFault) {
    report.faultCount += 1
    if report.faults.count < LoadOptions.faultLimit { report.faults.append(fault) }
  }

  private mutating func write(_ lines: LoadedLines, in database: Database) throws {
    if options.shouldStop?() == true { throw CancellationError() }
    goodLines += lines.entries.count
    // After a fault that is not skipped the rest is only read to say how much of it is fine.
    if report.faultCount == 0 || options.skipsFaults { try writer.write(lines, in: database) }
    options.progress?(
      LoadProgress(bytes: report.byteCount, totalBytes: reader.totalBytes, examples: goodLines))
  }

  mutating func finish(in database: Database) throws -> LoadOutcome {
    if report.faultCount > 0, !options.skipsFaults {
      throw WorkspaceError.unreadableLines(
        path: reader.name, faults: report.faults, total: report.faultCount, goodLines: goodLines)
    }
    guard writer.totals.lastNumber >= firstNumber else {
      throw WorkspaceError.nothingToLoad(path: reader.name)
    }
    let parent = options.collision == .append ? existing?.revision : nil
    try writer.finish(parent: parent, operation: operation.id, at: time, in: database)
    if let existing {
      try operation.apply(
        .revision(existing.id, before: existing.revision, after: writer.revision), in: database)
    } else {
      try operation.apply(.visibility(writer.dataset, isVisible: true), in: database)
    }
    return LoadOutcome(
      dataset: try Workspace.dataset(named: name, in: database),
      operation: try operation.finish(in: database),
      numbers: firstNumber...writer.totals.lastNumber, report: report,
      examination: examination)
  }
}
