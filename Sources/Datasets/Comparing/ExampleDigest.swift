package import JSON

/// What is kept of an example to find its duplicates.
package struct ExampleDigest: Sendable, Hashable {
  /// Of the bytes of the line.
  package let exact: UInt64
  /// Of roles and contents, ignoring case and white space.
  package let conversation: UInt64
  /// Of what comes before the last assistant message, ignoring case and white space.
  package let prompt: UInt64
  /// Of the last assistant message, ignoring case and white space.
  package let answer: UInt64
  /// Of the system prompts as they are written; nil without any.
  package let system: UInt64?
}

/// Makes digests; keeps its memory between examples.
package struct ExampleDigester {
  private var normaliser = TextNormaliser()
  private var scratch: [UInt8] = []

  package init() {}

  /// The digest of `example`.
  ///
  /// - Complexity: O(*n*) in its bytes.
  package mutating func digest(of example: Example) -> ExampleDigest {
    normaliser.reset()
    var system: [UInt8]?
    let answerIndex = example.messages.lastIndex { $0.role == .assistant }
    var promptEnd = 0
    var answerRange = 0..<0
    for (index, message) in example.messages.enumerated() {
      if index == answerIndex { promptEnd = normaliser.count }
      let start = normaliser.count
      append(message, of: example)
      if index == answerIndex { answerRange = start..<normaliser.count }
      if message.role == .system || message.role == .developer { system = (system ?? []) + scratch }
    }
    if answerIndex == nil { promptEnd = normaliser.count }
    switch example.kind {
    case .chat: break
    case .completion:
      append(text: example.prompt ?? "")
      promptEnd = normaliser.count
      append(text: example.completion ?? "")
      answerRange = promptEnd..<normaliser.count
    case .preference:
      promptEnd = normaliser.count
      for message in example.preferred { append(message, of: example) }
      for message in example.rejected { append(message, of: example) }
      answerRange = promptEnd..<normaliser.count
    }
    return ExampleDigest(
      exact: TextDigest.digest(of: example.bytes),
      conversation: TextDigest.digest(of: normaliser.bytes),
      prompt: TextDigest.digest(of: normaliser.bytes[..<promptEnd]),
      answer: TextDigest.digest(of: normaliser.bytes[answerRange]),
      system: system.map { TextDigest.digest(of: $0) })
  }

  private mutating func append(text: String) {
    normaliser.append(Array(text.utf8))
    normaliser.endPart(0x1E)
  }

  /// Adds role and content; leaves the content's text in `scratch`.
  private mutating func append(_ message: Message, of example: Example) {
    normaliser.appendExactly(example.role(of: message).utf8)
    normaliser.endPart(0x1F)
    scratch.removeAll(keepingCapacity: true)
    switch message.content {
    case .missing, .null: break
    case .text(let span): example.appendText(of: span, to: &scratch)
    case .parts(let parts):
      for part in parts {
        if let text = part.text {
          example.appendText(of: text, to: &scratch)
        } else {
          scratch.append(contentsOf: example.bytes[part.range])
        }
      }
    }
    normaliser.append(scratch)
    for range in [message.toolCalls, message.functionCall] {
      if let range { normaliser.appendExactly(example.bytes[range]) }
    }
    normaliser.endPart(0x1E)
  }
}

extension Example {
  /// Appends the text of a string of this example, escapes decoded.
  package func appendText(of span: JSONStringSpan, to text: inout [UInt8]) {
    guard span.hasEscapes else {
      text.append(contentsOf: bytes[span.contents])
      return
    }
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe JSONScanner(buffer).appendText(of: span, to: &text)
    }
  }
}
