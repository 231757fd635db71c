import FineTuning
import JSON

/// A job with what only the store knows of it.
struct StoredJob: Sendable {
  var job: Job
  /// Where the job stands in the order of creation.
  var sequence: Int
  /// Tokens of one pass over the training file; nil until the file is validated.
  var epochTokens: Int?
  /// Lines of the training file that hold an example; nil until the file is validated.
  var exampleCount: Int?
  /// Oldest first, at most the last three.
  var checkpoints: [Checkpoint] = []

  init(job: Job, sequence: Int) {
    self.job = job
    self.sequence = sequence
  }

  /// nil when `value` was not written by ``value``.
  init?(_ value: JSONValue) {
    guard let job = Job(record: value["job"] ?? .null),
      let sequence = value["sequence"]?.integer
    else { return nil }
    self.init(job: job, sequence: sequence)
    epochTokens = value["epoch_tokens"]?.integer
    exampleCount = value["examples"]?.integer
    checkpoints = (value["checkpoints"]?.array ?? []).compactMap {
      Checkpoint(record: $0, of: job.id)
    }
  }

  var value: JSONValue {
    [
      "sequence": .integer(sequence), "epoch_tokens": JSONValue(epochTokens),
      "examples": JSONValue(exampleCount), "job": job.record,
      "checkpoints": .array(checkpoints.map(\.record)),
    ]
  }
}

extension Checkpoint {
  fileprivate init?(record value: JSONValue, of job: Job.ID) {
    guard let id = value["id"]?.string, let createdAt = value["created_at"]?.integer,
      let model = value["model"]?.string, let metrics = StepMetrics(value["metrics"] ?? .null)
    else { return nil }
    self.init(id: ID(id), createdAt: createdAt, model: model, job: job, metrics: metrics)
  }

  fileprivate var record: JSONValue {
    [
      "id": .string(id.rawValue), "created_at": .integer(createdAt), "model": .string(model),
      "metrics": metrics.data,
    ]
  }
}
