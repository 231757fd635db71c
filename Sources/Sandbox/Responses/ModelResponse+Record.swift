import FineTuning
import JSON

extension ModelResponse {
  /// nil when `value` is not a response that the store has written.
  init?(record value: JSONValue) {
    guard let id = value["id"]?.string, let createdAt = value["created_at"]?.integer,
      let status = value["status"]?.string, let model = value["model"]?.string,
      let request = value["request"].flatMap({ ResponseRequest(record: $0) })
    else { return nil }
    self.init(
      id: ID(id), createdAt: createdAt, status: ResponseStatus(rawValue: status), model: model,
      request: request,
      output: (value["output"]?.array ?? []).compactMap { Message(record: $0) })
    completedAt = value["completed_at"]?.integer
    incompleteReason = value["incomplete_reason"]?.string
    if let prompt = value["prompt_tokens"]?.integer,
      let completion = value["completion_tokens"]?.integer
    {
      usage = TokenUsage(prompt: prompt, completion: completion)
    }
  }

  var record: JSONValue {
    [
      "id": .string(id.rawValue), "created_at": .integer(createdAt),
      "completed_at": JSONValue(completedAt), "status": .string(status.rawValue),
      "model": .string(model), "request": request.record,
      "output": .array(output.map(\.record)), "prompt_tokens": JSONValue(usage?.prompt),
      "completion_tokens": JSONValue(usage?.completion),
      "incomplete_reason": JSONValue(incompleteReason),
    ]
  }
}

extension ModelResponse.Message {
  fileprivate init?(record value: JSONValue) {
    guard let id = value["id"]?.string, let text = value["text"]?.string else { return nil }
    self.init(
      id: id, text: text,
      logProbabilities: value["logprobs"]?.array?.compactMap { TokenLogProbability(record: $0) })
  }

  fileprivate var record: JSONValue {
    [
      "id": .string(id), "text": .string(text),
      "logprobs": logProbabilities.map { .array($0.map(\.record)) } ?? .null,
    ]
  }
}

extension TokenLogProbability {
  fileprivate init?(record value: JSONValue) {
    guard let token = value["token"]?.string, let logProbability = value["logprob"]?.double
    else { return nil }
    self.init(
      token: token, logProbability: logProbability,
      bytes: (value["bytes"]?.array ?? []).compactMap { $0.integer.flatMap { UInt8(exactly: $0) } },
      alternatives: (value["top"]?.array ?? []).compactMap { TokenLogProbability(record: $0) })
  }

  fileprivate var record: JSONValue {
    [
      "token": .string(token), "logprob": .number(logProbability),
      "bytes": .array(bytes.map { .integer(Int($0)) }),
      "top": .array(alternatives.map(\.record)),
    ]
  }
}

extension ResponseRequest {
  fileprivate init?(record value: JSONValue) {
    guard let model = value["model"]?.string else { return nil }
    self.init(
      model: model, input: (value["input"]?.array ?? []).compactMap { ChatMessage(record: $0) },
      instructions: value["instructions"]?.string,
      previous: value["previous"]?.string.map { ModelResponse.ID($0) },
      metadata: (value["metadata"]?.members ?? []).reduce(into: [:]) {
        $0[$1.key] = $1.value.string
      },
      extra: value["extra"]?.members ?? [])
    sampling.temperature = value["temperature"]?.double
    sampling.topP = value["top_p"]?.double
    sampling.maximumTokens = value["max_output_tokens"]?.integer
    sampling.topLogProbabilities = value["top_logprobs"]?.integer
    sampling.wantsLogProbabilities = value["logprobs"]?.bool ?? false
  }

  fileprivate var record: JSONValue {
    [
      "model": .string(model), "input": .array(input.map(\.record)),
      "instructions": JSONValue(instructions), "previous": JSONValue(previous?.rawValue),
      "metadata": .object(
        metadata.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) }),
      "extra": .object(extra), "temperature": JSONValue(sampling.temperature),
      "top_p": JSONValue(sampling.topP), "max_output_tokens": JSONValue(sampling.maximumTokens),
      "top_logprobs": JSONValue(sampling.topLogProbabilities),
      "logprobs": .bool(sampling.wantsLogProbabilities),
    ]
  }
}

extension ChatMessage {
  fileprivate init?(record value: JSONValue) {
    guard let role = value["role"]?.string else { return nil }
    self.init(
      role: role, content: value["content"] ?? .null, extra: value["extra"]?.members ?? [])
  }

  fileprivate var record: JSONValue {
    ["role": .string(role), "content": content, "extra": .object(extra)]
  }
}
