import FineTuning
import JSON

/// A chat request with the way in which its answer shall come.
struct ChatCall: Sendable {
  var request: ChatRequest
  var isStreamed = false
  var includesUsage = false
  var includesObfuscation = true

  /// As a client sends it.
  var wire: JSONValue {
    var members = [
      JSONMember("model", .string(request.model)),
      JSONMember("messages", .array(request.messages.map(\.wire))),
    ]
    members += request.sampling.chatWire + request.extra
    if isStreamed {
      members.append(JSONMember("stream", true))
      members.append(JSONMember("stream_options", ["include_usage": .bool(includesUsage)]))
    }
    return .object(members)
  }

  init(_ request: ChatRequest, isStreamed: Bool) {
    self.request = request
    self.isStreamed = isStreamed
    includesUsage = isStreamed
  }

  /// Reads a request strictly.
  init(request reader: inout ObjectReader) throws {
    let model = try reader.requiredString("model")
    guard let elements = try reader.array("messages") else {
      throw ServiceError.missing("messages")
    }
    guard !elements.isEmpty else { throw ServiceError.emptyArray("messages") }
    let messages = try elements.enumerated().map {
      try ChatMessage(request: $0.element, place: "messages[\($0.offset)]")
    }
    let sampling = try SamplingOptions(chat: &reader)
    isStreamed = try reader.bool("stream") ?? false
    if var options = try reader.object("stream_options") {
      guard isStreamed else {
        throw ServiceError.invalidParameter(
          "stream_options",
          "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
          code: "invalid_parameter")
      }
      includesUsage = try options.bool("include_usage") ?? false
      includesObfuscation = try options.bool("include_obfuscation") ?? true
      try options.finish()
    }
    request = ChatRequest(
      model: model, messages: messages, sampling: sampling,
      extra: try reader.accepted(Self.accepted))
  }

  /// What the API knows and a service may ignore or take as text.
  private static let accepted: [(key: String, kind: AcceptedKind)] = [
    ("tools", .array), ("tool_choice", .any), ("parallel_tool_calls", .bool),
    ("functions", .array), ("function_call", .any), ("response_format", .object),
    ("user", .string), ("store", .bool), ("metadata", .metadata), ("service_tier", .string),
    ("verbosity", .string), ("reasoning_effort", .string), ("prediction", .object),
    ("safety_identifier", .string), ("prompt_cache_key", .string),
    ("prompt_cache_retention", .string),
  ]
}

/// The type of a parameter that is accepted but not read further.
enum AcceptedKind: Sendable {
  case any
  case array
  case bool
  case metadata
  case object
  case string
}

extension ObjectReader {
  /// Takes the parameters in `list` that are there, each checked for its type, in that order.
  mutating func accepted(_ list: [(key: String, kind: AcceptedKind)]) throws -> [JSONMember] {
    var members: [JSONMember] = []
    for (key, kind) in list {
      let value: JSONValue? =
        switch kind {
        case .any: try value(key)
        case .array: try array(key).map { .array($0) }
        case .bool: try bool(key).map { .bool($0) }
        case .metadata: try acceptedMetadata(key)
        case .object: try acceptedObject(key)
        case .string: try string(key).map { .string($0) }
        }
      if let value { members.append(JSONMember(key, value)) }
    }
    return members
  }

  private mutating func acceptedMetadata(_ key: String) throws -> JSONValue? {
    let pairs = try metadata()
    return pairs.isEmpty ? nil : JSONValue(pairs)
  }

  private mutating func acceptedObject(_ key: String) throws -> JSONValue? {
    guard let value = try value(key) else { return nil }
    guard value.members != nil else {
      throw ServiceError.invalidType(name(key), expected: "an object", got: value)
    }
    return value
  }
}

/// The one endpoint of chats, whose answer may be a stream.
enum ChatEndpoints {
  static let path: PathPattern = "chat/completions"
}
