import FineTuning
import JSON

/// A request for a response with the way in which it shall come.
struct ResponseCall: Sendable {
  var request: ResponseRequest
  var isStreamed = false

  init(_ request: ResponseRequest, isStreamed: Bool) {
    self.request = request
    self.isStreamed = isStreamed
  }

  /// As a client sends it.
  var wire: JSONValue {
    var members = [
      JSONMember("model", .string(request.model)),
      JSONMember("input", .array(request.input.map(\.wire))),
    ]
    func add(_ key: String, _ value: JSONValue?) {
      if let value { members.append(JSONMember(key, value)) }
    }
    add("instructions", request.instructions.map { .string($0) })
    add("previous_response_id", request.previous.map { .string($0.rawValue) })
    let sampling = request.sampling
    add("temperature", sampling.temperature.map { .number($0) })
    add("top_p", sampling.topP.map { .number($0) })
    add("max_output_tokens", sampling.maximumTokens.map { .integer($0) })
    add("top_logprobs", sampling.topLogProbabilities.map { .integer($0) })
    add("include", sampling.wantsLogProbabilities ? [.string(Self.logProbabilities)] : nil)
    add("store", request.isStored ? nil : false)
    add("metadata", request.metadata.isEmpty ? nil : JSONValue(request.metadata))
    members += request.extra
    add("stream", isStreamed ? true : nil)
    return .object(members)
  }

  /// Reads a request strictly.
  init(request reader: inout ObjectReader) throws {
    var request = ResponseRequest(
      model: try reader.requiredString("model"), input: try reader.responseInput(),
      instructions: try reader.string("instructions"),
      previous: try reader.string("previous_response_id").map { ModelResponse.ID($0) })
    request.sampling.temperature = try reader.number("temperature", in: 0...2)
    request.sampling.topP = try reader.number("top_p", in: 0...1)
    request.sampling.maximumTokens = try reader.integer("max_output_tokens", in: 16...Int.max)
    request.sampling.topLogProbabilities = try reader.integer("top_logprobs", in: 0...20)
    request.isStored = try reader.bool("store") ?? true
    request.metadata = try reader.metadata()
    for (index, word) in (try reader.array("include") ?? []).enumerated() {
      guard let text = word.string else {
        throw ServiceError.invalidType("include[\(index)]", expected: "a string", got: word)
      }
      guard Self.includes.contains(text) else {
        throw ServiceError.invalidChoice(text, of: Self.includes, name: "include[\(index)]")
      }
      if text == Self.logProbabilities { request.sampling.wantsLogProbabilities = true }
    }
    isStreamed = try reader.bool("stream") ?? false
    if var options = try reader.object("stream_options") {
      _ = try options.bool("include_obfuscation")
      try options.finish()
    }
    request.extra = try reader.accepted(Self.accepted)
    self.request = request
  }

  private static let logProbabilities = "message.output_text.logprobs"

  private static let includes = [
    "file_search_call.results", "web_search_call.results", "web_search_call.action.sources",
    "message.input_image.image_url", "computer_call_output.output.image_url",
    "code_interpreter_call.outputs", "reasoning.encrypted_content", logProbabilities,
  ]

  /// What the API knows and a service may ignore; the response repeats it.
  private static let accepted: [(key: String, kind: AcceptedKind)] = [
    ("tools", .array), ("tool_choice", .any), ("parallel_tool_calls", .bool),
    ("text", .object), ("reasoning", .object), ("truncation", .string), ("user", .string),
    ("service_tier", .string), ("safety_identifier", .string), ("prompt_cache_key", .string),
    ("prompt_cache_retention", .string),
  ]
}

extension ObjectReader {
  /// Plain text, which is one user message, or an array of messages.
  fileprivate mutating func responseInput() throws -> [ChatMessage] {
    let input = try required("input")
    if let text = input.string { return [ChatMessage(role: "user", text: text)] }
    guard let items = input.array else {
      throw ServiceError.invalidType(
        "input", expected: "one of a string or array of objects", got: input)
    }
    guard !items.isEmpty else { throw ServiceError.emptyArray("input") }
    return try items.enumerated().map { index, item in
      var reader = try ObjectReader(item, place: "input[\(index)]")
      _ = try reader.word("type", of: ["message"])
      let roles = ["user", "assistant", "system", "developer"]
      guard let role = try reader.word("role", of: roles) else {
        throw ServiceError.missing(reader.name("role"))
      }
      let content = try reader.inputContent()
      _ = reader.taken(["id", "status", "phase"])
      try reader.finish()
      return ChatMessage(role: role, content: content)
    }
  }

  private mutating func inputContent() throws -> JSONValue {
    let content = try required("content")
    if content.string != nil { return content }
    guard let parts = content.array else {
      throw ServiceError.invalidType(
        name("content"), expected: "one of a string or array of objects", got: content)
    }
    for (index, part) in parts.enumerated() {
      var reader = try ObjectReader(part, place: "\(name("content"))[\(index)]")
      let words = ["input_text", "output_text", "refusal", "input_image", "input_file"]
      guard let type = try reader.word("type", of: words) else {
        throw ServiceError.missing(reader.name("type"))
      }
      if type.hasSuffix("_text") { _ = try reader.requiredString("text") }
    }
    return content
  }
}
