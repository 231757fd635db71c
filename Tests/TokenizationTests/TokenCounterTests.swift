import Testing
import Tokenization

@Suite struct TokenCounterTests {
  @Test(arguments: [
    (#"plain"#, "plain"),
    (#"a\"b\\c\/d"#, "a\"b\\c/d"),
    (#"\b\f\n\r\t"#, "\u{8}\u{C}\n\r\t"),
    (#"\u0041\u00e9\u65e5"#, "Aé日"),
    (#"\ud83d\ude00"#, "😀"),
    (#"\ud83d"#, "\u{FFFD}"),
    (#"\ud83d\ud83d"#, "\u{FFFD}\u{FFFD}"),
    (#"\udc00\ud83d"#, "\u{FFFD}\u{FFFD}"),
    (#"x\udfff y"#, "x\u{FFFD} y"),
    (#"\ud83d\u0041"#, "\u{FFFD}A"),
    (#"\x \u12 \"#, #"\x \u12 \"#),
    ("", ""),
  ])
  func `A JSON string counts as its text`(_ json: String, _ text: String) throws {
    let counter = TokenCounter(Tokenizer(try SmallVocabulary.vocabulary(.o200k)))
    let count = unsafe Array(json.utf8).withUnsafeBytes { unsafe counter.count(jsonString: $0) }
    #expect(count == counter.count(text))
    let ids = unsafe Array(json.utf8).withUnsafeBytes { unsafe counter.encode(jsonString: $0) }
    #expect(
      try Tokenizer(SmallVocabulary.vocabulary(.o200k)).decode(ids.map(Int.init))
        == Array(text.utf8))
  }

  @Test func `A message that comes again has the same count`() throws {
    let counter = TokenCounter(Tokenizer(try SmallVocabulary.vocabulary(.o200k)))
    let messages = (0..<40).map { String(SmallVocabulary.sample.prefix(60 + $0 % 20)) }
    let fresh = messages.map {
      try? TokenCounter(Tokenizer(SmallVocabulary.vocabulary(.o200k))).count($0)
    }
    for _ in 0..<4 { #expect(messages.map { counter.count($0) } == fresh) }
  }

  @Test func `Remembered strings never stand for others`() throws {
    let tokenizer = Tokenizer(try SmallVocabulary.vocabulary(.o200k))
    let counter = TokenCounter(tokenizer)
    // More text than is remembered at a time, each of it four times, among much that is new.
    let texts = (0..<150).map { index in
      String(repeating: String(SmallVocabulary.sample.prefix(20 + index)), count: 100) + "\(index)"
    }
    for round in 0..<4 {
      for (index, text) in texts.enumerated() {
        for text in [text, "assistant", "new \(round) \(index)"] {
          let json = Array(text.utf8)
          let count = unsafe json.withUnsafeBytes { unsafe counter.count(jsonString: $0) }
          #expect(count == TokenCounter.fresh(text, tokenizer))
        }
      }
    }
  }

  @Test(arguments: [
    ("", 0), ("a", 1), ("four", 1), ("eight by", 2), ("日本語", 2), ("한국어 문장", 5),
  ])
  func `Without a vocabulary a count is estimated`(_ text: String, _ count: Int) {
    let estimate = unsafe Array(text.utf8).withUnsafeBytes {
      unsafe estimatedTokenCount(utf8: $0)
    }
    #expect(estimate == count)
  }
}

extension TokenCounter {
  /// The count of a JSON string by a counter that remembers nothing.
  fileprivate static func fresh(_ text: String, _ tokenizer: Tokenizer) -> Int {
    unsafe Array(text.utf8).withUnsafeBytes {
      unsafe TokenCounter(tokenizer).encode(jsonString: $0).count
    }
  }
}
