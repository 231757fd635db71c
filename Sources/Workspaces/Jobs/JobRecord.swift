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
  /// Whether the job has ended and its last events and checkpoints are here.
  package var isComplete: Bool
  /// How many events the user has seen; the next one has this position.
  package var shownEvents: Int
  /// Seconds since 1970, as is ``updatedAt``.
  package var createdAt: Int
  package var updatedAt: Int

  init(_ row: Row) {
    id = row["id"]
    name = row["name"]
    provider = row["provider"]
    let state = (row["state"] as String?).flatMap { try? JSONValue(parsing: Array($0.utf8)) }
    job = state.flatMap(Job.init(record:))
    launch = JobLaunch(
      dataset: row["dataset"], revision: row["revision"],
      validationDataset: row["validation_dataset"],
      validationRevision: row["validation_revision"], requestHash: row["request_hash"],
      reservation: row["reservation"], launchID: row["launch_id"],
      trainingFile: (row["training_file"] as String?).map { File.ID($0) })
    isComplete = row["is_complete"]
    shownEvents = row["shown_events"]
    createdAt = row["created_at"]
    updatedAt = row["updated_at"]
  }
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
