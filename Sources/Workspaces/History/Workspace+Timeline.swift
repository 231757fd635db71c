import GRDB

/// A revision as a step from the one that was current before it.
package struct RevisionStep: Sendable, Hashable {
  package var revision: Revision
  /// The revision that was current before; nil for the first of the dataset.
  ///
  /// It is the parent, but for a revision that restored an older one or began anew.
  package var before: Int?
  package var operation: Operation
  /// The command as it was typed; nil where no cell is known.
  package var command: String?

  /// Whether it holds something else than the revision before it with some changes.
  package var isJump: Bool { before != nil && before != revision.parent }
}

/// How many examples are not the same after a step.
package struct StepCounts: Sendable, Hashable {
  package var added = 0
  package var removed = 0
  /// Their text is another one.
  package var changed = 0
  /// Only their tags or notes are others.
  package var marked = 0
}

extension Workspace {
  /// The steps that led to a revision, nil for the current one, newest first.
  ///
  /// What was undone before it is not among them.
  ///
  /// - Throws: ``WorkspaceError/noRevision(dataset:_:)``.
  package func timeline(
    of dataset: Dataset, to revision: Int? = nil
  ) throws -> [RevisionStep] {
    try read { database in
      let lineage = try Lineage(of: dataset, at: revision, in: database)
      return try Timeline(of: dataset, in: database).steps(to: lineage.revision)
    }
  }

  /// How many examples a step changed, exactly.
  ///
  /// - Complexity: O(*c*) in what it changed.
  package func counts(of step: RevisionStep, in dataset: Dataset) throws -> StepCounts {
    var counts = StepCounts()
    guard let before = step.before else {
      counts.added = step.revision.exampleCount
      return counts
    }
    if step.isJump {
      // A file in the place of another has nothing in common with it that is known.
      guard step.revision.parent != nil else {
        counts.removed = try revision(before, of: dataset).exampleCount
        counts.added = step.revision.exampleCount
        return counts
      }
      let comparison = try comparison(
        of: ComparedExamples(dataset, revision: before),
        with: ComparedExamples(dataset, revision: step.revision.number))
      counts.added = comparison.count(.added)
      counts.removed = comparison.count(.removed)
      counts.changed = comparison.count(.changed) + comparison.count(.rewritten)
      return counts
    }
    try countStored(step.revision.number, of: dataset, &counts)
    try countRows(of: step.revision.number, after: before, of: dataset, &counts)
    return counts
  }

  /// Counts what was loaded, and what a change of many examples says of itself.
  private func countStored(
    _ revision: Int, of dataset: Dataset, _ counts: inout StepCounts
  ) throws {
    try read { database in
      counts.added +=
        try Int.fetchOne(
          database,
          sql: """
            SELECT ifnull(sum(example_count), 0) FROM segment WHERE dataset = ? AND revision = ?
            """, arguments: [dataset.id, revision]) ?? 0
      let rows = try Row.fetchCursor(
        database, sql: "SELECT states FROM layer WHERE dataset = ? AND revision = ?",
        arguments: [dataset.id, revision])
      while let row = try rows.next() {
        for state in try LayerState.decoded(row.blob("states") ?? []) {
          if state.isDropped {
            counts.removed += 1
          } else if state.text != nil {
            counts.changed += 1
          } else {
            counts.marked += 1
          }
        }
      }
    }
  }

  /// Counts single changes, for which both states are read.
  private func countRows(
    of revision: Int, after before: Int, of dataset: Dataset, _ counts: inout StepCounts
  ) throws {
    let numbers = try read { database in
      try Int.fetchAll(
        database,
        sql: "SELECT number FROM version WHERE dataset = ? AND revision = ? ORDER BY number",
        arguments: [dataset.id, revision])
    }
    // A stretch at a time, so that texts of few are held.
    for start in stride(from: 0, to: numbers.count, by: 512) {
      let stretch = numbers[start..<min(start + 512, numbers.count)].ascendingRanges
      var old: [Int: StoredExample] = [:]
      try forEachExample(of: dataset, revision: before, numbers: stretch) { example in
        old[example.number] = example
        return true
      }
      try forEachExample(of: dataset, revision: revision, numbers: stretch) { new in
        guard let known = old.removeValue(forKey: new.number) else {
          counts.added += 1
          return true
        }
        if known.bytes != new.bytes {
          counts.changed += 1
        } else if known.facts.tags != new.facts.tags || known.facts.note != new.facts.note {
          counts.marked += 1
        }
        return true
      }
      counts.removed += old.count
    }
  }
}

/// Every revision ever made of a dataset, each with the one that was current before it.
struct Timeline {
  private let steps: [Int: RevisionStep]

  init(of dataset: Dataset, in database: Database) throws {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT r.*, e.before, c.source AS command FROM revision r
        LEFT JOIN effect e ON e.operation = r.operation AND e.dataset = r.dataset
          AND e.kind = 'revision' AND e.after = CAST(r.number AS TEXT)
        LEFT JOIN operation o ON o.id = r.operation LEFT JOIN cell c ON c.number = o.cell
        WHERE r.dataset = ?
        """, arguments: [dataset.id])
    let steps = try rows.map { try RevisionStep($0, in: database) }
    self.steps = Dictionary(steps.map { ($0.revision.number, $0) }) { $1 }
  }

  /// The steps that led to a revision, newest first.
  func steps(to revision: Int) -> [RevisionStep] {
    var found: [RevisionStep] = []
    var next = steps[revision]
    while let step = next {
      found.append(step)
      // Numbers only grow; in a damaged file this could go round.
      next = step.before.flatMap { $0 < step.revision.number ? steps[$0] : nil }
    }
    return found
  }
}

extension RevisionStep {
  init(_ row: Row, in database: Database) throws {
    revision = try Revision(row)
    before = (try row.value("before") as String?).flatMap { Int($0) }
    command = try row.value("command")
    let operation = try Row.fetchOne(
      database, sql: "SELECT * FROM operation WHERE id = ?", arguments: [revision.operation])
    guard let operation else { throw StoredFault("operation \(revision.operation) is missing") }
    self.operation = try Workspace.operation(operation, in: database)
  }
}
