import FineTuning
import JSON

extension SamplingOptions {
  /// The parameters of a chat request that are set.
  var chatWire: [JSONMember] {
    var members: [JSONMember] = []
    func add(_ key: String, _ value: JSONValue?) {
      if let value { members.append(JSONMember(key, value)) }
    }
    add("temperature", temperature.map { .number($0) })
    add("top_p", topP.map { .number($0) })
    add("max_completion_tokens", maximumTokens.map { .integer($0) })
    add("n", choiceCount.map { .integer($0) })
    add("seed", seed.map { .integer($0) })
    add("stop", stop.isEmpty ? nil : .array(stop.map { .string($0) }))
    add("logprobs", wantsLogProbabilities ? true : nil)
    add("top_logprobs", topLogProbabilities.map { .integer($0) })
    let bias = logitBias.sorted { $0.key < $1.key }.map {
      JSONMember(String($0.key), JSONValue.number($0.value))
    }
    add("logit_bias", bias.isEmpty ? nil : .object(bias))
    add("presence_penalty", presencePenalty.map { .number($0) })
    add("frequency_penalty", frequencyPenalty.map { .number($0) })
    return members
  }

  /// Reads the parameters of a chat request strictly.
  init(chat reader: inout ObjectReader) throws {
    self.init()
    temperature = try reader.number("temperature", in: 0...2)
    topP = try reader.number("top_p", in: 0...1)
    let older = try reader.integer("max_tokens", in: 1...Int.max)
    maximumTokens = try reader.integer("max_completion_tokens", in: 1...Int.max) ?? older
    choiceCount = try reader.integer("n", in: 1...128)
    seed = try reader.integer("seed", in: Int.min...Int.max)
    stop = try reader.stops()
    wantsLogProbabilities = try reader.bool("logprobs") ?? false
    topLogProbabilities = try reader.integer("top_logprobs", in: 0...20)
    guard topLogProbabilities == nil || wantsLogProbabilities else {
      throw ServiceError.invalidParameter(
        "top_logprobs", "'logprobs' must be true when 'top_logprobs' is given.",
        code: "invalid_parameter")
    }
    logitBias = try reader.logitBias()
    presencePenalty = try reader.number("presence_penalty", in: -2...2)
    frequencyPenalty = try reader.number("frequency_penalty", in: -2...2)
  }
}

extension ObjectReader {
  /// One string, or an array of up to four.
  fileprivate mutating func stops() throws -> [String] {
    guard let value = try value("stop") else { return [] }
    if let text = value.string { return [text] }
    guard let elements = value.array else {
      throw ServiceError.invalidType(
        "stop", expected: "one of a string or array of strings", got: value)
    }
    guard elements.count <= 4 else {
      throw ServiceError.invalidParameter(
        "stop",
        "Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array "
          + "with length \(elements.count) instead.", code: "array_above_max_length")
    }
    return try elements.enumerated().map { index, element in
      guard let text = element.string else {
        throw ServiceError.invalidType("stop[\(index)]", expected: "a string", got: element)
      }
      return text
    }
  }

  /// Token ids as the keys, numbers from -100 to 100 as the values.
  fileprivate mutating func logitBias() throws -> [Int: Double] {
    guard let value = try value("logit_bias") else { return [:] }
    guard let members = value.members else {
      throw ServiceError.invalidType("logit_bias", expected: "an object", got: value)
    }
    var bias: [Int: Double] = [:]
    for member in members {
      let place = "logit_bias.\(member.key)"
      guard let token = Int(member.key), token >= 0 else {
        throw ServiceError.invalidParameter(
          "logit_bias",
          "Invalid key in 'logit_bias': \(member.key). You should only be sending "
            + "token ids.", code: "invalid_parameter")
      }
      bias[token] = try Self.number(member.value, in: -100...100, name: place)
    }
    return bias
  }
}
