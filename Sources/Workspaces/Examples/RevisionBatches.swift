import GRDB

extension Workspace {
  /// The batches of ``forEachBatch(of:revision:numbers:_:)``, each read when it is asked for.
  package func batches(of dataset: Dataset, revision: Int? = nil) throws -> RevisionBatches {
    RevisionBatches(
      self, try read { try ReadingPlan(of: dataset, at: revision, numbers: nil, in: $0) })
  }

  /// The files that a revision's examples were loaded from, in the order of their numbers.
  ///
  /// Examples that were added come from none.
  package func sources(of dataset: Dataset, revision: Int? = nil) throws -> [LoadedSource] {
    let places = try read { database in
      try Lineage(of: dataset, at: revision, in: database).segments(in: database)
    }
    var sources: [LoadedSource] = []
    for place in places {
      guard let name = place.source, let numbers = ClosedRange(nonEmpty: place.numbers) else {
        continue
      }
      if let last = sources.last, last.name == name,
        last.numbers.upperBound + 1 == numbers.lowerBound
      {
        sources[sources.count - 1].numbers = last.numbers.lowerBound...numbers.upperBound
      } else {
        sources.append(LoadedSource(name: name, numbers: numbers))
      }
    }
    return sources
  }
}

/// A file, and the examples that were loaded from it.
package struct LoadedSource: Sendable, Hashable {
  /// As the user named it.
  package var name: String
  package var numbers: ClosedRange<Int>

  package init(name: String, numbers: ClosedRange<Int>) {
    self.name = name
    self.numbers = numbers
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
  ///
  /// Without `readsText` no example has bytes, which spares reading most of the file.
  package mutating func next(readsText: Bool = true) throws -> ExampleBatch? {
    while let part = rest.popFirst() {
      let batch = try workspace.read { try plan.batch(part, readsText: readsText, in: $0) }
      if !batch.entries.isEmpty { return batch }
    }
    return nil
  }

  /// Goes to the batch that a number is in, or to the one behind it, forward or back.
  package mutating func seek(to number: Int) {
    let parts = plan.parts
    var (low, high) = (0, parts.count)
    while low < high {
      let middle = (low + high) / 2
      if parts[middle].lastNumber < number { low = middle + 1 } else { high = middle }
    }
    rest = parts[low...]
  }
}

extension ReadingPlan.Part {
  /// The highest number in it; 0 for lines that hold no example.
  fileprivate var lastNumber: Int {
    switch self {
    case .loaded(let place, let numbers):
      (numbers.last?.upperBound ?? place.numbers.upperBound) - 1
    case .added(let numbers): numbers.upperBound
    }
  }
}
