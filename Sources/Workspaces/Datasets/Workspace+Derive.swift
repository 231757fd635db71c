import GRDB

/// A dataset to be made of some examples of another.
package struct DerivedPart: Sendable, Hashable {
  package var name: String
  /// Numbers in the dataset that it is made from, in the order of the new one.
  package var numbers: [Int]

  package init(name: String, numbers: [Int]) {
    self.name = name
    self.numbers = numbers
  }
}

extension Workspace {
  /// Makes datasets of copies of examples, as `split` does, all as one undoable operation.
  ///
  /// The copies are numbered from 1 and keep their bytes, tokens, tags, notes, and the line of the
  /// file that they came from.
  ///
  /// - Throws: ``WorkspaceError/datasetExists(_:)``, ``WorkspaceError/noExample(dataset:_:)``.
  package func derive(
    _ parts: [DerivedPart], from dataset: Dataset, describedAs description: ChangeDescription
  ) throws -> (datasets: [Dataset], operation: Operation) {
    try write { database in
      let source = try Self.dataset(named: dataset.name, in: database)
      var operation = try PendingOperation(description, at: now(), in: database)
      for part in parts {
        try Self.requireFree(part.name, in: database)
        var copy = try DerivedDataset(part, from: source, at: now(), in: database)
        try copy.fill(in: database)
        try copy.finish(operation: operation.id, at: now(), in: database)
        try operation.apply(.visibility(copy.writer.dataset, isVisible: true), in: database)
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
  private(set) var writer: SegmentWriter
  private var lines = LoadedLines()
  /// The batch that holds the example copied last; the next one is mostly near.
  private var batch: (numbers: ClosedRange<Int>, examples: [Int: StoredExample])?
  private var annotations: [(number: Int, facts: ExampleFacts)] = []

  init(_ part: DerivedPart, from source: Dataset, at time: Int, in database: Database) throws {
    self.part = part
    self.source = source
    writer = try SegmentWriter(
      creating: part.name, source: "\(source.name) r\(source.revision)",
      tokenEncoding: source.tokenEncoding, at: time, in: database)
  }

  mutating func fill(in database: Database) throws {
    for (index, number) in part.numbers.enumerated() {
      guard let example = try example(number, in: database) else {
        throw WorkspaceError.noExample(dataset: source.name, number)
      }
      let facts = example.facts
      var tokens: TokenCount?
      if let total = facts.tokens, let trained = facts.trainedTokens {
        tokens = TokenCount(total: total, trained: trained)
      }
      lines.append(example.bytes, line: (facts.line ?? 1) - 1, tokens: tokens)
      if !facts.tags.isEmpty || facts.note != nil { annotations.append((index + 1, facts)) }
      if lines.isFull { try flush(in: database) }
    }
    try flush(in: database)
  }

  private mutating func flush(in database: Database) throws {
    if !lines.entries.isEmpty { try writer.write(lines, in: database) }
    lines = LoadedLines()
  }

  private mutating func example(_ number: Int, in database: Database) throws -> StoredExample? {
    if let batch, batch.numbers.contains(number) { return batch.examples[number] }
    let plan = try ReadingPlan(
      of: source, at: nil, numbers: [number...number + 511], in: database)
    var examples: [Int: StoredExample] = [:]
    for part in plan.parts {
      let batch = try plan.batch(part, in: database)
      for entry in batch.entries { examples[entry.number] = batch.example(entry) }
    }
    batch = (number...number + 511, examples)
    return examples[number]
  }

  func finish(operation: Operation.ID, at time: Int, in database: Database) throws {
    try writer.finish(parent: nil, operation: operation, at: time, in: database)
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
