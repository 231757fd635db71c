/// Counts the tokens of many texts on one thread, and caches the counts of repeated ones.
///
/// Not `Sendable`: each thread makes its own. It grows to some 10 MB.
package final class TokenCounter {
  let encoding: TokenEncoding
  private let encoder: Encoder
  private var memo = TextMemo()

  package init(_ tokenizer: Tokenizer) {
    encoding = tokenizer.encoding
    encoder = Encoder(tokenizer.vocabulary)
  }

  /// Returns the number of tokens of a text; linear in its length.
  package func count(utf8 text: UnsafeRawBufferPointer) -> Int {
    unsafe encoder.count(text)
  }

  /// Returns the number of tokens of a text; linear in its length.
  package func count(_ text: String) -> Int {
    var text = text
    return text.withUTF8 { unsafe encoder.count(UnsafeRawBufferPointer($0)) }
  }

  /// Returns the number of tokens of a JSON string, given the bytes between its quotes.
  ///
  /// Escapes are decoded; each unpaired surrogate is U+FFFD, as in tiktoken. An invalid escape is
  /// kept unchanged. The counts of repeated texts are cached.
  package func count(jsonString text: UnsafeRawBufferPointer) -> Int {
    unsafe memo.count(text) { unsafe encoder.count(jsonString: $0) }
  }

  /// Returns the ids of the text's tokens; linear in its length.
  package func encode(utf8 text: UnsafeRawBufferPointer) -> [UInt32] {
    unsafe [UInt32](unsafeUninitializedCapacity: text.count) { ids, count in
      unsafe count = encoder.encode(text, into: ids)
    }
  }

  /// Returns the ids of a JSON string's tokens, given the bytes between its quotes.
  package func encode(jsonString text: UnsafeRawBufferPointer) -> [UInt32] {
    unsafe [UInt32](unsafeUninitializedCapacity: text.count) { ids, count in
      unsafe count = encoder.encode(jsonString: text, into: ids)
    }
  }
}

/// Returns roughly how many tokens a text has, for when there is no vocabulary.
///
/// Numbers made with it are marked `~`. A word of ASCII is about 4 bytes a token; other scripts
/// come to about one token for each 1.5 characters in o200k.
package func estimatedTokenCount(utf8 text: UnsafeRawBufferPointer) -> Int {
  var asciiCount = 0
  var otherCount = 0
  for index in 0..<text.count {
    let byte = unsafe text[index]
    if byte < 0x80 { asciiCount += 1 } else if byte & 0xC0 != 0x80 { otherCount += 1 }
  }
  return (asciiCount + 3) / 4 + (otherCount * 2 + 2) / 3
}
