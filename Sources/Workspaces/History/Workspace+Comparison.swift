import Datasets
import Digests
import GRDB

/// Some examples of a dataset in a revision, to be compared with others.
package struct ComparedExamples: Sendable {
  package var dataset: Dataset
  /// nil for the current one.
  package var revision: Int?
  /// Ascending; nil for all.
  package var numbers: [Int]?

  package init(_ dataset: Dataset, revision: Int? = nil, numbers: [Int]? = nil) {
    self.dataset = dataset
    self.revision = revision
    self.numbers = numbers
  }
}

extension Workspace {
  /// What is not the same in two revisions, of one dataset or of two.
  ///
  /// No text is kept: memory grows by some 100 bytes for each example that is looked at. Of two
  /// revisions with a common history those are read that changed on the way from one to the other.
  ///
  /// - Throws: ``WorkspaceError/noRevision(dataset:_:)``, `CancellationError`.
  package func comparison(
    of left: ComparedExamples, with right: ComparedExamples
  ) throws -> RevisionComparison {
    let kinship = try read { try Kinship(of: left, with: right, in: $0) }
    let changed = kinship.flatMap { left.numbers == right.numbers ? $0.changed : nil }
    let old = try digests(of: left, changed)
    let new = try digests(of: right, changed)
    let known = try changed.map { changed in
      try numbers(of: left).filter { !changed.contains($0) }
    }
    return RevisionComparison(
      old, new,
      kin: kinship.map { kinship in { $0 <= kinship.lastShared ? $0 : nil } },
      unread: known ?? [])
  }

  /// The examples of a dataset that were there when a verb made another one of some of its examples,
  /// and that it did not take; empty where the verb did not make it.
  package func numbers(of source: Dataset, leftBy verb: String, in copy: Dataset) throws -> [Int] {
    let taken: (revision: Int, numbers: Set<Int>)? = try read { database in
      let root = try Lineage.root(of: copy, in: database)
      let kind = try String.fetchOne(
        database,
        sql: """
          SELECT o.kind FROM revision r JOIN operation o ON o.id = r.operation
          WHERE r.dataset = ? AND r.number = ?
          """, arguments: [copy.id, root])
      guard kind == verb, let copies = try CopiedExamples(copy.id, root, in: database),
        copies.source == source.id
      else { return nil }
      var numbers: Set<Int> = []
      copies.numbers.visit { numbers.insert($1) }
      return (copies.sourceRevision, numbers)
    }
    guard let taken else { return [] }
    return try numbers(of: source, revision: taken.revision).filter { !taken.numbers.contains($0) }
  }

  private func numbers(of examples: ComparedExamples) throws -> [Int] {
    try examples.numbers ?? numbers(of: examples.dataset, revision: examples.revision)
  }

  /// The digests of examples in order of number, of those in `changed` where it is given.
  private func digests(
    of examples: ComparedExamples, _ changed: Set<Int>?
  ) throws -> [RowDigest] {
    var wanted = examples.numbers.map(Set.init)
    if let changed { wanted = wanted.map { $0.intersection(changed) } ?? changed }
    var digests: [RowDigest] = []
    if wanted?.isEmpty == true { return digests }
    try forEachTransformedBatch(
      of: examples.dataset, revision: examples.revision, numbers: wanted?.ascendingRanges,
      makeTransform: {
        var digester = ExampleDigester()
        return { batch in
          try batch.entries.map { entry in
            let digest = digester.digest(of: try Example(Array(batch.bytes[entry.range])))
            return RowDigest(
              number: entry.number, bytes: digest.exact, trained: digest.identity,
              prompt: digest.prompt)
          }
        }
      }, combine: { digests += $0 })
    return digests
  }
}

/// What two revisions of one dataset have from a common ancestor.
struct Kinship {
  /// The highest number that is one example in both.
  let lastShared: Int
  /// The numbers whose states may differ; every other example is the same in both.
  let changed: Set<Int>

  /// nil for two datasets, and for revisions without a common ancestor.
  init?(
    of left: ComparedExamples, with right: ComparedExamples, in database: Database
  ) throws {
    guard left.dataset.id == right.dataset.id else { return nil }
    let before = try Lineage(of: left.dataset, at: left.revision, in: database)
    let after = try Lineage(of: right.dataset, at: right.revision, in: database)
    guard let ancestor = before.revisions.intersection(after.revisions).max() else { return nil }
    let row = try Row.fetchOne(
      database, sql: "SELECT last_example FROM revision WHERE dataset = ? AND number = ?",
      arguments: [left.dataset.id, ancestor])
    lastShared = try row?.count("last_example") ?? 0
    var changed: Set<Int> = []
    for revision in before.revisions.symmetricDifference(after.revisions) {
      changed.formUnion(
        try Workspace.changedNumbers(in: revision, of: left.dataset, database))
    }
    self.changed = changed
  }
}
