import GRDB

extension Workspace {
  /// Calls `body` with each example in order of number, at most about a megabyte at a time.
  ///
  /// No transaction is held while `body` runs, and a revision never changes, so `body` may call
  /// the workspace and still sees one state.
  ///
  /// `numbers` are ascending ranges that do not overlap, nil for all examples; `revision` is nil
  /// for the current one; `body` returns false to stop.
  ///
  /// - Throws: ``WorkspaceError/noRevision(dataset:_:)``, `CancellationError` when the task is
  ///   cancelled, and what `body` throws.
  package func forEachExample(
    of dataset: Dataset, revision: Int? = nil, numbers: [ClosedRange<Int>]? = nil,
    _ body: (StoredExample) throws -> Bool
  ) throws {
    try forEachBatch(of: dataset, revision: revision, numbers: numbers) { batch in
      for entry in batch.entries where try !body(batch.example(entry)) { return false }
      return true
    }
  }

  /// The examples in order of number, in batches of neighbours; see
  /// ``forEachExample(of:revision:numbers:_:)``.
  package func forEachBatch(
    of dataset: Dataset, revision: Int? = nil, numbers: [ClosedRange<Int>]? = nil,
    _ body: (ExampleBatch) throws -> Bool
  ) throws {
    let plan = try read { try ReadingPlan(of: dataset, at: revision, numbers: numbers, in: $0) }
    for part in plan.parts {
      try requireGoingOn()
      let batch = try read { try plan.batch(part, in: $0) }
      if !batch.entries.isEmpty, try !body(batch) { return }
    }
  }

  /// Reads the batches on several threads and hands each result to `combine` in order of number.
  ///
  /// `makeTransform` is called once on each of the `workers` threads, so that a transform may own
  /// caches; `combine` runs on the caller's thread.
  package func forEachTransformedBatch<Value: Sendable>(
    of dataset: Dataset, revision: Int? = nil, numbers: [ClosedRange<Int>]? = nil,
    workers: Int = 2,
    makeTransform: @escaping @Sendable () -> (ExampleBatch) throws -> Value,
    combine: (Value) throws -> Void
  ) throws {
    let plan = try read { try ReadingPlan(of: dataset, at: revision, numbers: numbers, in: $0) }
    let parts = IndexedSource(plan.parts)
    let pipeline = OrderedPipeline<ReadingPlan.Part, Value>(workers: workers)
    try pipeline.run(
      next: { parts.next() },
      makeWork: { [self] in
        let transform = makeTransform()
        return { part in try transform(try self.read { try plan.batch(part, in: $0) }) }
      },
      consume: { value in
        try requireGoingOn()
        try combine(value)
      })
  }

  /// One example, or nil when it is dropped in that revision or never was.
  package func example(
    _ number: Int, of dataset: Dataset, revision: Int? = nil
  ) throws -> StoredExample? {
    var found: StoredExample?
    try forEachExample(of: dataset, revision: revision, numbers: [number...number]) { example in
      found = example
      return false
    }
    return found
  }

  /// The numbers that exist in the revision, ascending, of those in `ranges`, which are ascending
  /// and do not overlap; nil for all, of which a million take about 8 MB.
  package func numbers(
    of dataset: Dataset, revision: Int? = nil, in ranges: [ClosedRange<Int>]? = nil
  ) throws -> [Int] {
    try read { database in
      let plan = try ReadingPlan(of: dataset, at: revision, numbers: ranges, in: database)
      return try plan.parts.flatMap { try plan.numbers($0, in: database) }
    }
  }

  /// The highest number that exists in the revision; nil when it is empty.
  package func lastNumber(of dataset: Dataset, revision: Int? = nil) throws -> Int? {
    try read { database in
      let plan = try ReadingPlan(of: dataset, at: revision, numbers: nil, in: database)
      for part in plan.parts.reversed() {
        if let last = try plan.numbers(part, in: database).last { return last }
      }
      return nil
    }
  }
}

/// Ends a long walk between two batches when its task is cancelled, as Ctrl-C does.
func requireGoingOn() throws {
  if Task.isCancelled { throw CancellationError() }
}
