/// Counts the tokens of many texts on one thread, and remembers what it has seen.
package final class TokenCounter {
  private let tokenizer: Tokenizer
  private var unescaped: [UInt8] = []

  package init(_ tokenizer: Tokenizer) {
    self.tokenizer = tokenizer
  }

  /// Returns the number of tokens of a text.
  package func count(utf8 text: UnsafeRawBufferPointer) -> Int {
    unsafe tokenizer.encode(Array(text)).count
  }

  /// Returns the number of tokens of a text.
  package func count(_ text: String) -> Int {
    tokenizer.encode(Array(text.utf8)).count
  }

  /// Returns the number of tokens of a JSON string, given the bytes between its quotes.
  ///
  /// Escapes are decoded; each half of a surrogate pair that stands alone is U+FFFD, as in
  /// tiktoken. An escape that is none stays as it is.
  package func count(jsonString text: UnsafeRawBufferPointer) -> Int {
    unescaped.removeAll(keepingCapacity: true)
    unsafe appendUnescaped(text, to: &unescaped)
    return tokenizer.encode(unescaped).count
  }
}
