package import JSON

/// One text of an example: what a message says, or a part of it.
package struct ExampleText: Sendable, Hashable {
  /// The string that holds the text.
  package var span: JSONStringSpan
  /// The role of its message as it is written; of a completion, `prompt` or `completion`.
  package var role: String
  /// How often its tokens are billed: the input of a preference is read with each answer.
  package var readCount: Int
  /// Whether the model learns to say it.
  package var isTrained: Bool
}

/// A text of an example, and what takes its place.
package struct ExampleTextEdit: Sendable, Hashable {
  package var old: ExampleText
  /// The new text as it stands between the quotes of a JSON string.
  package var contents: [UInt8]

  /// Replaces `old` by the bytes of a JSON string's contents, escapes and all.
  package init(_ old: ExampleText, contents: [UInt8]) {
    self.old = old
    self.contents = contents
  }

  /// Replaces `old` by a plain text.
  package init(_ old: ExampleText, text: String) {
    var contents: [UInt8] = []
    contents.appendJSONContents(text)
    self.init(old, contents: contents)
  }
}

extension Example {
  /// The texts of all messages in their order, part by part.
  package var texts: [ExampleText] {
    switch kind {
    case .completion:
      let (prompt, completion) = (outline.prompt, outline.completion)
      return [
        prompt.map { ExampleText(span: $0, role: "prompt", readCount: 1, isTrained: false) },
        completion.map { ExampleText(span: $0, role: "completion", readCount: 1, isTrained: true) },
      ].compactMap(\.self).sorted { $0.span.contents.lowerBound < $1.span.contents.lowerBound }
    case .chat, .preference:
      let input = messages.flatMap { texts(of: $0, readCount: kind == .chat ? 1 : 2) }
      let answers = (preferred + rejected).flatMap { texts(of: $0, readCount: 1) }
      return (input + answers).sorted { $0.span.contents.lowerBound < $1.span.contents.lowerBound }
    }
  }

  /// The one string that a field's text is; nil where it is not there, or not one plain string.
  package func plainText(of field: ExampleField) -> ExampleText? {
    let message: Message?
    var isInput = kind == .preference
    switch field {
    case .path: return nil
    case .answer(let isPreferred):
      message = isPreferred ? preferred.last : rejected.last
      isInput = false
    case .last(.assistant) where kind == .preference:
      message = preferred.last { $0.role == .assistant }
      isInput = false
    case .last(let role): message = lastMessage(of: role)?.message
    }
    guard let message, case .text = message.content else { return nil }
    return texts(of: message, readCount: isInput ? 2 : 1).first
  }

  /// The texts of some messages that are read once, such as a preference's answers.
  package func texts(of messages: [Message]) -> [ExampleText] {
    messages.flatMap { texts(of: $0, readCount: 1) }
  }

  /// The value of a field as it stands in the example; nil where it is not there.
  package func value(of field: ExampleField) -> JSONValue? { range(of: field).flatMap(value) }

  /// Where the value of a field stands in the bytes; nil where it is not there.
  package func range(of field: ExampleField) -> Range<Int>? {
    guard case .path(let steps) = field else { return nil }
    return jsonText?.span(at: path(for: steps))
  }

  private func texts(of message: Message, readCount: Int) -> [ExampleText] {
    let spans =
      switch message.content {
      case .missing, .null: [JSONStringSpan]()
      case .text(let span): [span]
      case .parts(let parts): parts.compactMap(\.text)
      }
    if spans.isEmpty { return [] }
    let role = role(of: message)
    return spans.map {
      ExampleText(span: $0, role: role, readCount: readCount, isTrained: message.isTrained)
    }
  }

  /// The bytes of the example with some of its texts replaced; every other byte stays.
  ///
  /// The edits are in the order of their texts, and no text has two. A string in the place of a
  /// string cannot break an example, so the result need not be read again.
  package func bytes(replacing edits: [ExampleTextEdit]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + edits.reduce(0) { $0 + $1.contents.count })
    var copied = 0
    for edit in edits {
      let range = edit.old.span.contents
      result += bytes[copied..<range.lowerBound]
      result += edit.contents
      copied = range.upperBound
    }
    result += bytes[copied...]
    return result
  }
}
