import FineTuning
import JSON

extension Job {
  /// The job's object on the wire.
  ///
  /// Against the published schema: `status` may also be `pausing` and `paused`, which the
  /// reference names and the schema forgot, and `user_provided_suffix` is sent as observed.
  var wire: JSONValue {
    [
      "object": "fine_tuning.job",
      "id": .string(id.rawValue),
      "model": .string(model),
      "created_at": .integer(createdAt),
      "finished_at": JSONValue(finishedAt),
      "fine_tuned_model": JSONValue(fineTunedModel),
      "organization_id": .string(organization),
      "result_files": .array(resultFiles.map { .string($0.rawValue) }),
      "status": .string(status.rawValue),
      "validation_file": JSONValue(validationFile?.rawValue),
      "training_file": .string(trainingFile.rawValue),
      "hyperparameters": method.hyperparameters.wire(for: .supervised),
      "trained_tokens": JSONValue(trainedTokens),
      "error": error?.wire ?? .null,
      "user_provided_suffix": JSONValue(suffix),
      "seed": .integer(seed),
      "estimated_finish": JSONValue(estimatedFinish),
      "integrations": .array(integrations.map(\.wire)),
      "metadata": metadata.isEmpty ? .null : JSONValue(metadata),
      "method": method.wire,
    ]
  }

  /// Reads an answer; only id and status must be there.
  init(answer: JSONValue) throws {
    self.init(
      id: ID(try answer.requiredString("id")), createdAt: answer.seconds("created_at") ?? 0,
      status: JobStatus(rawValue: try answer.requiredString("status")),
      model: answer["model"]?.string ?? "", organization: answer["organization_id"]?.string ?? "",
      trainingFile: File.ID(answer["training_file"]?.string ?? ""),
      validationFile: answer.text("validation_file").map { File.ID($0) },
      seed: answer["seed"]?.integer ?? 0,
      suffix: answer.text("user_provided_suffix") ?? answer.text("suffix"),
      method: TrainingMethod(answer: answer), metadata: answer["metadata"]?.pairs ?? [:])
    finishedAt = answer.seconds("finished_at")
    estimatedFinish = answer.seconds("estimated_finish")
    fineTunedModel = answer.text("fine_tuned_model")
    trainedTokens = answer["trained_tokens"]?.count
    resultFiles = (answer["result_files"]?.array ?? []).compactMap { value in
      (value.string ?? value["id"]?.string).map { File.ID($0) }
    }
    error = answer["error"].flatMap(JobError.init(answer:))
    integrations = (answer["integrations"]?.array ?? []).compactMap(JobIntegration.init(answer:))
  }
}

extension JobError {
  var wire: JSONValue {
    ["code": .string(code), "message": .string(message), "param": JSONValue(parameter)]
  }

  /// nil for what the wire says when there is no error: null, `{}`, or an object of nulls.
  init?(answer: JSONValue) {
    if let text = answer.string, !text.isEmpty {
      self.init(code: "", message: text)
      return
    }
    let code = answer.text("code")
    let message = answer.text("message")
    guard code != nil || message != nil else { return nil }
    self.init(code: code ?? "", message: message ?? "", parameter: answer.text("param"))
  }
}

extension JobRequest {
  /// As a client sends it; `dialect` decides where the hyperparameters go.
  func wire(_ dialect: Provider.Dialect) -> JSONValue {
    var members = [
      JSONMember("model", .string(model)),
      JSONMember("training_file", .string(trainingFile.rawValue)),
    ]
    if let validationFile {
      members.append(JSONMember("validation_file", .string(validationFile.rawValue)))
    }
    if let suffix { members.append(JSONMember("suffix", .string(suffix))) }
    if let seed { members.append(JSONMember("seed", .integer(seed))) }
    if dialect == .nebius && method.kind == .supervised {
      let numbers = method.hyperparameters.decided(for: .supervised)
      members.append(JSONMember("hyperparameters", numbers))
    } else {
      members.append(JSONMember("method", method.decided))
    }
    if !metadata.isEmpty { members.append(JSONMember("metadata", JSONValue(metadata))) }
    if !integrations.isEmpty {
      members.append(JSONMember("integrations", .array(integrations.map(\.wire))))
    }
    return .object(members)
  }

  /// Reads a request strictly.
  init(request reader: inout ObjectReader) throws {
    self.init(
      model: try reader.requiredString("model"),
      trainingFile: File.ID(try reader.requiredString("training_file")),
      validationFile: try reader.string("validation_file").map { File.ID($0) },
      suffix: try reader.string("suffix", lengths: 1...64),
      seed: try reader.integer("seed", in: 0...2_147_483_647),
      method: try TrainingMethod(request: &reader), metadata: try reader.metadata())
    integrations = try (reader.array("integrations") ?? []).enumerated().map {
      try JobIntegration(request: $0.element, place: "integrations[\($0.offset)]")
    }
  }
}

extension ObjectReader {
  /// At most 16 pairs; keys up to 64 characters, values up to 512.
  mutating func metadata() throws -> [String: String] {
    guard let value = try value("metadata") else { return [:] }
    guard let members = value.members else {
      throw ServiceError.invalidType(name("metadata"), expected: "an object", got: value)
    }
    guard members.count <= 16 else {
      throw ServiceError.invalidParameter(
        name("metadata"),
        "Invalid '\(name("metadata"))': too many properties. Expected an object with at most "
          + "16 properties, but got an object with \(members.count) properties instead.",
        code: "object_above_max_properties")
    }
    var pairs: [String: String] = [:]
    for member in members {
      let place = "\(name("metadata")).\(member.key)"
      guard let text = member.value.string else {
        throw ServiceError.invalidType(place, expected: "a string", got: member.value)
      }
      try ServiceError.checkLength(of: member.key, 0...64, name: name("metadata"))
      try ServiceError.checkLength(of: text, 0...512, name: place)
      pairs[member.key] = text
    }
    return pairs
  }
}
