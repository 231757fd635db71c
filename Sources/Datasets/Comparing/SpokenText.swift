internal import JSON

/// The part of examples that is compared when repeats are looked for.
package enum RepeatedPart: String, Sendable, Hashable, CaseIterable {
  /// All of an example.
  case whole
  /// What comes before the last answer.
  case prompt
  /// The last answer; of a preference, both.
  case answer
}

/// The words of an example as they are compared: without JSON, system prompts and tools, in lower
/// case, each run of white space one space.
///
/// System prompts are left out since all rows of a dataset often share a long one, which would
/// make any two of them alike.
struct SpokenText {
  private var normalizer = TextNormalizer()

  /// Calls `body` with the text of a part; a mark stands after each message.
  mutating func withText<Value>(
    _ part: RepeatedPart, of example: Example, _ body: (UnsafeRawBufferPointer) -> Value
  ) -> Value {
    normalizer.reset()
    unsafe example.bytes.withUnsafeBytes { bytes in
      let answer = example.messages.lastIndex { $0.role == .assistant }
      for (index, message) in example.messages.enumerated() {
        let isAnswer = index == answer && example.kind == .chat
        let isWanted =
          switch part {
          case .whole: true
          case .prompt: index < answer ?? .max || example.kind != .chat
          case .answer: isAnswer
          }
        if isWanted, message.role != .system, message.role != .developer {
          unsafe append(message, of: bytes)
        }
      }
      if part != .answer, let prompt = example.outline.prompt {
        unsafe normalizer.append(prompt, of: bytes)
        normalizer.endPart(0x1E)
      }
      if part != .prompt {
        for message in example.preferred + example.rejected { unsafe append(message, of: bytes) }
        if let completion = example.outline.completion {
          unsafe normalizer.append(completion, of: bytes)
          normalizer.endPart(0x1E)
        }
      }
    }
    return unsafe normalizer.withBytes(body)
  }

  private mutating func append(_ message: Message, of bytes: UnsafeRawBufferPointer) {
    switch message.content {
    case .missing, .null: break
    case .text(let span): unsafe normalizer.append(span, of: bytes)
    case .parts(let parts):
      for part in parts {
        if let text = part.text { unsafe normalizer.append(text, of: bytes) }
      }
    }
    for range in [message.toolCalls, message.functionCall] {
      if let range { unsafe normalizer.appendExactly(bytes[range]) }
    }
    normalizer.endPart(0x1E)
  }
}
