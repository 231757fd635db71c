package import FineTuning
import GRDB

/// A file that a service keeps, and the revision that it was.
package struct UploadedFile: Sendable, Hashable {
  package var provider: String
  package var file: File.ID
  package var dataset: Dataset.ID?
  package var revision: Int?
  /// Of the bytes sent, in lower-case hexadecimal.
  package var sha256: String
  package var byteCount: Int

  package init(
    provider: String, file: File.ID, dataset: Dataset.ID?, revision: Int?, sha256: String,
    byteCount: Int
  ) {
    self.provider = provider
    self.file = file
    self.dataset = dataset
    self.revision = revision
    self.sha256 = sha256
    self.byteCount = byteCount
  }

  init(_ row: Row) throws {
    self.init(
      provider: try row.value("provider"), file: File.ID(try row.value("file") as String),
      dataset: try row.value("dataset"),
      revision: try row.value("revision"), sha256: try row.value("sha256"),
      byteCount: try row.value("byte_count"))
  }
}

extension Workspace {
  /// Notes what was uploaded.
  package func record(_ upload: UploadedFile) throws {
    try write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO uploaded_file VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          upload.provider, upload.file.rawValue, upload.dataset, upload.revision, upload.sha256,
          upload.byteCount, now(),
        ])
    }
  }

  /// The newest upload of the same bytes to the same provider; nil when there is none.
  package func upload(withContent sha256: String, to provider: String) throws -> UploadedFile? {
    try read { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT * FROM uploaded_file WHERE provider = ? AND sha256 = ?
          ORDER BY uploaded_at DESC LIMIT 1
          """, arguments: [provider, sha256]
      ).map(UploadedFile.init)
    }
  }

  /// All uploads, the newest first.
  package func uploads() throws -> [UploadedFile] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM uploaded_file ORDER BY uploaded_at DESC, file")
        .map(UploadedFile.init)
    }
  }

  /// Replaces the list of models that `provider` offered last.
  package func record(_ models: [Model], at provider: String) throws {
    try write { database in
      try database.execute(sql: "DELETE FROM model WHERE provider = ?", arguments: [provider])
      for model in models {
        try database.execute(
          sql: "INSERT OR REPLACE INTO model VALUES (?, ?, ?, ?, ?)",
          arguments: [provider, model.id, model.createdAt, model.ownedBy, model.shutdownDate])
      }
    }
  }

  /// The models that `provider` offered last, by id; for completion without the network.
  package func models(at provider: String) throws -> [Model] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM model WHERE provider = ? ORDER BY service_id",
        arguments: [provider]
      ).map { row in
        Model(
          id: try row.value("service_id"), createdAt: try row.time("created_at"),
          ownedBy: try row.value("owned_by"),
          shutdownDate: try row.value("shutdown_date"))
      }
    }
  }
}
