import Synchronization

/// Text to tokens and back, token for token as tiktoken 0.14 does it.
///
/// Special tokens are ordinary text (tiktoken's `encode_ordinary`). Counting much text is the
/// work of a ``TokenCounter``, one for each thread.
package final class Tokenizer: Sendable {
  package let vocabulary: Vocabulary
  private let reference: Mutex<ReferenceTokenizer?> = Mutex(nil)

  package init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
  }

  package var encoding: TokenEncoding { vocabulary.encoding }

  /// Returns the ids of the text's tokens; a byte that is no part of UTF-8 is a character itself.
  package func encode(_ text: [UInt8]) -> [Int] {
    reference.withLock { reference in
      let tokenizer =
        reference ?? ReferenceTokenizer(encoding, tokens: vocabulary.tokens)
      reference = tokenizer
      return tokenizer.encode(text)
    }
  }

  /// Returns the bytes of the tokens; special tokens give their text, unknown ids nothing.
  package func decode(_ tokens: [Int]) -> [UInt8] {
    tokens.flatMap { token in
      if let bytes = vocabulary.bytes(of: token) { return bytes }
      return Array(encoding.specialTokens.first { $0.id == token }?.text.utf8 ?? "".utf8)
    }
  }
}
