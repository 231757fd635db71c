import FineTuning
import JSON

/// What a response answers: messages, and the calls of tools with what came of them.
///
/// As chat messages calls are the assistant's, and outputs those of the role `tool`.
extension ObjectReader {
  private static let itemTypes = [
    "message", "function_call", "function_call_output", "reasoning", "item_reference",
  ]

  /// Reads `input`: plain text, which is one user message, or an array of items.
  ///
  /// Of an input that `isWhole`, with no response before it, every call has its output here.
  mutating func responseInput(isWhole: Bool) throws -> [ChatMessage] {
    let input = try required("input")
    if let text = input.string { return [ChatMessage(role: "user", text: text)] }
    guard let items = input.array else {
      throw ServiceError.invalidType(
        "input", expected: "one of a string or array of objects", got: input)
    }
    let messages = try items.enumerated().compactMap { index, item in
      var reader = try ObjectReader(item, place: "input[\(index)]")
      let message = try reader.responseItem()
      try reader.finish()
      return message
    }
    guard !messages.isEmpty else { throw ServiceError.emptyArray("input") }
    if isWhole { try ChatMessage.checkCalls(messages) }
    return messages
  }

  /// Reads one item; nil for one that no model of text can read.
  private mutating func responseItem() throws -> ChatMessage? {
    switch try word("type", of: Self.itemTypes) {
    case "function_call":
      let call = try requiredString("call_id")
      let function: JSONValue = [
        "name": .string(try requiredString("name")),
        "arguments": .string(try requiredString("arguments")),
      ]
      _ = taken(["id", "status", "namespace", "caller"])
      return ChatMessage(call: call, function: function)
    case "function_call_output":
      let call = try requiredString("call_id")
      let output = try inputContent("output", types: ["input_text", "input_image", "input_file"])
      _ = taken(["id", "status", "name", "namespace", "caller"])
      return ChatMessage(
        role: "tool", content: output, extra: [JSONMember("tool_call_id", .string(call))])
    case "reasoning":
      _ = try requiredString("id")
      guard try array("summary") != nil else { throw ServiceError.missing(name("summary")) }
      _ = taken(["content", "encrypted_content", "status"])
      return nil
    case "item_reference":
      throw ServiceError.missingItem(try requiredString("id"))
    default: return try message()
    }
  }

  private mutating func message() throws -> ChatMessage {
    guard let role = try word("role", of: ["user", "assistant", "system", "developer"]) else {
      throw ServiceError.missing(name("role"))
    }
    let types = ["input_text", "output_text", "refusal", "input_image", "input_file"]
    let content = try inputContent("content", types: types)
    _ = taken(["id", "status", "phase"])
    return ChatMessage(role: role, content: content)
  }

  private mutating func inputContent(_ key: String, types: [String]) throws -> JSONValue {
    let content = try required(key)
    if content.string != nil { return content }
    guard let parts = content.array else {
      throw ServiceError.invalidType(
        name(key), expected: "one of a string or array of objects", got: content)
    }
    for (index, part) in parts.enumerated() {
      var reader = try ObjectReader(part, place: "\(name(key))[\(index)]")
      guard let type = try reader.word("type", of: types) else {
        throw ServiceError.missing(reader.name("type"))
      }
      if type.hasSuffix("_text") { _ = try reader.requiredString("text") }
    }
    return content
  }
}

extension ChatMessage {
  /// The assistant's call of one function.
  fileprivate init(call: String, function: JSONValue) {
    let calls: JSONValue = [
      ["id": .string(call), "type": "function", "function": function]
    ]
    self.init(role: "assistant", content: .null, extra: [JSONMember("tool_calls", calls)])
  }

  /// The calls of functions in this message.
  private var calls: [JSONValue] { extra.last { $0.key == "tool_calls" }?.value.array ?? [] }

  /// The call that this message answers.
  private var answeredCall: JSONValue? { extra.last { $0.key == "tool_call_id" }?.value }

  /// - Throws: ``ServiceError`` unless each call has its output behind it, and each output its call.
  fileprivate static func checkCalls(_ messages: [ChatMessage]) throws {
    var open: [String] = []
    for message in messages {
      open += message.calls.compactMap { $0["id"]?.string }
      guard let answered = message.answeredCall?.string else { continue }
      guard open.contains(answered) else {
        throw ServiceError.invalidParameter(
          "input", "No tool call found for function call output with call_id \(answered).",
          code: nil)
      }
      open.removeAll { $0 == answered }
    }
    guard let call = open.first else { return }
    throw ServiceError.invalidParameter(
      "input", "No tool output found for function call \(call).", code: nil)
  }

  /// The items that this message is in the input of a response.
  var responseItems: [JSONValue] {
    if role == "tool", let call = answeredCall {
      return [["type": "function_call_output", "call_id": call, "output": content]]
    }
    let items = calls.map { call -> JSONValue in
      [
        "type": "function_call", "call_id": call["id"] ?? .null,
        "name": call["function"]?["name"] ?? .null,
        "arguments": call["function"]?["arguments"] ?? .null,
      ]
    }
    guard !items.isEmpty else { return [wire] }
    return (content == .null ? [] : [["role": .string(role), "content": content]]) + items
  }
}

extension ServiceError {
  /// Items have no life of their own here: a response is kept whole, and gone on from as a whole.
  fileprivate static func missingItem(_ id: String) -> ServiceError {
    ServiceError(
      status: 404,
      message: "Item with id '\(id)' not found. Items are not persisted when `store` is set to "
        + "false. Try again with `store` set to true, or remove this item from your input.",
      parameter: "input")
  }
}
