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

  /// The sums of an account.
  package init(_ account: TokenAccount) {
    self.init(total: account.total, trained: account.trained, assistant: account.assistant)
  }

  /// Counts `example` with `count`, which sees the raw bytes of each string, escapes and all.
  ///
  /// ``TokenAccount`` says by which rules.
  package init(of example: Example, rules: TokenRules = .standard, count: StringTokenCount) {
    self.init(unsafe TokenAccount(of: example, rules: rules, count: count))
  }
}

/// Counts the tokens of one JSON string, given the bytes between its quotes.
package typealias StringTokenCount = (UnsafeRawBufferPointer) -> Int
