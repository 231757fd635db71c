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

extension Session {
  /// The encoding of every model that can be tuned today; datasets are counted with it.
  static let datasetEncoding = TokenEncoding.o200k

  /// Makes a function that counts one JSON string, for one thread, with caches of its own.
  func makeStringCount(_ encoding: TokenEncoding = datasetEncoding) -> StringTokenCount {
    guard let tokenizer = surroundings.tokenizer(encoding) else {
      return { unsafe estimatedTokenCount(utf8: $0) }
    }
    let counter = TokenCounter(tokenizer)
    return { unsafe counter.count(jsonString: $0) }
  }

  /// Whether counts with the encoding are exact on this machine.
  func countsExactly(_ encoding: TokenEncoding = datasetEncoding) -> Bool {
    surroundings.tokenizer(encoding) != nil
  }

  /// The tokens of one stored example; counted now when nobody has before.
  func tokens(of stored: StoredExample) -> TokenFigure {
    if let count = stored.facts.tokens {
      return TokenFigure(count, isExact: countsExactly())
    }
    guard let example = try? Example(stored.bytes) else { return TokenFigure(0, isExact: false) }
    let tokens = unsafe ExampleTokens(of: example, count: makeStringCount())
    return TokenFigure(tokens.total, isExact: countsExactly())
  }

  /// The example with its counts, as a change takes it.
  func content(_ example: Example) -> ExampleChange.Content {
    let tokens = unsafe ExampleTokens(of: example, count: makeStringCount())
    return ExampleChange.Content(
      bytes: example.bytes, tokens: tokens.total, trainedTokens: tokens.trained)
  }
}
