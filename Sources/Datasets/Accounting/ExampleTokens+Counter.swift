package import Tokenization

extension ExampleTokens {
  /// Counts `example` exactly, in the encoding of `counter`, which remembers repeated texts.
  package init(of example: Example, counter: TokenCounter) {
    unsafe self.init(of: example) { unsafe counter.count(jsonString: $0) }
  }

  /// Counts `example` by an estimate of its texts' lengths, for want of a vocabulary.
  package init(estimating example: Example) {
    unsafe self.init(of: example) { unsafe estimatedTokenCount(utf8: $0) }
  }
}
