package import FineTuning
import GRDB
import JSON

/// A job under the name that the user gave it, with what it was made from.
package struct JobRecord: Sendable, Hashable {
  package typealias ID = Int64

  package var id: ID
  /// Without the `@`.
  package var name: String
  package var provider: String
  /// As the service said it last; nil while a launch has had no answer, also after a crash.
  package var job: Job?
  package var launch: JobLaunch
  package var training: TrainingData
  /// Whether the job has ended and its last events and checkpoints are here.
  package var isComplete: Bool
  /// How many events the user has seen; the next one has this position.
  package var shownEvents: Int
  /// Seconds since 1970, as is ``updatedAt``.
  package var createdAt: Int
  package var updatedAt: Int

  static let select = """
    SELECT *, (SELECT name FROM dataset WHERE id = job.dataset) AS dataset_name,
      (SELECT name FROM dataset WHERE id = job.validation_dataset) AS validation_name,
      (SELECT sha256 FROM uploaded_file f
        WHERE f.provider = job.provider AND f.file = job.training_file) AS sha256,
      (SELECT byte_count FROM uploaded_file f
        WHERE f.provider = job.provider AND f.file = job.training_file) AS byte_count
    FROM job
    """

  init(_ row: Row) throws {
    id = try row.value("id")
    name = try row.value("name")
    provider = try row.value("provider")
    let state = (try row.value("state") as String?).flatMap {
      try? JSONValue(parsing: Array($0.utf8))
    }
    job = state.flatMap(Job.init(record:))
    launch = JobLaunch(
      dataset: try row.value("dataset"), revision: try row.value("revision"),
      validationDataset: try row.value("validation_dataset"),
      validationRevision: try row.value("validation_revision"),
      requestHash: try row.value("request_hash"),
      reservation: try row.value("reservation"), launchID: try row.value("launch_id"),
      trainingFile: (try row.value("training_file") as String?).map { File.ID($0) })
    training = TrainingData(
      dataset: try row.value("dataset_name"), validationDataset: try row.value("validation_name"),
      sha256: try row.value("sha256"), byteCount: try row.optionalCount("byte_count"))
    isComplete = try row.value("is_complete")
    shownEvents = try row.count("shown_events")
    createdAt = try row.time("created_at")
    updatedAt = try row.time("updated_at")
  }
}

/// What is known of the data that a job was trained on, besides its ids.
package struct TrainingData: Sendable, Hashable {
  /// The name that the dataset has now; nil where there was none.
  package var dataset: String?
  package var validationDataset: String?
  /// Of the bytes that were sent, in lower-case hexadecimal; nil for a file that was not sent here.
  package var sha256: String?
  package var byteCount: Int?
}

/// What a job was launched with; all nil for one that was found at the service.
package struct JobLaunch: Sendable, Hashable {
  package var dataset: Dataset.ID?
  /// The revision trained on, so that a later one is known to be newer.
  package var revision: Int?
  package var validationDataset: Dataset.ID?
  package var validationRevision: Int?
  /// Equal for equal requests, so that a second launch of the same finds the first.
  package var requestHash: String
  /// The reservation in the ledger.
  package var reservation: Int?
  /// Sent along with the job, so that it can be found again when its creation had no answer.
  package var launchID: String?
  /// What the job was asked to train on, as the service names it.
  package var trainingFile: File.ID?

  package init(
    dataset: Dataset.ID? = nil, revision: Int? = nil, validationDataset: Dataset.ID? = nil,
    validationRevision: Int? = nil, requestHash: String = "", reservation: Int? = nil,
    launchID: String? = nil, trainingFile: File.ID? = nil
  ) {
    self.dataset = dataset
    self.revision = revision
    self.validationDataset = validationDataset
    self.validationRevision = validationRevision
    self.requestHash = requestHash
    self.reservation = reservation
    self.launchID = launchID
    self.trainingFile = trainingFile
  }
}
