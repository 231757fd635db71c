import GRDB

extension Workspace {
  /// The states of one example that led to the revision, oldest first, each with its operation.
  ///
  /// - Throws: ``WorkspaceError/noExample(dataset:_:)`` when the example never was.
  package func versions(
    ofExample number: Int, in dataset: Dataset, revision: Int? = nil
  ) throws -> [ExampleVersion] {
    try read { database in
      let lineage = try Lineage(of: dataset, at: revision, in: database)
      let states = try Self.states(ofExample: number, in: dataset, database).sorted()
      let versions = try states.filter(lineage.revisions.contains).map { state in
        ExampleVersion(
          revision: state,
          operation: try Self.operation(of: state, dataset, in: database),
          example: try Self.example(number, of: dataset, at: state, in: database))
      }
      if versions.isEmpty { throw WorkspaceError.noExample(dataset: dataset.name, number) }
      return versions
    }
  }

  /// What is not the same in two revisions, by number.
  ///
  /// - Complexity: O(*c*) in the examples changed on the way from one to the other, however large
  ///   the dataset.
  package func differences(
    of dataset: Dataset, from first: Int, to second: Int
  ) throws -> [ExampleDifference] {
    try read { database in
      let before = try Lineage(of: dataset, at: first, in: database)
      let after = try Lineage(of: dataset, at: second, in: database)
      let between = before.revisions.symmetricDifference(after.revisions)
      var numbers: Set<Int> = []
      for revision in between.sorted() {
        numbers.formUnion(try Self.changedNumbers(in: revision, of: dataset, database))
      }
      return try numbers.sorted().compactMap { number in
        let difference = ExampleDifference(
          number: number,
          before: try Self.example(number, of: dataset, at: first, in: database),
          after: try Self.example(number, of: dataset, at: second, in: database))
        return difference.before == difference.after ? nil : difference
      }
    }
  }

  /// What is done to a dataset in the revisions after `revision`, oldest first.
  ///
  /// - Complexity: O(*r*) in these revisions.
  package func operations(on dataset: Dataset, after revision: Int) throws -> [Operation] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT o.* FROM revision r JOIN operation o ON o.id = r.operation
          WHERE r.dataset = ? AND r.number > ? AND o.state = 'done' ORDER BY r.number
          """, arguments: [dataset.id, revision]
      ).map { try Self.operation($0, in: database) }
    }
  }

  /// The revisions whose layers have the example.
  static func layers(
    ofExample number: Int, in dataset: Dataset, _ database: Database
  ) throws -> [Int] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT s.first_example, l.revision, l.states FROM layer l JOIN segment s ON s.id = l.segment
        WHERE s.dataset = :dataset AND s.first_example <= :number
          AND :number < s.first_example + s.example_count
        """, arguments: ["dataset": dataset.id, "number": number])
    var revisions: [Int] = []
    while let row = try rows.next() {
      let index = number - (try row.count("first_example"))
      let states = try LayerState.decoded(row.blob("states") ?? [])
      if states.contains(where: { $0.index == index }) {
        revisions.append(try row.value("revision"))
      }
    }
    return revisions
  }

  static func changedNumbers(
    in revision: Int, of dataset: Dataset, _ database: Database
  ) throws -> [Int] {
    let changed = try Int.fetchAll(
      database, sql: "SELECT number FROM version WHERE dataset = ? AND revision = ?",
      arguments: [dataset.id, revision])
    let loaded = try Row.fetchAll(
      database,
      sql: """
        SELECT id, first_example, example_count, length(entries) AS entry_bytes, NULL AS source
        FROM segment WHERE dataset = ? AND revision = ?
        """, arguments: [dataset.id, revision])
    var layered: [Int] = []
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT s.first_example, l.states FROM layer l JOIN segment s ON s.id = l.segment
        WHERE l.dataset = ? AND l.revision = ?
        """, arguments: [dataset.id, revision])
    while let row = try rows.next() {
      let first = try row.count("first_example")
      layered += try LayerState.decoded(row.blob("states") ?? []).map { first + $0.index }
    }
    return changed + layered + (try loaded.flatMap { try SegmentPlace($0).numbers })
  }

  private static func example(
    _ number: Int, of dataset: Dataset, at revision: Int, in database: Database
  ) throws -> StoredExample? {
    let plan = try ReadingPlan(
      of: dataset, at: revision, numbers: [number...number], in: database)
    for part in plan.parts {
      let batch = try plan.batch(part, in: database)
      if let entry = batch.entries.first { return batch.example(entry) }
    }
    return nil
  }

  private static func operation(
    of revision: Int, _ dataset: Dataset, in database: Database
  ) throws -> Operation {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT o.* FROM operation o JOIN revision r ON r.operation = o.id
        WHERE r.dataset = ? AND r.number = ?
        """, arguments: [dataset.id, revision])
    guard let row else { throw WorkspaceError.noRevision(dataset: dataset.name, revision) }
    return try operation(row, in: database)
  }
}

/// One state of an example, with what made it.
package struct ExampleVersion: Sendable, Hashable {
  package var revision: Int
  package var operation: Operation
  /// nil when this state is that the example is dropped.
  package var example: StoredExample?
}

/// An example that is not the same in two revisions.
package struct ExampleDifference: Sendable, Hashable {
  package var number: Int
  /// nil when the example is not there in the first revision.
  package var before: StoredExample?
  /// nil when the example is not there in the second revision.
  package var after: StoredExample?
}
