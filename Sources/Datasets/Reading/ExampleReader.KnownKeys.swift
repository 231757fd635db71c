import JSON

extension ExampleReader {
  /// The keys of a message that services know.
  struct KnownKeys: OptionSet {
    let rawValue: Int

    static let role = KnownKeys(rawValue: 1)
    static let content = KnownKeys(rawValue: 2)
    static let name = KnownKeys(rawValue: 4)
    static let weight = KnownKeys(rawValue: 8)
    static let toolCalls = KnownKeys(rawValue: 16)
    static let toolCallID = KnownKeys(rawValue: 32)
    static let functionCall = KnownKeys(rawValue: 64)
    static let refusal = KnownKeys(rawValue: 128)
    static let audio = KnownKeys(rawValue: 256)
  }

  /// The known key that `key` spells; nil for any other.
  func knownKey(_ key: JSONStringSpan) -> KnownKeys? {
    if scanner.string(key, equals: "role") { return .role }
    if scanner.string(key, equals: "content") { return .content }
    if scanner.string(key, equals: "weight") { return .weight }
    if scanner.string(key, equals: "name") { return .name }
    if scanner.string(key, equals: "tool_calls") { return .toolCalls }
    if scanner.string(key, equals: "tool_call_id") { return .toolCallID }
    if scanner.string(key, equals: "function_call") { return .functionCall }
    if scanner.string(key, equals: "refusal") { return .refusal }
    if scanner.string(key, equals: "audio") { return .audio }
    return nil
  }

  /// The known role that `span` spells exactly.
  func role(_ span: JSONStringSpan) -> Role? {
    if scanner.string(span, equals: "assistant") { return .assistant }
    if scanner.string(span, equals: "user") { return .user }
    if scanner.string(span, equals: "system") { return .system }
    if scanner.string(span, equals: "tool") { return .tool }
    if scanner.string(span, equals: "developer") { return .developer }
    if scanner.string(span, equals: "function") { return .function }
    return nil
  }

  /// Whether two keys of this text are the same.
  func isSame(_ one: JSONStringSpan, _ other: JSONStringSpan) -> Bool {
    guard !one.hasEscapes, !other.hasEscapes else {
      return scanner.text(of: one) == scanner.text(of: other)
    }
    return scanner.hasSameBytes(one.contents, other.contents)
  }
}
