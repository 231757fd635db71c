package import FineTuning
import GRDB
import JSON

extension Workspace {
  /// Notes a job before the service is asked for it, so that no crash can lose a paid job.
  ///
  /// - Throws: ``WorkspaceError/jobExists(_:)`` when the name is taken.
  @discardableResult
  package func beginJob(
    named name: String, provider: String, _ launch: JobLaunch
  ) throws -> JobRecord {
    try write { database in
      let isTaken = try Bool.fetchOne(
        database, sql: "SELECT EXISTS(SELECT 1 FROM job WHERE name = ?)", arguments: [name])
      if isTaken == true { throw WorkspaceError.jobExists(name) }
      try database.execute(
        sql: """
          INSERT INTO job(
            name, provider, dataset, revision, validation_dataset, validation_revision,
            request_hash, reservation, launch_id, training_file, created_at, updated_at)
          VALUES (:name, :provider, :dataset, :revision, :validation_dataset,
            :validation_revision, :request_hash, :reservation, :launch_id, :training_file,
            :now, :now)
          """,
        arguments: [
          "name": name, "provider": provider, "dataset": launch.dataset,
          "revision": launch.revision, "validation_dataset": launch.validationDataset,
          "validation_revision": launch.validationRevision, "request_hash": launch.requestHash,
          "reservation": launch.reservation, "launch_id": launch.launchID,
          "training_file": launch.trainingFile?.rawValue, "now": now(),
        ])
      return try Self.job(named: name, in: database)
    }
  }

  /// Forgets a job that the service refused to make; one that it has made stays.
  package func abandonJob(named name: String) throws {
    try write { database in
      try database.execute(
        sql: "DELETE FROM job WHERE name = ? AND service_id IS NULL", arguments: [name])
    }
  }

  /// Notes that the job has ended and that nothing of it is left to read.
  ///
  /// - Throws: ``WorkspaceError/noJob(_:)``.
  @discardableResult
  package func complete(_ job: Job, named name: String) throws -> JobRecord {
    try write { database in
      try database.execute(
        sql: """
          UPDATE job SET service_id = ?, state = ?, is_complete = 1, updated_at = ? WHERE name = ?
          """,
        arguments: [job.id.rawValue, job.record.text, now(), name])
      return try Self.job(named: name, in: database)
    }
  }

  /// Keeps what the service says of the job now; writes nothing when that is known.
  ///
  /// - Throws: ``WorkspaceError/noJob(_:)``.
  @discardableResult
  package func update(_ job: Job, named name: String) throws -> JobRecord {
    let known = try self.job(named: name)
    if known.job == job { return known }
    return try write { database in
      try database.execute(
        sql: "UPDATE job SET service_id = ?, state = ?, updated_at = ? WHERE name = ?",
        arguments: [job.id.rawValue, job.record.text, now(), name])
      return try Self.job(named: name, in: database)
    }
  }

  /// - Throws: ``WorkspaceError/noJob(_:)``.
  package func job(named name: String) throws -> JobRecord {
    try read { try Self.job(named: name, in: $0) }
  }

  /// The newest first.
  package func jobs() throws -> [JobRecord] {
    try read {
      try Row.fetchAll($0, sql: JobRecord.select + " ORDER BY id DESC").map(JobRecord.init)
    }
  }

  /// The jobs whose service id begins with `prefix`, the newest first.
  package func jobs(withIDPrefix prefix: String) throws -> [JobRecord] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: JobRecord.select + " WHERE substr(service_id, 1, length(?1)) = ?1 ORDER BY id DESC",
        arguments: [prefix]
      ).map(JobRecord.init)
    }
  }

  /// The newest job that was launched with an equal request; nil when there is none.
  package func job(provider: String, requestHash: String) throws -> JobRecord? {
    try read { database in
      try Row.fetchOne(
        database,
        sql: JobRecord.select
          + " WHERE provider = ? AND request_hash = ? ORDER BY id DESC LIMIT 1",
        arguments: [provider, requestHash]
      ).map(JobRecord.init)
    }
  }

  static func job(named name: String, in database: Database) throws -> JobRecord {
    let row = try Row.fetchOne(
      database, sql: JobRecord.select + " WHERE name = ?", arguments: [name])
    guard let row else { throw WorkspaceError.noJob(name) }
    return try JobRecord(row)
  }
}
