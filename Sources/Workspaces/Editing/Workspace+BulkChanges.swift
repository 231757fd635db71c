import GRDB

/// What a change of many examples has come to so far.
package struct ChangeTally: Sendable, Hashable {
  /// Examples that changed.
  package var count = 0
  /// The number of the first of them; 0 before there is one.
  package var first = 0
  /// Examples that were looked at.
  package var seen = 0
}

/// One change of many examples: which, how, and what is heard of it.
package struct BulkChange: Sendable {
  /// What becomes of an example; nil where it stays as it is.
  package typealias Edit = (StoredExample) throws -> ExampleChange.Action?

  /// As ascending ranges that do not overlap; nil for all.
  package var numbers: [ClosedRange<Int>]?
  /// Whether an edit looks at the bytes of examples; without them most of the file is not read.
  package var readsText: Bool
  /// Called once on each thread, so that an edit may own caches; it adds and restores nothing.
  package var makeEdit: @Sendable () -> Edit
  /// Called now and then.
  package var progress: (@Sendable (ChangeTally) -> Void)?

  package init(
    numbers: [ClosedRange<Int>]? = nil, readsText: Bool = true,
    progress: (@Sendable (ChangeTally) -> Void)? = nil,
    makeEdit: @escaping @Sendable () -> Edit
  ) {
    self.numbers = numbers
    self.readsText = readsText
    self.progress = progress
    self.makeEdit = makeEdit
  }
}

extension Workspace {
  /// Changes many examples as one undoable operation and one new revision, or none of them.
  ///
  /// They are read and edited on several threads, a segment at a time, and written as layers, which
  /// take the space of what is new in them. `describe` is asked at the end, and so is `keeping`,
  /// for a setting that is kept with the revision of that number.
  ///
  /// - Returns: nil when no example changed; nothing was done then.
  /// - Throws: ``WorkspaceError/changedMeanwhile(dataset:number:)`` when one of the examples was
  ///   changed since the revision of `dataset`, `CancellationError` when the task is cancelled,
  ///   and what an edit throws.
  package func apply(
    _ change: BulkChange, to dataset: Dataset, workers: Int = 2,
    keeping: ((Int) -> (key: String, value: String))? = nil,
    describedAs describe: (ChangeTally) -> ChangeDescription
  ) throws -> ChangeOutcome? {
    do {
      return try write { database in
        var edit = try RunningChange(change, of: dataset, in: database)
        try edit.run(self, workers: workers, in: database)
        // The transaction is rolled back, with the number of the revision.
        guard edit.tally.count > 0 else { throw NothingChanged() }
        let outcome = try edit.finish(describe(edit.tally), at: now(), in: database)
        if let (key, value) = keeping?(outcome.after.revision) {
          try database.execute(
            sql: "INSERT OR REPLACE INTO setting(key, value) VALUES (?, ?)",
            arguments: [key, value])
        }
        return outcome
      }
    } catch is NothingChanged {
      return nil
    }
  }
}

extension Workspace {
  /// What ``apply(_:to:workers:describedAs:)`` would come to, found out without writing.
  package func tally(
    _ change: BulkChange, of dataset: Dataset, workers: Int = 2
  ) throws -> ChangeTally {
    var tally = ChangeTally()
    let plan = try read {
      try ReadingPlan(of: dataset, at: nil, numbers: change.numbers, in: $0)
    }
    try change.run(plan, self, workers: workers) { part in
      tally.add(part)
      change.progress?(tally)
    }
    return tally
  }
}

extension BulkChange {
  /// Edits the parts of a plan on several threads, and hands them to `consume` in their order.
  fileprivate func run(
    _ plan: ReadingPlan, _ workspace: Workspace, workers: Int,
    consume: (ChangedPart) throws -> Void
  ) throws {
    let parts = IndexedSource(plan.parts)
    let pipeline = OrderedPipeline<ReadingPlan.Part, ChangedPart>(workers: workers)
    try pipeline.run(
      next: parts.next,
      makeWork: { [self] in
        let edit = makeEdit()
        return { part in
          let batch = try workspace.read { try plan.batch(part, readsText: readsText, in: $0) }
          return try ChangedPart(part, batch, edit)
        }
      },
      consume: { part in
        try requireGoingOn()
        try consume(part)
      })
  }
}

extension ChangeTally {
  fileprivate mutating func add(_ part: ChangedPart) {
    seen += part.seen
    count += part.count
    if first == 0 { first = part.first }
  }
}

private struct NothingChanged: Error {}

/// A change of many examples inside its transaction.
private struct RunningChange {
  private let change: BulkChange
  private let before: Dataset
  private let revision: Int
  private let plan: ReadingPlan
  private var edit: RevisionEdit
  private(set) var tally = ChangeTally()

  init(_ change: BulkChange, of dataset: Dataset, in database: Database) throws {
    self.change = change
    before = try Workspace.dataset(named: dataset.name, in: database)
    guard before.id == dataset.id else { throw WorkspaceError.noDataset(dataset.name) }
    plan = try ReadingPlan(of: before, at: nil, numbers: change.numbers, in: database)
    edit = try RevisionEdit(of: before, in: database)
    if before.revision != dataset.revision {
      try Self.requireUnchanged(change, since: dataset, in: database)
    }
    revision = try RevisionTotals.nextRevision(of: before.id, in: database)
  }

