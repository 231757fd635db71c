package import JSON

/// What a line trains: a conversation, a choice between two answers, or plain text.
package enum ExampleKind: String, Sendable, Hashable, CaseIterable {
  /// `{"messages": [...]}`
  case chat
  /// `{"input": ..., "preferred_output": ..., "non_preferred_output": ...}`
  case preference
  /// `{"prompt": ..., "completion": ...}`
  case completion
}

/// Who speaks, as far as the services know them.
package enum Role: String, Sendable, Hashable, CaseIterable {
  case system
  case developer
  case user
  case assistant
  case tool
  case function
}

/// Where the parts of one message stand in the bytes of its example.
package struct Message: Sendable, Hashable {
  /// What stands under `content`.
  package enum Content: Sendable, Hashable {
    case missing
    case null
    case text(JSONStringSpan)
    case parts([Part])
  }

  /// One element of a content that is a list.
  package struct Part: Sendable, Hashable {
    /// The whole element.
    package var range: Range<Int>
    package var type: JSONStringSpan?
    package var text: JSONStringSpan?
  }

  /// The object, braces included.
  package var range: Range<Int>
  package var roleSpan: JSONStringSpan?
  /// The role when it is a known one, spelled exactly.
  package var role: Role?
  package var content = Content.missing
  package var name: JSONStringSpan?
  /// The value under `weight`, whatever it is.
  package var weight: Range<Int>?
  /// Whether the weight is the number 0.
  package var isWeightZero = false
  /// Whether the weight is the integer 0 or 1.
  package var isWeightValid = true
  /// The value under `tool_calls`, whatever it is.
  package var toolCalls: Range<Int>?
  /// The value under `function_call`, whatever it is.
  package var functionCall: Range<Int>?
  package var toolCallID: JSONStringSpan?
  /// Whether there is a `refusal` that is not null.
  package var hasRefusal = false
  /// Whether there is an `audio` that is not null.
  package var hasAudio = false
  /// Keys that no service knows in a message.
  package var unknownKeys: [JSONStringSpan] = []
  /// Keys that appeared before in the same object.
  package var repeatedKeys: [JSONStringSpan] = []

  /// Whether the model learns to say this message.
  package var isTrained: Bool { role == .assistant && !isWeightZero }
  /// Whether it calls a tool or a function.
  package var hasCall: Bool { toolCalls != nil || functionCall != nil }
  /// Whether it is what a tool gave.
  package var isResult: Bool { role == .tool || role == .function }
}

/// Where the parts of an example stand in its bytes.
struct ExampleOutline: Sendable, Hashable {
  var kind: ExampleKind
  /// Of a preference: those of its input.
  var messages: [Message] = []
  var preferred: [Message] = []
  var rejected: [Message] = []
  var prompt: JSONStringSpan?
  var completion: JSONStringSpan?
  var tools: Range<Int>?
  /// The value under `messages` (of `input`, for a preference).
  var messageList: Range<Int>?
  var otherKeys: [JSONStringSpan] = []
  var repeatedKeys: [JSONStringSpan] = []
}
