import GRDB

/// A dataset to be made of some examples of another.
package struct DerivedPart: Sendable, Hashable {
  package var name: String
  /// Numbers in the dataset that it is made from, in the order of the new one.
  package var numbers: [Int]
  /// Whether it is locked from the beginning.
  package var isLocked: Bool

  package init(name: String, numbers: [Int], isLocked: Bool = false) {
    self.name = name
    self.numbers = numbers
    self.isLocked = isLocked
  }
}

extension Workspace {
  /// Makes datasets of copies of examples, as `split` does, all as one undoable operation.
  ///
  /// The copies are numbered from 1 and keep their bytes, tokens, tags, notes, and the line of the
  /// file that they came from. They are as in the revision, nil for the current one.
  ///
  /// - Throws: ``WorkspaceError/datasetExists(_:)``, ``WorkspaceError/noExample(dataset:_:)``.
  package func derive(
    _ parts: [DerivedPart], from dataset: Dataset, revision: Int? = nil,
    describedAs description: ChangeDescription
  ) throws -> (datasets: [Dataset], operation: Operation) {
    try write { database in
      let source = try Self.dataset(named: dataset.name, in: database)
      guard source.id == dataset.id else { throw WorkspaceError.noDataset(dataset.name) }
      var operation = try PendingOperation(description, at: now(), in: database)
      for part in parts {
        try Self.requireFree(part.name, in: database)
        var copy = try DerivedDataset(
          part, from: source, revision ?? source.revision, at: now(), in: database)
        try copy.fill(in: database)
        try copy.finish(operation: operation.id, at: now(), in: database)
        try operation.apply(.visibility(copy.writer.dataset, isVisible: true), in: database)
        if part.isLocked { try Self.lock(copy.writer.dataset, at: now(), in: database) }
      }
      return (
        try parts.map { try Self.dataset(named: $0.name, in: database) },
        try operation.finish(in: database)
      )
    }
  }
}

/// One part while it is copied.
private struct DerivedDataset {
  private let part: DerivedPart
  private let source: Dataset
  private let revision: Int
  private(set) var writer: SegmentWriter
  private var lines = LoadedLines()
  private var annotations: [(number: Int, facts: ExampleFacts)] = []

  init(
    _ part: DerivedPart, from source: Dataset, _ revision: Int, at time: Int,
    in database: Database
  ) throws {
    self.part = part
    self.source = source
    self.revision = revision
    writer = try SegmentWriter(
      creating: part.name, source: "\(source.name) r\(revision)",
      tokenEncoding: source.tokenEncoding, at: time, in: database)
  }

  /// Examples of the new order that are kept at a time, before their size is known.
  private static let firstStretch = 4_096
  /// Bytes that such a stretch should have: the source is read once for each.
  private static let stretchBytes = 128 << 20

  mutating func fill(in database: Database) throws {
    var start = 0
    var length = Self.firstStretch
    while start < part.numbers.count {
      try requireGoingOn()
      let stretch = part.numbers[start..<min(start + length, part.numbers.count)]
      let byteCount = try copy(stretch, from: start, in: database)
      start = stretch.endIndex
      length = max(Self.firstStretch, Self.stretchBytes / max(1, byteCount / stretch.count))
    }
    try flush(in: database)
  }

  /// Copies examples that are read in the order of the source and written in that of the part;
  /// returns how many bytes they have.
  private mutating func copy(
    _ numbers: ArraySlice<Int>, from start: Int, in database: Database
  ) throws -> Int {
    let plan = try ReadingPlan(
      of: source, at: revision, numbers: numbers.ascendingRanges, in: database)
    let wanted = Set(numbers)
    var found: [Int: StoredExample] = [:]
    found.reserveCapacity(wanted.count)
    for part in plan.parts {
      let batch = try plan.batch(part, in: database)
      for entry in batch.entries where wanted.contains(entry.number) {
        found[entry.number] = batch.example(entry)
      }
    }
    var byteCount = 0
    for (index, number) in numbers.enumerated() {
      guard let example = found[number] else {
        throw WorkspaceError.noExample(dataset: source.name, number)
      }
      byteCount += example.bytes.count
      append(example, as: start + index + 1)
      if lines.isFull { try flush(in: database) }
    }
    return byteCount
  }

  private mutating func append(_ example: StoredExample, as number: Int) {
    let facts = example.facts
    var tokens: TokenCount?
    if let total = facts.tokens, let trained = facts.trainedTokens {
      tokens = TokenCount(total: total, trained: trained)
    }
    lines.append(example.bytes, line: (facts.line ?? 1) - 1, tokens: tokens)
    if !facts.tags.isEmpty || facts.note != nil { annotations.append((number, facts)) }
  }

  private mutating func flush(in database: Database) throws {
    if !lines.entries.isEmpty { try writer.write(lines, in: database) }
    lines = LoadedLines()
  }

  func finish(operation: Operation.ID, at time: Int, in database: Database) throws {
    try writer.finish(parent: nil, operation: operation, at: time, in: database)
    try CopiedExamples.write(
      NumberMap(copiesOf: part.numbers), of: writer.dataset, writer.revision, from: source.id,
      revision, in: database)
    for (number, facts) in annotations {
      try database.execute(
        sql: "INSERT INTO version(dataset, number, revision, tags, note) VALUES (?, ?, 1, ?, ?)",
        arguments: [writer.dataset, number, facts.tags.joined(separator: " "), facts.note])
      try database.execute(
        sql: "INSERT INTO overlay(dataset, number, version) VALUES (?, ?, ?)",
        arguments: [writer.dataset, number, database.lastInsertedRowID])
    }
  }
}
