import GRDB

extension Workspace {
  /// The examples whose text is not the one that was loaded or added, ascending by number.
  ///
  /// Tags and notes are no text.
  package func editedNumbers(of dataset: Dataset, revision: Int? = nil) throws -> [Int] {
    try read { database in
      let plan = try ReadingPlan(of: dataset, at: revision, numbers: nil, in: database)
      return try plan.parts.flatMap { part -> [Int] in
        switch part {
        case .loaded:
          return try plan.batch(part, readsText: false, in: database).entries
            .filter { $0.depth != 0 }.map(\.number)
        case .added(let numbers):
          return try plan.lineage.versions(of: numbers, withBytes: false, in: database)
            .filter { !$0.isDropped }
            .filter { try Self.firstContent(of: $0, in: database) != $0.content }
            .map(\.number)
        }
      }
    }
  }

  /// The content with which an added example began.
  private static func firstContent(
    of version: VersionRow, in database: Database
  ) throws -> Int64? {
    try Int64.fetchOne(
      database.cachedStatement(
        sql: """
          WITH RECURSIVE chain(content, previous) AS (
            SELECT content, previous FROM version WHERE id = ?
            UNION ALL
            SELECT v.content, v.previous FROM version v JOIN chain c ON v.id = c.previous
          ) SELECT content FROM chain WHERE previous IS NULL
          """), arguments: [version.id])
  }
}
