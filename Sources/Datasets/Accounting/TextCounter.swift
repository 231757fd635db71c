package import Tokenization

/// Counts the tokens of many texts on one thread: with a vocabulary, or by an estimate without.
///
/// Not `Sendable`: each thread makes its own, which caches the counts of repeated texts.
package struct TextCounter {
  private let counter: TokenCounter?

  /// Counts with `tokenizer`, or by ``estimatedTokenCount(utf8:)`` where it is nil.
  package init(_ tokenizer: Tokenizer?) { counter = tokenizer.map { TokenCounter($0) } }

  /// Whether the counts are those of a vocabulary.
  package var isExact: Bool { counter != nil }

  /// Returns the number of tokens of a text, of which some may be special ones.
  package func count(_ text: RawSpan, allowing special: SpecialTokens = .none) -> Int {
    unsafe text.withUnsafeBytes { text in
      unsafe counter?.count(utf8: text, allowing: special) ?? estimatedTokenCount(utf8: text)
    }
  }

  /// Returns the ids of a text's tokens, of which some may be special ones; none by an estimate.
  package func encode(_ text: RawSpan, allowing special: SpecialTokens = .none) -> [UInt32] {
    unsafe text.withUnsafeBytes { unsafe counter?.encode(utf8: $0, allowing: special) ?? [] }
  }

  /// Returns the number of tokens of a text.
  package func count(_ text: String) -> Int {
    var text = text
    return text.withUTF8 { unsafe count(UnsafeRawBufferPointer($0).bytes) }
  }

  /// Returns the ids of a text's tokens; none by an estimate.
  package func encode(_ text: String) -> [UInt32] {
    var text = text
    return text.withUTF8 { unsafe encode(UnsafeRawBufferPointer($0).bytes) }
  }

  /// Returns the number of tokens of a JSON string, given the bytes between its quotes.
  package func count(jsonString text: UnsafeRawBufferPointer) -> Int {
    unsafe counter?.count(jsonString: text) ?? estimatedTokenCount(utf8: text)
  }

  /// Returns the number of tokens of a text, of which some may be special ones.
  ///
  /// Special tokens are looked for in the text itself, where no escape hides them.
  package func count(_ line: LineText, allowing special: SpecialTokens) -> Int {
    guard special != .none, isExact else { return unsafe count(jsonString: line.bytes) }
    return unsafe count(line.decoded.span.bytes, allowing: special)
  }

  /// Returns the ids of a text's tokens, of which some may be special ones; none by an estimate.
  package func encode(_ line: LineText, allowing special: SpecialTokens) -> [UInt32] {
    guard special != .none else { return unsafe counter?.encode(jsonString: line.bytes) ?? [] }
    return unsafe encode(line.decoded.span.bytes, allowing: special)
  }
}

extension TokenAccount {
  /// Counts `example` with `counter`.
  package init(of example: Example, rules: TokenRules = .standard, counter: TextCounter) {
    unsafe self.init(of: example, rules: rules) { unsafe counter.count(jsonString: $0) }
  }
}

extension ExampleTokens {
  /// Counts `example` with `counter`; ``TokenAccount`` says by which rules.
  package init(of example: Example, rules: TokenRules = .standard, counter: TextCounter) {
    self.init(TokenAccount(of: example, rules: rules, counter: counter))
  }
}
