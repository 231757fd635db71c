import GRDB

/// A step that changed one example.
package struct ExampleStep: Sendable, Hashable {
  package var step: RevisionStep
  /// The dataset of the step, which an example that was copied has left behind.
  package var dataset: Dataset
  package var number: Int
  /// nil where the example was not there before.
  package var old: StoredExample?
  /// nil where the step dropped the example.
  package var new: StoredExample?
  /// What the example was copied from in this step; the steps behind it are of that one.
  package var copiedFrom: ExamplePlace?
}

/// An example of a dataset in a revision.
package struct ExamplePlace: Sendable, Hashable {
  package var dataset: Dataset
  package var revision: Int
  package var number: Int
}

extension Workspace {
  /// The steps that changed one example, newest first, also those of what it was copied from.
  ///
  /// `revision` is where it begins; nil for the current one. What was undone is left out.
  ///
  /// - Throws: ``WorkspaceError/noExample(dataset:_:)`` when the example never was.
  package func history(
    ofExample number: Int, in dataset: Dataset, revision: Int? = nil
  ) throws -> [ExampleStep] {
    var place: ExamplePlace? = ExamplePlace(
      dataset: dataset, revision: revision ?? dataset.revision, number: number)
    var steps: [ExampleStep] = []
    // A copy of a copy of a copy ends somewhere; a damaged file may say otherwise.
    var hopCount = 0
    while let here = place, hopCount < 100 {
      let found = try self.steps(to: here)
      steps += found
      place = found.last?.copiedFrom
      hopCount += 1
    }
    if steps.isEmpty { throw WorkspaceError.noExample(dataset: dataset.name, number) }
    return steps
  }

  /// The steps within one dataset.
  private func steps(to place: ExamplePlace) throws -> [ExampleStep] {
    let (dataset, number) = (place.dataset, place.number)
    let (timeline, states) = try read { database in
      (
        try Timeline(of: dataset, in: database),
        try Self.states(ofExample: number, in: dataset, database)
      )
    }
    var found: [ExampleStep] = []
    var rest = timeline.steps(to: place.revision)[...]
    while let step = rest.popFirst() {
      let here = step.revision.number
      if !step.isJump, !states.contains(here) { continue }
      let new = try example(number, of: dataset, revision: here)
      var old = try step.before.flatMap { try example(number, of: dataset, revision: $0) }
      let lastShared = try step.before.map { try lastSharedNumber($0, here, of: dataset) } ?? 0
      let isNew = number > lastShared
      if isNew { old = nil }
      var entry = ExampleStep(step: step, dataset: dataset, number: number, old: old, new: new)
      if isNew, new != nil {
        entry.copiedFrom = try origin(of: number, in: dataset, revision: here)
      }
      if old?.bytes != new?.bytes || old?.facts.tags != new?.facts.tags
        || old?.facts.note != new?.facts.note
      {
        found.append(entry)
      }
      guard isNew else { continue }
      // It came back with a revision that was restored, and its life before is that one's.
      guard step.isJump, let parent = step.revision.parent, new != nil else { break }
      rest = timeline.steps(to: parent)[...]
    }
    return found
  }

  /// The highest number that is one example in two revisions; 0 where they have no common ancestor.
  private func lastSharedNumber(_ one: Int, _ other: Int, of dataset: Dataset) throws -> Int {
    try read { database in
      let common = try Lineage.chain(of: dataset.id, to: one, in: database)
        .intersection(Lineage.chain(of: dataset.id, to: other, in: database))
      guard let ancestor = common.max() else { return 0 }
      let row = try Row.fetchOne(
        database, sql: "SELECT last_example FROM revision WHERE dataset = ? AND number = ?",
        arguments: [dataset.id, ancestor])
      return try row?.count("last_example") ?? 0
    }
  }

  /// The revisions that have a state of the example.
  static func states(
    ofExample number: Int, in dataset: Dataset, _ database: Database
  ) throws -> Set<Int> {
    let states = try Int.fetchAll(
      database,
      sql: """
        SELECT revision FROM segment
        WHERE dataset = :dataset AND first_example <= :number
          AND :number < first_example + example_count
        UNION SELECT revision FROM version WHERE dataset = :dataset AND number = :number
        """, arguments: ["dataset": dataset.id, "number": number])
    return Set(states).union(try layers(ofExample: number, in: dataset, database))
  }

  /// What an example of a revision is a copy of; nil where it came by itself.
  private func origin(
    of number: Int, in dataset: Dataset, revision: Int
  ) throws -> ExamplePlace? {
    guard let copies = try read({ try CopiedExamples(dataset.id, revision, in: $0) }),
      let source = copies.numbers.source(of: number), let from = try self.dataset(copies.source)
    else { return nil }
    return ExamplePlace(dataset: from, revision: copies.sourceRevision, number: source)
  }
}
