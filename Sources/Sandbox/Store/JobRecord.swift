import FineTuning
import JSON

/// A job with what only the store knows of it.
struct JobRecord: Sendable {
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

extension Job {
  /// nil when `value` is not a job that the store has written.
  fileprivate init?(record value: JSONValue) {
    guard let id = value["id"]?.string, let createdAt = value["created_at"]?.integer,
      let status = value["status"]?.string, let model = value["model"]?.string,
      let training = value["training_file"]?.string, let seed = value["seed"]?.integer,
      let method = TrainingMethod(record: value["method"] ?? .null)
    else { return nil }
    self.init(
      id: ID(id), createdAt: createdAt, status: JobStatus(rawValue: status), model: model,
      organization: value["organization_id"]?.string ?? "", trainingFile: File.ID(training),
      validationFile: value["validation_file"]?.string.map { File.ID($0) }, seed: seed,
      suffix: value["suffix"]?.string, method: method)
    metadata = (value["metadata"]?.members ?? []).reduce(into: [:]) {
      $0[$1.key] = $1.value.string
    }
    finishedAt = value["finished_at"]?.integer
    estimatedFinish = value["estimated_finish"]?.integer
    fineTunedModel = value["fine_tuned_model"]?.string
    resultFiles = (value["result_files"]?.array ?? []).compactMap { $0.string.map { File.ID($0) } }
    trainedTokens = value["trained_tokens"]?.integer
    if let code = value["error"]?["code"]?.string, let text = value["error"]?["message"]?.string {
      error = JobError(code: code, message: text, parameter: value["error"]?["param"]?.string)
    }
  }

  fileprivate var record: JSONValue {
    [
      "id": .string(id.rawValue), "created_at": .integer(createdAt),
      "finished_at": JSONValue(finishedAt), "estimated_finish": JSONValue(estimatedFinish),
      "status": .string(status.rawValue), "model": .string(model),
      "fine_tuned_model": JSONValue(fineTunedModel), "organization_id": .string(organization),
      "training_file": .string(trainingFile.rawValue),
      "validation_file": JSONValue(validationFile?.rawValue),
      "result_files": .array(resultFiles.map { .string($0.rawValue) }),
      "trained_tokens": JSONValue(trainedTokens), "seed": .integer(seed),
      "suffix": JSONValue(suffix), "method": method.record,
      "metadata": .object(
        metadata.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) }),
      "error": error?.record ?? .null,
    ]
  }
}

extension JobError {
  fileprivate var record: JSONValue {
    ["code": .string(code), "message": .string(message), "param": JSONValue(parameter)]
  }
}

extension TrainingMethod {
  fileprivate init?(record value: JSONValue) {
    guard let kind = value["type"]?.string else { return nil }
    self.init(
      Kind(rawValue: kind),
      Hyperparameters(
        epochCount: Setting(value["n_epochs"]?.integer),
        batchSize: Setting(value["batch_size"]?.integer),
        learningRateMultiplier: Setting(value["learning_rate_multiplier"]?.double),
        beta: Setting(value["beta"]?.double)))
  }

  fileprivate var record: JSONValue {
    [
      "type": .string(kind.rawValue), "n_epochs": JSONValue(hyperparameters.epochCount.number),
      "batch_size": JSONValue(hyperparameters.batchSize.number),
      "learning_rate_multiplier": JSONValue(hyperparameters.learningRateMultiplier.number),
      "beta": JSONValue(hyperparameters.beta.number),
    ]
  }
}

extension Setting {
  /// `auto` for nil.
  fileprivate init(_ number: Number?) { self = number.map(Setting.value) ?? .auto }
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
