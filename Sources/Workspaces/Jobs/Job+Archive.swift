import FineTuning
import JSON

/// A job as one JSON text; the words are the service's own where it has some.
extension Job {
  var archive: JSONValue {
    .object([
      JSONMember("id", .string(id.rawValue)),
      JSONMember("created_at", .integer(createdAt)),
      JSONMember("finished_at", finishedAt.archive),
      JSONMember("estimated_finish", estimatedFinish.archive),
      JSONMember("status", .string(status.rawValue)),
      JSONMember("model", .string(model)),
      JSONMember("fine_tuned_model", fineTunedModel.archive),
      JSONMember("organization_id", .string(organization)),
      JSONMember("training_file", .string(trainingFile.rawValue)),
      JSONMember("validation_file", (validationFile?.rawValue).archive),
      JSONMember("result_files", .array(resultFiles.map { .string($0.rawValue) })),
      JSONMember("trained_tokens", trainedTokens.archive),
      JSONMember("seed", .integer(seed)),
      JSONMember("suffix", suffix.archive),
      JSONMember("method", method.archive),
      JSONMember(
        "metadata",
        .object(metadata.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) })),
      JSONMember("error", error?.archive ?? .null),
    ])
  }

  init?(archive: JSONValue) {
    guard let id = archive["id"]?.string, let status = archive["status"]?.string,
      let model = archive["model"]?.string
    else { return nil }
    var metadata: [String: String] = [:]
    for member in archive["metadata"]?.members ?? [] { metadata[member.key] = member.value.string }
    self.init(
      id: ID(id), createdAt: archive["created_at"]?.integer ?? 0,
      status: JobStatus(rawValue: status), model: model,
      organization: archive["organization_id"]?.string ?? "",
      trainingFile: File.ID(archive["training_file"]?.string ?? ""),
      validationFile: archive["validation_file"]?.string.map { File.ID($0) },
      seed: archive["seed"]?.integer ?? 0, suffix: archive["suffix"]?.string,
      method: TrainingMethod(archive: archive["method"] ?? .null), metadata: metadata)
    finishedAt = archive["finished_at"]?.integer
    estimatedFinish = archive["estimated_finish"]?.integer
    fineTunedModel = archive["fine_tuned_model"]?.string
    trainedTokens = archive["trained_tokens"]?.integer
    resultFiles = (archive["result_files"]?.array ?? []).compactMap(\.string).map { File.ID($0) }
    error = archive["error"].flatMap(JobError.init(archive:))
  }
}

extension TrainingMethod {
  fileprivate var archive: JSONValue {
    .object([
      JSONMember("type", .string(kind.rawValue)),
      JSONMember("n_epochs", hyperparameters.epochCount.number.archive),
      JSONMember("batch_size", hyperparameters.batchSize.number.archive),
      JSONMember(
        "learning_rate_multiplier", hyperparameters.learningRateMultiplier.number.archive),
      JSONMember("beta", hyperparameters.beta.number.archive),
    ])
  }

  fileprivate init(archive: JSONValue) {
    func setting<Number>(_ number: Number?) -> Setting<Number> {
      number.map { .value($0) } ?? .auto
    }
    self.init(
      Kind(rawValue: archive["type"]?.string ?? Kind.supervised.rawValue),
      Hyperparameters(
        epochCount: setting(archive["n_epochs"]?.integer),
        batchSize: setting(archive["batch_size"]?.integer),
        learningRateMultiplier: setting(archive["learning_rate_multiplier"]?.double),
        beta: setting(archive["beta"]?.double)))
  }
}

extension JobError {
  fileprivate var archive: JSONValue {
    .object([
      JSONMember("code", .string(code)),
      JSONMember("message", .string(message)),
      JSONMember("param", parameter.archive),
    ])
  }

  fileprivate init?(archive: JSONValue) {
    guard let code = archive["code"]?.string else { return nil }
    self.init(
      code: code, message: archive["message"]?.string ?? "", parameter: archive["param"]?.string)
  }
}

extension Int? {
  fileprivate var archive: JSONValue { map { .integer($0) } ?? .null }
}

extension Double? {
  fileprivate var archive: JSONValue { map { .number($0) } ?? .null }
}

extension String? {
  fileprivate var archive: JSONValue { map { .string($0) } ?? .null }
}
