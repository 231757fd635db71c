import FineTuning
import JSON

extension ChatCompletion {
  var wire: JSONValue {
    var members: [JSONMember] = [
      JSONMember("id", .string(id)), JSONMember("object", "chat.completion"),
      JSONMember("created", .integer(createdAt)), JSONMember("model", .string(model)),
      JSONMember("choices", .array(choices.map(\.wire))),
    ]
    if let usage { members.append(JSONMember("usage", usage.chatWire)) }
    members.append(JSONMember("service_tier", "default"))
    if let systemFingerprint {
      members.append(JSONMember("system_fingerprint", .string(systemFingerprint)))
    }
    return .object(members)
  }

  /// Reads an answer; the choices must be there.
  init(answer: JSONValue) throws {
    self.init(
      id: answer["id"]?.string ?? "", createdAt: answer.seconds("created") ?? 0,
      model: answer["model"]?.string ?? "",
      choices: try answer.requiredArray("choices").enumerated().map {
        try Choice(answer: $0.element, position: $0.offset)
      },
      usage: answer["usage"].flatMap(TokenUsage.init(answer:)),
      systemFingerprint: answer.text("system_fingerprint"))
  }
}

extension ChatCompletion.Choice {
  var wire: JSONValue {
    [
      "index": .integer(index),
      "message": message.answerWire,
      "logprobs": logProbabilities.map(\.chatWire) ?? .null,
      "finish_reason": .string(finishReason),
    ]
  }

  init(answer: JSONValue, position: Int) throws {
    guard let message = answer["message"], message.members != nil else {
      throw UnreadableAnswer(field: "choices[\(position)].message")
    }
    self.init(
      index: answer["index"]?.count ?? position, message: ChatMessage(answer: message),
      finishReason: answer.text("finish_reason") ?? "stop",
      logProbabilities: answer["logprobs"]?["content"]?.array?.map(
        TokenLogProbability.init(answer:)))
  }
}

extension TokenUsage {
  /// As chat completions tell it; the details are zeros, since nothing is cached or hidden.
  var chatWire: JSONValue {
    [
      "prompt_tokens": .integer(prompt),
      "completion_tokens": .integer(completion),
      "total_tokens": .integer(total),
      "prompt_tokens_details": ["cached_tokens": 0, "audio_tokens": 0],
      "completion_tokens_details": [
        "reasoning_tokens": 0, "audio_tokens": 0, "accepted_prediction_tokens": 0,
        "rejected_prediction_tokens": 0,
      ],
    ]
  }

  /// Reads the usage of a chat or of a response; nil for null.
  init?(answer: JSONValue) {
    let prompt = answer["prompt_tokens"] ?? answer["input_tokens"]
    let completion = answer["completion_tokens"] ?? answer["output_tokens"]
    guard let prompt = prompt?.count else { return nil }
    self.init(prompt: prompt, completion: completion?.count ?? 0)
  }
}

extension TokenLogProbability {
  var chatWire: JSONValue {
    [
      "token": .string(token), "logprob": .number(logProbability), "bytes": byteWire,
      "top_logprobs": .array(
        alternatives.map {
          ["token": .string($0.token), "logprob": .number($0.logProbability), "bytes": $0.byteWire]
        }),
    ]
  }

  var byteWire: JSONValue { .array(bytes.map { .integer(Int($0)) }) }

  /// Reads an answer; a token without its bytes has those of its text.
  init(answer: JSONValue) {
    let token = answer["token"]?.string ?? ""
    let bytes = answer["bytes"]?.array?.compactMap { $0.integer.flatMap(UInt8.init(exactly:)) }
    self.init(
      token: token, logProbability: answer["logprob"]?.double ?? -9999,
      bytes: bytes ?? Array(token.utf8),
      alternatives: (answer["top_logprobs"]?.array ?? []).map(TokenLogProbability.init(answer:)))
  }
}

extension [TokenLogProbability] {
  /// The `logprobs` object of a choice.
  var chatWire: JSONValue {
    ["content": .array(map(\.chatWire)), "refusal": .null]
  }
}
