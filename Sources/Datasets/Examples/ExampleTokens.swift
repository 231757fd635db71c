import JSON

/// How many tokens an example is, and how many of them the model learns to say.
package struct ExampleTokens: Sendable, Hashable {
  /// Everything the model reads, billed per epoch: the cookbook's estimate.
  package var total: Int
  /// The contents of assistant messages whose weight is not 0.
  package var trained: Int
  /// The contents of all assistant messages.
  package var assistant: Int

  package init(total: Int, trained: Int, assistant: Int) {
    self.total = total
    self.trained = trained
    self.assistant = assistant
  }
}

/// Counts the tokens of one JSON string, given the bytes between its quotes.
package typealias StringTokenCount = (UnsafeRawBufferPointer) -> Int

extension ExampleTokens {
  /// Tokens around each message, and at the end of a conversation, that open the reply.
  ///
  /// From the OpenAI cookbook's `num_tokens_from_messages`; an estimate where the service does not
  /// document its format.
  static let perMessage = 3
  static let perConversation = 3
  static let perName = 1

  /// Counts `example` with `count`, which sees the raw bytes of each string, escapes and all.
  ///
  /// Per message 3, its role, its content, its name and 1 for that; 3 per conversation. Tool calls
  /// and tools are counted by ``ToolTokens``. A preference is its input with each of the two
  /// answers.
  package init(of example: Example, count: StringTokenCount) {
    var counted = ExampleTokens(total: 0, trained: 0, assistant: 0)
    unsafe example.bytes.withUnsafeBytes { bytes in
      func tokens(_ span: JSONStringSpan) -> Int {
        unsafe count(UnsafeRawBufferPointer(rebasing: bytes[span.contents]))
      }
      switch example.kind {
      case .completion:
        let completion = example.outline.completion.map(tokens) ?? 0
        counted.total = completion + (example.outline.prompt.map(tokens) ?? 0)
        counted.trained = completion
        counted.assistant = completion
      case .chat:
        for message in example.messages { counted.add(message, tokens, of: example) }
        counted.total += Self.perConversation
      case .preference:
        for message in example.messages { counted.add(message, tokens, of: example) }
        counted.total = 2 * (counted.total + Self.perConversation)
        for message in example.preferred + example.rejected {
          counted.add(message, tokens, of: example)
        }
      }
      if let tools = example.tools {
        counted.total += unsafe ToolTokens.count(tools, tokens: count)
      }
    }
    self = counted
  }

  private mutating func add(
    _ message: Message, _ tokens: (JSONStringSpan) -> Int, of example: Example
  ) {
    var content = 0
    switch message.content {
    case .missing, .null: break
    case .text(let span): content = tokens(span)
    case .parts(let parts): content = parts.reduce(0) { $0 + ($1.text.map(tokens) ?? 0) }
    }
    for range in [message.toolCalls, message.functionCall] {
      // No rule is documented for calls; their JSON text is the nearest there is.
      guard let range else { continue }
      let isString = example.bytes[range.lowerBound] == UInt8(ascii: "\"")
      content += tokens(
        JSONStringSpan(
          contents: isString ? range.lowerBound + 1..<range.upperBound - 1 : range,
          hasEscapes: false))
    }
    total += Self.perMessage + content
    if let role = message.roleSpan { total += tokens(role) }
    if let name = message.name { total += tokens(name) + Self.perName }
    guard message.role == .assistant else { return }
    assistant += content
    if !message.isWeightZero { trained += content }
  }
}
