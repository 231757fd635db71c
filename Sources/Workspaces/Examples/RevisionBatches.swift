import GRDB

extension Workspace {
  /// The batches of ``forEachBatch(of:revision:numbers:_:)``, each read when it is asked for.
  package func batches(of dataset: Dataset, revision: Int? = nil) throws -> RevisionBatches {
    RevisionBatches(
      self, try read { try ReadingPlan(of: dataset, at: revision, numbers: nil, in: $0) })
  }

  /// The files that a dataset was loaded from, in the order of the examples' numbers, as the user
  /// named them; examples that were added come from none.
  package func sources(of dataset: Dataset) throws -> [LoadedSource] {
    let rows = try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT s.first_example AS first, s.example_count AS count, o.summary AS summary
          FROM segment s
          JOIN revision r ON r.dataset = s.dataset AND r.number = s.revision
          JOIN operation o ON o.id = r.operation
          WHERE s.dataset = ? AND o.kind = 'load' ORDER BY s.first_example, s.id
          """, arguments: [dataset.id])
    }
    var sources: [LoadedSource] = []
    for row in rows {
      let (first, count): (Int, Int) = (row["first"], row["count"])
      guard count > 0, let name = LoadedSource.name(in: row["summary"]) else { continue }
      if sources.last?.name == name, sources.last?.numbers.upperBound == first - 1 {
        sources[sources.count - 1].numbers =
          sources[sources.count - 1].numbers.lowerBound...first + count - 1
      } else {
        sources.append(LoadedSource(name: name, numbers: first...first + count - 1))
      }
    }
    return sources
  }
}

/// A file, and the examples that were loaded from it.
package struct LoadedSource: Sendable, Hashable {
  package var name: String
  package var numbers: ClosedRange<Int>

  /// The file in what a load wrote of itself: `loaded FILE as NAME`.
  fileprivate static func name(in summary: String) -> String? {
    guard summary.hasPrefix("loaded ") else { return nil }
    let words = summary.dropFirst("loaded ".count).split(
      separator: " ", omittingEmptySubsequences: false)
    guard words.count >= 3, words[words.count - 2] == "as" else { return nil }
    return words.dropLast(2).joined(separator: " ")
  }
}

/// A revision's examples, about a megabyte at a time.
package struct RevisionBatches: Sendable {
  private let workspace: Workspace
  private let plan: ReadingPlan
  private var rest: ArraySlice<ReadingPlan.Part>

  init(_ workspace: Workspace, _ plan: ReadingPlan) {
    self.workspace = workspace
    self.plan = plan
    rest = plan.parts[...]
  }

  /// The next batch, which holds an example; nil after the last.
  package mutating func next() throws -> ExampleBatch? {
    while let part = rest.popFirst() {
      let batch = try workspace.read { try plan.batch(part, in: $0) }
      if !batch.entries.isEmpty { return batch }
    }
    return nil
  }
}
