package import Quantities
package import Tokenization

/// A model that can be tuned for money, with what it costs and takes.
package struct PricedModel: Sendable, Hashable {
  /// The dated name that jobs report, such as `gpt-4o-mini-2024-07-18`.
  package var snapshot: String
  /// Shorter names that mean this snapshot.
  package var aliases: [String]
  package var prices: Prices
  package var limits: Limits
  package var encoding: TokenEncoding
  /// The day after which neither the model nor what was tuned on it answers; nil while unknown.
  package var shutdown: Day?
  /// The model that takes its place in training; nil while none is needed.
  package var successor: String?
  /// Whether it trains on pairs of a prompt and a completion, and on nothing else.
  package var readsCompletions: Bool

  /// Dollars for a million tokens each.
  package struct Prices: Sendable, Hashable {
    package var training: Money
    package var input: Money
    /// nil when cached input costs as any other.
    package var cachedInput: Money?
    package var output: Money

    package init(training: Money, input: Money, cachedInput: Money?, output: Money) {
      self.training = training
      self.input = input
      self.cachedInput = cachedInput
      self.output = output
    }
  }

  /// What the service takes, in tokens unless said otherwise.
  package struct Limits: Sendable, Hashable {
    /// A longer example is cut at its end, not refused.
    package var example: Int
    package var context: Int
    /// Examples that a training file has at least.
    package var minimumExamples: Int

    package init(example: Int, context: Int, minimumExamples: Int = 10) {
      self.example = example
      self.context = context
      self.minimumExamples = minimumExamples
    }
  }

  package init(
    _ snapshot: String, aliases: [String] = [], prices: Prices, limits: Limits,
    encoding: TokenEncoding, shutdown: Day? = nil, successor: String? = nil,
    readsCompletions: Bool = false
  ) {
    self.snapshot = snapshot
    self.aliases = aliases
    self.prices = prices
    self.limits = limits
    self.encoding = encoding
    self.shutdown = shutdown
    self.successor = successor
    self.readsCompletions = readsCompletions
  }

  /// What chatting with the tuned model costs.
  ///
  /// - Complexity: O(1).
  package func cost(promptTokens: Int, completionTokens: Int) -> Money {
    Money.sum([(promptTokens, prices.input), (completionTokens, prices.output)])
  }

  /// What training on so many tokens costs, over all epochs.
  package func trainingCost(ofTokens count: Int) -> Money {
    Money.sum([(count, prices.training)])
  }
}
