package import JSON

/// A job as it is kept, by the sandbox and by workspaces; the keys are the wire's where it has
/// some.
extension Job {
  /// The job as one value, from which ``init(record:)`` makes an equal one.
  package var record: JSONValue {
    var members: [JSONMember] = [
      JSONMember("id", .string(id.rawValue)), JSONMember("created_at", .integer(createdAt)),
      JSONMember("finished_at", JSONValue(finishedAt)),
      JSONMember("estimated_finish", JSONValue(estimatedFinish)),
      JSONMember("status", .string(status.rawValue)), JSONMember("model", .string(model)),
      JSONMember("fine_tuned_model", JSONValue(fineTunedModel)),
      JSONMember("organization_id", .string(organization)),
      JSONMember("training_file", .string(trainingFile.rawValue)),
      JSONMember("validation_file", JSONValue(validationFile?.rawValue)),
      JSONMember("result_files", .array(resultFiles.map { .string($0.rawValue) })),
      JSONMember("trained_tokens", JSONValue(trainedTokens)), JSONMember("seed", .integer(seed)),
      JSONMember("suffix", JSONValue(suffix)), JSONMember("method", method.record),
      JSONMember("metadata", JSONValue(metadata)), JSONMember("error", error?.record ?? .null),
    ]
    if !integrations.isEmpty {
      members.append(JSONMember("integrations", .array(integrations.map(\.record))))
    }
    return .object(members)
  }

  /// Reads what ``record`` has written, now or in an older version; nil for anything else.
  package init?(record value: JSONValue) {
    guard let id = value["id"]?.string, let status = value["status"]?.string,
      let model = value["model"]?.string
    else { return nil }
    self.init(
      id: ID(id), createdAt: value["created_at"]?.integer ?? 0,
      status: JobStatus(rawValue: status), model: model,
      organization: value["organization_id"]?.string ?? "",
      trainingFile: File.ID(value["training_file"]?.string ?? ""),
      validationFile: value["validation_file"]?.string.map { File.ID($0) },
      seed: value["seed"]?.integer ?? 0, suffix: value["suffix"]?.string,
      method: TrainingMethod(record: value["method"] ?? .null),
      metadata: value["metadata"]?.pairs ?? [:])
    finishedAt = value["finished_at"]?.integer
    estimatedFinish = value["estimated_finish"]?.integer
    fineTunedModel = value["fine_tuned_model"]?.string
    trainedTokens = value["trained_tokens"]?.count
    resultFiles = (value["result_files"]?.array ?? []).compactMap(\.string).map { File.ID($0) }
    error = value["error"].flatMap(JobError.init(record:))
    integrations = (value["integrations"]?.array ?? []).compactMap(JobIntegration.init(record:))
  }
}

extension TrainingMethod {
  fileprivate var record: JSONValue {
    [
      "type": .string(kind.rawValue), "n_epochs": JSONValue(hyperparameters.epochCount.number),
      "batch_size": JSONValue(hyperparameters.batchSize.number),
      "learning_rate_multiplier": JSONValue(hyperparameters.learningRateMultiplier.number),
      "beta": JSONValue(hyperparameters.beta.number),
    ]
  }

  fileprivate init(record value: JSONValue) {
    self.init(
      Kind(rawValue: value["type"]?.string ?? Kind.supervised.rawValue),
      Hyperparameters(
        epochCount: Setting(value["n_epochs"]?.count),
        batchSize: Setting(value["batch_size"]?.count),
        learningRateMultiplier: Setting(value["learning_rate_multiplier"]?.double),
        beta: Setting(value["beta"]?.double)))
  }
}

extension Setting {
  /// `auto` for nil.
  fileprivate init(_ number: Number?) { self = number.map(Setting.value) ?? .auto }
}

extension JobError {
  fileprivate var record: JSONValue {
    ["code": .string(code), "message": .string(message), "param": JSONValue(parameter)]
  }

  fileprivate init?(record value: JSONValue) {
    guard let code = value["code"]?.string else { return nil }
    self.init(
      code: code, message: value["message"]?.string ?? "", parameter: value["param"]?.string)
  }
}

extension JobIntegration {
  fileprivate var record: JSONValue {
    [
      "type": .string(kind), "project": .string(project), "name": JSONValue(name),
      "entity": JSONValue(entity), "tags": .array(tags.map { .string($0) }),
    ]
  }

  fileprivate init?(record value: JSONValue) {
    guard let kind = value["type"]?.string, let project = value["project"]?.string else {
      return nil
    }
    self.init(
      kind: kind, project: project, name: value["name"]?.string, entity: value["entity"]?.string,
      tags: (value["tags"]?.array ?? []).compactMap(\.string))
  }
}
