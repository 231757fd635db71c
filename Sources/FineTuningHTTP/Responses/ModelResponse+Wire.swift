import FineTuning
import JSON

extension ModelResponse {
  /// The response's object on the wire, with every parameter of its request and their defaults.
  var wire: JSONValue {
    var members: [JSONMember] = [
      JSONMember("id", .string(id.rawValue)), JSONMember("object", "response"),
      JSONMember("created_at", .integer(createdAt)),
      JSONMember("status", .string(status.rawValue)),
      JSONMember("completed_at", JSONValue(completedAt)),
      JSONMember("error", errorWire), JSONMember("incomplete_details", incompleteWire),
      JSONMember("instructions", JSONValue(request.instructions)),
      JSONMember("max_output_tokens", JSONValue(request.sampling.maximumTokens)),
      JSONMember("model", .string(model)),
      JSONMember("output", .array(output.map { $0.wire(status: status) })),
      JSONMember("previous_response_id", JSONValue(request.previous?.rawValue)),
      JSONMember("store", .bool(request.isStored)),
      JSONMember("temperature", .number(request.sampling.temperature ?? 1)),
      JSONMember("top_p", .number(request.sampling.topP ?? 1)),
      JSONMember("usage", usage?.responseWire ?? .null),
      JSONMember("metadata", JSONValue(request.metadata)),
    ]
    if let count = request.sampling.topLogProbabilities {
      members.append(JSONMember("top_logprobs", .integer(count)))
    }
    for (key, value) in Self.defaults {
      let said = request.extra.first { $0.key == key }?.value
      if let shown = said ?? value { members.append(JSONMember(key, shown)) }
    }
    return .object(members)
  }

  /// What a response says of parameters that the request left out; nil for nothing.
  private static let defaults: [(key: String, value: JSONValue?)] = [
    ("parallel_tool_calls", true), ("tool_choice", "auto"), ("tools", []),
    ("text", ["format": ["type": "text"]]),
    ("reasoning", ["effort": .null, "summary": .null]), ("truncation", "disabled"),
    ("user", nil), ("service_tier", "default"), ("safety_identifier", nil),
    ("prompt_cache_key", nil), ("prompt_cache_retention", nil),
  ]

  private var errorWire: JSONValue {
    guard let error else { return .null }
    return ["code": .string(error.code), "message": .string(error.message)]
  }

  private var incompleteWire: JSONValue {
    incompleteReason.map { ["reason": .string($0)] } ?? .null
  }

  /// Reads an answer; id and status must be there.
  ///
  /// The input is not part of an answer and stays empty.
  init(answer: JSONValue) throws {
    var request = ResponseRequest(
      model: answer["model"]?.string ?? "", input: [],
      instructions: answer.text("instructions"),
      previous: answer.text("previous_response_id").map { ModelResponse.ID($0) },
      isStored: answer["store"]?.bool ?? true, metadata: answer["metadata"]?.pairs ?? [:])
    request.sampling.temperature = answer["temperature"]?.double
    request.sampling.topP = answer["top_p"]?.double
    request.sampling.maximumTokens = answer["max_output_tokens"]?.count
    request.sampling.topLogProbabilities = answer["top_logprobs"]?.count
    self.init(
      id: ID(try answer.requiredString("id")), createdAt: answer.seconds("created_at") ?? 0,
      status: ResponseStatus(rawValue: try answer.requiredString("status")),
      model: request.model, request: request,
      output: (answer["output"]?.array ?? []).compactMap(Message.init(answer:)),
      usage: answer["usage"].flatMap(TokenUsage.init(answer:)))
    completedAt = answer.seconds("completed_at")
    error = answer["error"].flatMap(JobError.init(answer:))
    incompleteReason = answer["incomplete_details"]?.text("reason")
  }
}

extension ModelResponse.Message {
  /// The message's item, as far along as the response's `status` says.
  func wire(status: ResponseStatus) -> JSONValue {
    let word: ResponseStatus = status == .failed ? .incomplete : status
    return item(status: word.rawValue, content: [content])
  }

  /// The item with no text yet, as it is announced.
  var announcement: JSONValue { item(status: "in_progress", content: []) }

  /// The one content part, with the text as far as it is there.
  var content: JSONValue {
    [
      "type": "output_text", "text": .string(text), "annotations": [],
      "logprobs": .array((logProbabilities ?? []).map(\.contentWire)),
    ]
  }

  private func item(status: String, content: JSONValue) -> JSONValue {
    [
      "id": .string(id), "type": "message", "status": .string(status), "role": "assistant",
      "content": content,
    ]
  }

  /// Reads an item of an answer; nil for what is not a message.
  init?(answer: JSONValue) {
    guard answer["type"]?.string == "message", let id = answer["id"]?.string else { return nil }
    let parts = (answer["content"]?.array ?? []).filter { $0["type"]?.string == "output_text" }
    let tokens = parts.flatMap { $0["logprobs"]?.array ?? [] }
    self.init(
      id: id, text: parts.compactMap { $0["text"]?.string }.joined(),
      logProbabilities: tokens.isEmpty ? nil : tokens.map(TokenLogProbability.init(answer:)))
  }
}

extension TokenUsage {
  /// As responses tell it.
  var responseWire: JSONValue {
    [
      "input_tokens": .integer(prompt),
      "input_tokens_details": ["cached_tokens": 0, "cache_write_tokens": 0],
      "output_tokens": .integer(completion),
      "output_tokens_details": ["reasoning_tokens": 0],
      "total_tokens": .integer(total),
    ]
  }
}

extension TokenLogProbability {
  /// As a content part of a response has it.
  var contentWire: JSONValue { chatWire }

  /// As an event of a streamed response has it, without bytes.
  var eventWire: JSONValue {
    [
      "token": .string(token), "logprob": .number(logProbability),
      "top_logprobs": .array(
        alternatives.map {
          ["token": .string($0.token), "logprob": .number($0.logProbability)]
        }),
    ]
  }
}
