import GRDB

/// What two datasets have in common, since one was made of the other and each may have taken over
/// changes of the other since.
struct Bond {
  let source: Dataset
  let sourceRevision: Int
  let target: Dataset
  /// The numbers of the source's examples in the target.
  let targets: [Int: Int]
  /// The last state that both had in common is one of the source, or else of the target.
  let isBaseOfSource: Bool
  let baseRevision: Int
  /// Examples of the source up to this number that are not in the target were left out of it.
  let lastKnown: Int

  var baseName: String { "\(isBaseOfSource ? source.name : target.name)@r\(baseRevision)" }

  private struct Link {
    let isOfSource: Bool
    let revision: Int
    let copies: CopiedExamples
    let operation: Operation.ID
  }

  /// nil where neither was made of the other, or one of them holds another file by now.
  init?(
    of source: Dataset, at revision: Int?, and target: Dataset, in database: Database
  ) throws {
    let ours = try Lineage(of: target, at: target.revision, in: database)
    let theirs = try Lineage(of: source, at: revision, in: database)
    let links =
      try Self.links(of: theirs, from: target.id, isOfSource: true, in: database)
      + Self.links(of: ours, from: source.id, isOfSource: false, in: database)
    guard let newest = links.max(by: { $0.operation < $1.operation }) else { return nil }
    self.source = source
    self.target = target
    sourceRevision = theirs.revision
    // A fork begins with copies, so that its first revision is the common state as well.
    let isFork = newest.isOfSource && theirs.revisions.min() == newest.revision
    isBaseOfSource = isFork || !newest.isOfSource
    baseRevision = isFork ? newest.revision : newest.copies.sourceRevision

    var (targets, known) = ([Int: Int](), 0)
    for link in links {
      let other = link.isOfSource ? ours : theirs
      let shared = try Self.lastShared(link.copies.sourceRevision, with: other, in: database)
      // The other one was replaced, and its numbers mean other examples now.
      guard let shared else { return nil }
      link.copies.numbers.visit { number, copied in
        guard copied <= shared else { return }
        let (place, here) = link.isOfSource ? (number, copied) : (copied, number)
        if targets[place] == nil { targets[place] = here }
      }
      if !link.isOfSource {
        known = max(known, try Self.lastExample(link.copies, in: database))
      }
    }
    self.targets = targets
    lastKnown = known
  }

  /// The numbers of the source whose states may not be those that both had in common, ascending.
  func changedNumbers(in database: Database) throws -> [Int] {
    let now = ComparedExamples(source, revision: sourceRevision)
    if isBaseOfSource,
      let kinship = try Kinship(
        of: ComparedExamples(source, revision: baseRevision), with: now, in: database)
    {
      return kinship.changed.sorted()
    }
    let plan = try ReadingPlan(of: source, at: sourceRevision, numbers: nil, in: database)
    let present = try plan.parts.flatMap { try plan.numbers($0, in: database) }
    return Set(present).union(targets.keys).sorted()
  }

  private static func links(
    of lineage: Lineage, from other: Dataset.ID, isOfSource: Bool, in database: Database
  ) throws -> [Link] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT k.revision, r.operation FROM kinship k
        JOIN revision r ON r.dataset = k.dataset AND r.number = k.revision
        WHERE k.dataset = ? AND k.source = ? ORDER BY k.revision
        """, arguments: [lineage.dataset, other])
    return try rows.compactMap { row in
      let revision: Int = try row.value("revision")
      guard lineage.revisions.contains(revision),
        let copies = try CopiedExamples(lineage.dataset, revision, in: database)
      else { return nil }
      return Link(
        isOfSource: isOfSource, revision: revision, copies: copies,
        operation: try row.value("operation"))
    }
  }

  /// The highest number that is one example in a revision and in a lineage; nil without a common
  /// ancestor.
  private static func lastShared(
    _ revision: Int, with lineage: Lineage, in database: Database
  ) throws -> Int? {
    let chain = try Lineage.chain(of: lineage.dataset, to: revision, in: database)
    guard let ancestor = chain.intersection(lineage.revisions).max() else { return nil }
    return try Int.fetchOne(
      database, sql: "SELECT last_example FROM revision WHERE dataset = ? AND number = ?",
      arguments: [lineage.dataset, ancestor])
  }

  private static func lastExample(
    _ copies: CopiedExamples, in database: Database
  ) throws -> Int {
    try Int.fetchOne(
      database, sql: "SELECT last_example FROM revision WHERE dataset = ? AND number = ?",
      arguments: [copies.source, copies.sourceRevision]) ?? 0
  }
}
