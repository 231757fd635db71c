/// What a model is given of an example.
///
/// What is too long loses its end, as the services cut it.
package struct ContextFit: Sendable, Hashable {
  /// Of a preference, those of the longer of its two conversations.
  package var tokens: Int
  /// How many of them are read.
  package var limit: Int
  /// What would be learned of the example if nothing were cut.
  package var trained: Int
  /// Of ``trained``, what is cut.
  package var lost: Int
  /// What the model's template does not write of the example, such as `system`, with the message
  /// that it stands in, counted from 0 through the conversation.
  package var unwritten: [Unwritten] = []
  /// Why the model's template refuses the example.
  package var refusal: String?

  /// A part of an example that a template does not write.
  package struct Unwritten: Sendable, Hashable {
    package var what: String
    package var message: Int?

    package init(what: String, message: Int?) {
      self.what = what
      self.message = message
    }
  }

  package init(tokens: Int, limit: Int, trained: Int, lost: Int) {
    self.tokens = tokens
    self.limit = limit
    self.trained = trained
    self.lost = lost
  }

  /// Whether anything of the example is cut.
  package var isCut: Bool { tokens > limit }
}

extension ContextFit {
  /// Counts `example` by the rules of ``TokenAccount``, message by message.
  package init(
    of example: Example, limit: Int, rules: TokenRules = .standard, counter: TextCounter
  ) {
    self.init(tokens: 0, limit: limit, trained: 0, lost: 0)
    let whole = TokenAccount(of: example, rules: rules, counter: counter)
    switch example.kind {
    case .completion:
      add(context: whole.total - whole.trained)
      add(trained: whole.trained)
    case .chat:
      add(context: whole.tools)
      add(example.messages, of: example, rules, counter)
    case .preference:
      var longest = 0
      for answer in [example.preferred, example.rejected] {
        tokens = 0
        add(context: whole.tools / 2)
        add(example.messages, of: example, rules, counter, isContext: true)
        add(answer, of: example, rules, counter)
        longest = max(longest, tokens)
      }
      tokens = longest
    }
  }

  private mutating func add(
    _ messages: [Message], of example: Example, _ rules: TokenRules, _ counter: TextCounter,
    isContext: Bool = false
  ) {
    for message in messages {
      let account = unsafe TokenAccount([message], of: example, rules: rules) {
        unsafe counter.count(jsonString: $0)
      }
      let trained = isContext ? 0 : account.trained
      add(context: account.total - trained)
      add(trained: trained)
    }
  }

  private mutating func add(context count: Int) { tokens += count }

  private mutating func add(trained count: Int) {
    let end = tokens + count
    lost += max(0, end - max(tokens, limit))
    trained += count
    tokens = end
  }
}
