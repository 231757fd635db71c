import Datasets
import Tokenization
import Workspaces

/// A count of tokens that may be a guess.
package struct TokenFigure: Sendable, Hashable {
  package var count: Int
  /// False where the vocabulary is missing; such figures are shown with `~`.
  package var isExact: Bool

  package init(_ count: Int, isExact: Bool) {
    self.count = count
    self.isExact = isExact
  }
}

/// Why figures are marked `~`.
package struct EstimateReason: Sendable, Hashable {
  /// The fact about the vocabulary, lower case, without a full stop.
  package var fault: String
}

/// Counts of tokens, exact where the vocabulary is on this machine.
package struct TokenCounting {
  let session: Session

  /// The encoding of every model that can be tuned today; datasets are counted with it.
  static let datasetEncoding = TokenEncoding.o200k

  /// Makes what counts texts, for one thread, with caches of its own.
  func makeCounter(_ encoding: TokenEncoding = datasetEncoding) -> TextCounter {
    TextCounter(session.context.tokenizer(encoding))
  }

  /// Whether counts with the encoding are exact on this machine.
  func countsExactly(_ encoding: TokenEncoding = datasetEncoding) -> Bool {
    session.context.tokenizer(encoding) != nil
  }

  /// Why there is no vocabulary of that encoding, as a fact.
  func vocabularyFault(_ encoding: TokenEncoding) -> String {
    session.context.vocabularyFault(encoding)
      ?? "the vocabulary of \(encoding.rawValue) is not on this machine"
  }

  /// Why figures are estimates; nil where the vocabulary is on this machine.
  func estimateReason(_ encoding: TokenEncoding = datasetEncoding) -> EstimateReason? {
    countsExactly(encoding) ? nil : EstimateReason(fault: vocabularyFault(encoding))
  }

  /// Whether what was counted at the load is what would be counted now.
  ///
  /// It is not where the vocabulary came, or went, after the load.
  func trustsStoredCounts(of dataset: Dataset) -> Bool {
    (dataset.tokenEncoding != nil) == countsExactly()
  }

  /// The tokens of one stored example; counted now when the stored count is not to be trusted.
  func tokens(of stored: StoredExample, in dataset: Dataset) -> TokenFigure {
    if let count = stored.facts.tokens, trustsStoredCounts(of: dataset) {
      return TokenFigure(count, isExact: countsExactly())
    }
    return countedNow(stored)
  }

  /// The tokens of one stored example, whatever is known of them.
  func countedNow(_ stored: StoredExample) -> TokenFigure {
    guard let example = try? Example(stored.bytes) else { return TokenFigure(0, isExact: false) }
    let tokens = ExampleTokens(of: example, counter: makeCounter())
    return TokenFigure(tokens.total, isExact: countsExactly())
  }

  /// The example with its counts, as a change takes it.
  func content(_ example: Example) -> ExampleChange.Content {
    let tokens = ExampleTokens(of: example, counter: makeCounter())
    return ExampleChange.Content(
      bytes: example.bytes, tokens: tokens.total, trainedTokens: tokens.trained)
  }
}
