import FineTuning
import JSON

extension ChatMessage {
  static let roles = ["developer", "system", "user", "assistant", "tool", "function"]

  /// As a client sends it.
  var wire: JSONValue {
    .object(
      [JSONMember("role", .string(role)), JSONMember("content", content)] + extra)
  }

  /// As an answer has it, where `refusal` and `annotations` always are.
  var answerWire: JSONValue {
    var members = [
      JSONMember("role", .string(role)), JSONMember("content", content),
      JSONMember("refusal", extra.first { $0.key == "refusal" }?.value ?? .null),
      JSONMember("annotations", extra.first { $0.key == "annotations" }?.value ?? []),
    ]
    members += extra.filter { !["refusal", "annotations"].contains($0.key) }
    return .object(members)
  }

  /// Reads an answer's message; an empty `refusal` and empty `annotations` say nothing.
  init(answer: JSONValue) {
    let silent = [JSONMember("refusal", .null), JSONMember("annotations", [])]
    let extra = (answer.members ?? []).filter {
      !["role", "content"].contains($0.key) && !silent.contains($0)
    }
    self.init(
      role: answer.text("role") ?? "assistant", content: answer["content"] ?? .null,
      extra: extra)
  }

  /// Reads one message of a request strictly; `place` is such as `messages[0]`.
  init(request value: JSONValue, place: String) throws {
    var reader = try ObjectReader(value, place: place)
    guard let role = try reader.word("role", of: Self.roles) else {
      throw ServiceError.missing(reader.name("role"))
    }
    let content = try reader.content(role: role)
    var extra: [JSONMember] = []
    for key in ["name", "tool_call_id", "refusal"] {
      if let text = try reader.string(key) { extra.append(JSONMember(key, .string(text))) }
    }
    let isAssistant = role == "assistant"
    if isAssistant, let calls = try reader.array("tool_calls") {
      extra.append(JSONMember("tool_calls", .array(calls)))
    }
    if isAssistant { extra += reader.taken(["function_call", "audio", "annotations"]) }
    guard content != .null || isAssistant || role == "function" else {
      throw ServiceError.missing(reader.name("content"))
    }
    try reader.finish()
    self.init(role: role, content: content, extra: extra)
  }
}

extension ObjectReader {
  /// Text, or an array of parts that each are an object with a type; null when absent.
  fileprivate mutating func content(role: String) throws -> JSONValue {
    guard let content = try value("content") else { return .null }
    let place = name("content")
    if content.string != nil { return content }
    guard let parts = content.array else {
      throw ServiceError.invalidType(
        place, expected: "one of a string or array of objects", got: content)
    }
    guard !parts.isEmpty else { throw ServiceError.emptyArray(place) }
    let words = Self.partTypes(role: role)
    for (index, part) in parts.enumerated() {
      var reader = try ObjectReader(part, place: "\(place)[\(index)]")
      guard let type = try reader.word("type", of: words) else {
        throw ServiceError.missing(reader.name("type"))
      }
      if type == "text" { _ = try reader.requiredString("text") }
    }
    return content
  }

  private static func partTypes(role: String) -> [String] {
    switch role {
    case "user": ["text", "image_url", "input_audio", "file"]
    case "assistant": ["text", "refusal"]
    default: ["text"]
    }
  }
}
