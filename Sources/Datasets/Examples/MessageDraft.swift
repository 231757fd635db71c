package import JSON

/// A message as a value, for making examples rather than viewing them.
package struct MessageDraft: Sendable, Hashable {
  package var role: String
  package var content: JSONValue
  /// Every other key, in order.
  package var extra: [JSONMember]

  package init(role: String, content: JSONValue, extra: [JSONMember] = []) {
    self.role = role
    self.content = content
    self.extra = extra
  }

  package init(role: String, text: String) {
    self.init(role: role, content: .string(text))
  }

  /// Takes the keys of `object` apart; nil when it is not an object with a role.
  package init?(_ object: JSONValue) {
    guard let members = object.members, let role = object["role"]?.string else { return nil }
    self.init(
      role: role, content: object["content"] ?? .null,
      extra: members.filter { $0.key != "role" && $0.key != "content" })
  }

  /// The message as JSON: role, content, then the other keys.
  package var value: JSONValue {
    .object([JSONMember("role", .string(role)), JSONMember("content", content)] + extra)
  }
}

extension Example {
  /// The bytes of a chat example in the usual spelling: `{"messages": [{"role": ...`.
  package static func bytes(
    messages: [MessageDraft], tools: JSONValue? = nil
  ) -> [UInt8] {
    var members = [JSONMember("messages", .array(messages.map(\.value)))]
    if let tools { members.append(JSONMember("tools", tools)) }
    return JSONValue.object(members).encoded(.spaced)
  }

  /// The message as a value; nil when it has no role.
  package func draft(of message: Message) -> MessageDraft? {
    value(in: message.range).flatMap(MessageDraft.init)
  }
}
