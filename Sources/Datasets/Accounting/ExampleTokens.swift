import JSON
package import Tokenization

/// How many tokens an example has, and how many of them the loss counts.
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

extension ExampleTokens {
  /// Counts `example` exactly, in the encoding of `counter`, which caches repeated texts.
  package init(of example: Example, counter: TokenCounter) {
    unsafe self.init(of: example) { unsafe counter.count(jsonString: $0) }
  }

  /// Estimates the tokens of `example` from its texts' lengths, for use without a vocabulary.
  package init(estimating example: Example) {
    unsafe self.init(of: example) { unsafe estimatedTokenCount(utf8: $0) }
  }
}

/// Counts the tokens of one JSON string, given the bytes between its quotes.
package typealias StringTokenCount = (UnsafeRawBufferPointer) -> Int
