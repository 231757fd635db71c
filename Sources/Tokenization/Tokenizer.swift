// Text and a vocabulary come in; token ids, their bytes and their number go out. A `RankFile` as
// tiktoken publishes it becomes a `Vocabulary`, which is stored and mapped; an `Encoder` runs the C
// kernels over it; `Reference` holds the plain version that the tests compare it with. Read this
// file first, then `Counting/TokenCounter.swift`.

import Synchronization

/// Text to tokens and back, token for token as tiktoken 0.14 does it.
///
/// Special tokens are ordinary text (tiktoken's `encode_ordinary`). Counting much text is the
/// work of a ``TokenCounter``, one for each thread.
package final class Tokenizer: Sendable {
  package let vocabulary: Vocabulary
  private let encoder: Mutex<Encoder>

  package init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
    encoder = Mutex(Encoder(vocabulary))
  }

  package var encoding: TokenEncoding { vocabulary.encoding }

  /// Returns the ids of the text's tokens; a byte that is no part of UTF-8 is a character itself.
  package func encode(_ text: [UInt8]) -> [Int] {
    encoder.withLock { encoder in
      let ids = unsafe [UInt32](unsafeUninitializedCapacity: text.count) { ids, count in
        unsafe count = text.withUnsafeBytes { unsafe encoder.encode($0, into: ids) }
      }
      return ids.map(Int.init)
    }
  }

  /// Returns the bytes of the tokens; special tokens give their text, unknown ids nothing.
  ///
  /// Any bytes that were encoded come back as they were, also those that are no text.
  package func decode(_ tokens: [Int]) -> [UInt8] {
    var bytes: [UInt8] = []
    for token in tokens where !vocabulary.append(token, to: &bytes) {
      bytes += special(token) ?? []
    }
    return bytes
  }

  /// The bytes of a token, ordinary or special; nil for an unknown id.
  package func bytes(of token: Int) -> [UInt8]? { vocabulary.bytes(of: token) ?? special(token) }

  private func special(_ token: Int) -> [UInt8]? {
    encoding.specialTokens.first { $0.id == token }.map { Array($0.text.utf8) }
  }
}
