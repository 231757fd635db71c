import FineTuning
import JSON

/// A request for a response with the way in which it shall come.
struct ResponseCall: Sendable {
  var request: ResponseRequest
  var isStreamed = false
  var includesObfuscation = true

  init(_ request: ResponseRequest, isStreamed: Bool) {
    self.request = request
    self.isStreamed = isStreamed
  }

  /// As a client sends it.
  var wire: JSONValue {
    var members = [
      JSONMember("model", .string(request.model)),
      JSONMember("input", .array(request.input.flatMap(\.responseItems))),
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
    let previous = try reader.string("previous_response_id").map { ModelResponse.ID($0) }
    var request = ResponseRequest(
      model: try reader.requiredString("model"),
      input: try reader.responseInput(isWhole: previous == nil),
      instructions: try reader.string("instructions"), previous: previous)
    request.sampling.temperature = try reader.number("temperature", in: 0...2)
    request.sampling.topP = try reader.number("top_p", in: 0...1)
    request.sampling.maximumTokens = try reader.integer("max_output_tokens", in: 16...Int.max)
    request.sampling.topLogProbabilities = try reader.integer("top_logprobs", in: 0...20)
    request.isStored = try reader.bool("store") ?? true
    request.metadata = try reader.metadata()
    for (index, text) in (try reader.strings("include") ?? []).enumerated() {
      guard Self.includes.contains(text) else {
        throw ServiceError.invalidChoice(text, of: Self.includes, name: "include[\(index)]")
      }
      if text == Self.logProbabilities { request.sampling.wantsLogProbabilities = true }
    }
    isStreamed = try reader.bool("stream") ?? false
    if var options = try reader.object("stream_options") {
      includesObfuscation = try options.bool("include_obfuscation") ?? true
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
