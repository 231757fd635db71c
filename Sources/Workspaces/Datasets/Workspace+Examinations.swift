package import Datasets
import GRDB
import JSON

extension Workspace {
  /// Keeps the result of examining the dataset's revision, so that it is not computed again.
  ///
  /// A revision never changes, so what is kept stays true. It takes about two bytes for each example
  /// that a finding is about.
  package func keep(
    _ report: CheckReport, _ statistics: DatasetStatistics, of dataset: Dataset
  ) throws {
    try write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO examination VALUES (?, ?, ?, ?, ?)",
        arguments: [
          dataset.id, dataset.revision, Examination.version,
          BoundBytes(report.stored.encoded()), BoundBytes(statistics.stored.encoded()),
        ])
    }
  }

  /// What a check of the revision, nil for the current one, found; nil when nothing is kept.
  package func keptReport(of dataset: Dataset, revision: Int? = nil) throws -> CheckReport? {
    try kept("report", of: dataset, revision).flatMap(CheckReport.init(stored:))
  }

  /// Keeps what some rules found in a revision; see ``keep(_:_:of:)``.
  ///
  /// `reading` tells the rules, the model, and all that findings depend on besides the revision.
  package func keep(
    _ report: CheckReport, of dataset: Dataset, revision: Int?, forReading reading: String
  ) throws {
    try write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO model_report VALUES (?, ?, ?, ?, ?)",
        arguments: [
          dataset.id, revision ?? dataset.revision, reading, Examination.version,
          BoundBytes(report.stored.encoded()),
        ])
    }
  }

  /// What the rules of a `reading` found in a revision; nil when nothing is kept.
  package func keptReport(
    of dataset: Dataset, revision: Int?, forReading reading: String
  ) throws -> CheckReport? {
    let bytes = try read { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT report FROM model_report
          WHERE dataset = ? AND revision = ? AND reading = ? AND version = ?
          """,
        arguments: [dataset.id, revision ?? dataset.revision, reading, Examination.version]
      )?.blob("report")
    }
    return bytes.flatMap { try? JSONValue(parsing: $0) }.flatMap(CheckReport.init(stored:))
  }

  /// The figures of the revision, nil for the current one; nil when nothing is kept.
  package func keptStatistics(
    of dataset: Dataset, revision: Int? = nil
  ) throws -> DatasetStatistics? {
    try kept("statistics", of: dataset, revision).flatMap(DatasetStatistics.init(stored:))
  }

  private func kept(
    _ column: String, of dataset: Dataset, _ revision: Int?
  ) throws -> JSONValue? {
    let bytes = try read { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT \(column) FROM examination
          WHERE dataset = ?1 AND version = ?3
          AND revision = coalesce(?2, (SELECT revision FROM dataset WHERE id = ?1))
          """, arguments: [dataset.id, revision, Examination.version])?.blob(column)
    }
    return bytes.flatMap { try? JSONValue(parsing: $0) }
  }
}