  /// Another session may have changed other examples, but none of these.
  private static func requireUnchanged(
    _ change: BulkChange, since dataset: Dataset, in database: Database
  ) throws {
    let (then, now) = (
      try Lineage(of: dataset, at: dataset.revision, in: database),
      try Lineage(of: dataset, at: nil, in: database)
    )
    for revision in then.revisions.symmetricDifference(now.revisions).sorted() {
      let changed = try Workspace.changedNumbers(in: revision, of: dataset, database)
      let number = changed.first { number in
        change.numbers.map { !$0.pieces(within: number..<number + 1).isEmpty } ?? true
      }
      if let number {
        throw WorkspaceError.changedMeanwhile(dataset: dataset.name, number: number)
      }
    }
  }

  mutating func run(_ workspace: Workspace, workers: Int, in database: Database) throws {
    try change.run(plan, workspace, workers: workers) { part in
      try take(part, in: database)
      change.progress?(tally)
    }
  }

  private mutating func take(_ part: ChangedPart, in database: Database) throws {
    tally.add(part)
    switch part.changes {
    case .rows(let changes):
      edit.lastChanged = changes.last?.number ?? 0
      for change in changes { try edit.apply(change, in: database) }
    case .layer(let segment, let bytes, let droppedCount, let totals):
      edit.totals.add(totals)
      try database.cachedStatement(
        sql: """
          INSERT INTO layer(dataset, segment, revision, dropped_count, states)
          VALUES (?, ?, ?, ?, ?)
          """
      ).execute(arguments: [before.id, segment, revision, droppedCount, BoundBytes(bytes)])
    }
  }

  func finish(
    _ description: ChangeDescription, at time: Int, in database: Database
  ) throws -> ChangeOutcome {
    var operation = try PendingOperation(description, at: time, in: database)
    try edit.write(revision, operation: operation.id, at: time, in: database)
    try operation.apply(
      .revision(before.id, before: before.revision, after: revision), in: database)
    return ChangeOutcome(
      operation: try operation.finish(in: database), before: before,
      after: try Workspace.dataset(named: before.name, in: database), addedNumbers: [])
  }
}

/// What became of one part of a reading plan.
private struct ChangedPart: Sendable {
  enum Changes: Sendable {
    case rows([ExampleChange])
    case layer(segment: Int64, bytes: [UInt8], droppedCount: Int, totals: RevisionTotals)
  }

  /// Fewer changes of a segment are rows, so that single edits do not pile up as layers.
  private static let layerMinimum = 4
  /// So many layers are put together to read a text; the next one holds all of it.
  private static let depthLimit = 8

  let seen: Int
  let count: Int
  /// The number of the first changed example; 0 without one.
  let first: Int
  let changes: Changes

  init(_ part: ReadingPlan.Part, _ batch: ExampleBatch, _ edit: BulkChange.Edit) throws {
    var changed: [(entry: ExampleBatch.Entry, action: ExampleChange.Action)] = []
    for entry in batch.entries {
      if let action = try edit(batch.example(entry)) { changed.append((entry, action)) }
    }
    seen = batch.entries.count
    count = changed.count
    first = changed.first?.entry.number ?? 0
    guard case .loaded(let place, _) = part, count >= Self.layerMinimum else {
      changes = .rows(changed.map { ExampleChange($0.action, number: $0.entry.number) })
      return
    }
    var (writer, totals, dropped) = (LayerWriter(), RevisionTotals(), 0)
    for (entry, action) in changed {
      if action == .drop { dropped += 1 }
      totals.apply(action, to: entry.facts)
      writer.append(entry, at: entry.number - place.numbers.lowerBound, action, in: batch)
    }
    changes = .layer(
      segment: place.id, bytes: writer.bytes, droppedCount: dropped, totals: totals)
  }

  fileprivate static func older(
    _ entry: ExampleBatch.Entry, in batch: ExampleBatch
  ) -> ArraySlice<UInt8>? {
    guard let depth = entry.depth, depth < depthLimit else { return nil }
    return batch.bytes[entry.range]
  }
}

extension LayerWriter {
  fileprivate mutating func append(
    _ entry: ExampleBatch.Entry, at index: Int, _ action: ExampleChange.Action,
    in batch: ExampleBatch
  ) {
    var (tags, note, text) = (entry.facts.tags, entry.facts.note, Text?.none)
    switch action {
    case .tag(let new): tags = new
    case .note(let new): note = new
    case .set(let content):
      text = Text(content: content, older: ChangedPart.older(entry, in: batch))
    case .drop: break
    case .add, .restore: preconditionFailure("a change of many examples adds and restores none")
    }
    append(index, isDropped: action == .drop, tags: tags, note: note, text: text)
  }
}

extension RevisionTotals {
  fileprivate mutating func apply(_ action: ExampleChange.Action, to facts: ExampleFacts) {
    switch action {
    case .drop: remove(facts.tokens, facts.trainedTokens)
    case .set(let content):
      remove(facts.tokens, facts.trainedTokens)
      add(content.tokens, content.trainedTokens)
    case .tag, .note, .add, .restore: break
    }
  }
}
