package import JSON

/// How many tokens an example is, by what they are for.
///
/// Only the words are counted; the rest is by rules. Those around a message are the OpenAI
/// cookbook's `num_tokens_from_messages`: 3 per message, 1 per name, 3 per conversation to open the
/// reply. A preference is its input with each of its two answers.
package struct TokenAccount: Sendable, Hashable {
  /// The words of all messages; of a completion, prompt and completion.
  package private(set) var contents = 0
  package private(set) var roles = 0
  /// The names, with 1 for each.
  package private(set) var names = 0
  package private(set) var messageCount = 0
  package private(set) var conversationCount = 0
  /// Calls of tools by their JSON text, since no rule is documented.
  package private(set) var calls = 0
  /// What declared tools come to by ``ToolTokens``.
  package private(set) var tools = 0
  /// What images come to by an ``ImageRule``.
  package private(set) var images = 0
  package private(set) var imageCount = 0
  /// Images whose size is not known, and was needed.
  package private(set) var assumedSizeCount = 0
  /// Words and calls of the assistant.
  package private(set) var assistant = 0
  /// Of ``assistant``, what the model learns to say.
  package private(set) var trained = 0

  package static let perMessage = 3
  package static let perConversation = 3
  static let perName = 1

  /// Everything the model reads, billed per epoch.
  package var total: Int {
    contents + roles + names + calls + tools + images + Self.perMessage * messageCount
      + Self.perConversation * conversationCount
  }

  /// Counts `example` with `count`, which sees the raw bytes of each string, escapes and all.
  package init(of example: Example, rules: TokenRules = .standard, count: StringTokenCount) {
    unsafe example.bytes.withUnsafeBytes { bytes in
      func tokens(_ span: JSONStringSpan) -> Int {
        unsafe count(UnsafeRawBufferPointer(rebasing: bytes[span.contents]))
      }
      for declared in [example.tools, example.functions].compactMap(\.self) {
        tools += unsafe ToolTokens.count(
          declared, functionStart: rules.functionStart, tokens: count)
      }
      switch example.kind {
      case .completion:
        assistant = example.outline.completion.map(tokens) ?? 0
        trained = assistant
        contents = assistant + (example.outline.prompt.map(tokens) ?? 0)
      case .chat:
        for message in example.messages { add(message, tokens, of: example, rules) }
        conversationCount = 1
      case .preference:
        for message in example.messages { add(message, tokens, of: example, rules) }
        conversationCount = 1
        readTwice()
        for message in example.preferred + example.rejected {
          add(message, tokens, of: example, rules)
        }
      }
    }
  }

  /// Counts some messages of `example` alone, without its tools and what opens the reply.
  init(
    _ messages: [Message], of example: Example, rules: TokenRules, count: StringTokenCount
  ) {
    unsafe example.bytes.withUnsafeBytes { bytes in
      func tokens(_ span: JSONStringSpan) -> Int {
        unsafe count(UnsafeRawBufferPointer(rebasing: bytes[span.contents]))
      }
      for message in messages { add(message, tokens, of: example, rules) }
    }
  }

  private mutating func add(
    _ message: Message, _ tokens: (JSONStringSpan) -> Int, of example: Example, _ rules: TokenRules
  ) {
    var words = 0
    switch message.content {
    case .missing, .null: break
    case .text(let span): words = tokens(span)
    case .parts(let parts):
      for part in parts {
        if let text = part.text {
          words += tokens(text)
        } else if let image = example.image(of: part) {
          add(image, rules.image)
        }
      }
    }
    let called = Self.calls(of: message, in: example).reduce(0) { $0 + tokens($1) }
    contents += words
    calls += called
    messageCount += 1
    if let role = message.roleSpan { roles += tokens(role) }
    if let name = message.name { names += tokens(name) + Self.perName }
    guard message.role == .assistant else { return }
    assistant += words + called
    if !message.isWeightZero { trained += words + called }
  }

  /// The calls of a message as they are counted: the JSON text of each, escapes decoded.
  package static func calls(of message: Message, in example: Example) -> [JSONStringSpan] {
    guard message.hasCall else { return [] }
    return [message.toolCalls, message.functionCall].compactMap(\.self).map { range in
      let isString = example.bytes[range.lowerBound] == UInt8(ascii: "\"")
      let contents = isString ? range.lowerBound + 1..<range.upperBound - 1 : range
      return JSONStringSpan(contents: contents, hasEscapes: true)
    }
  }

  /// The input of a preference is read once with each answer.
  private mutating func readTwice() {
    (contents, roles, names) = (2 * contents, 2 * roles, 2 * names)
    (calls, images, tools) = (2 * calls, 2 * images, 2 * tools)
    (messageCount, conversationCount) = (2 * messageCount, 2 * conversationCount)
  }

  private mutating func add(_ image: ExampleImage, _ rule: ImageRule) {
    imageCount += 1
    images += image.tokens(rule)
    if image.isAssumed(rule) { assumedSizeCount += 1 }
  }
}

extension TokenAccount {
  /// Whether nothing but the words counts, and what the cookbook's rule puts around them.
  package var isCertain: Bool { imageCount == 0 && calls == 0 && tools == 0 }
}
