import Randomness
import Testing
import Tokenization

/// The fast tokenizer against the reference, with a vocabulary that every machine has.
@Suite struct AgreementTests {
  @Test(arguments: TokenEncoding.allCases)
  func `Fast and reference agree on every character class`(_ encoding: TokenEncoding) throws {
    let checker = try Checker(encoding)
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<1_500 { checker.check(RandomText.text(&generator, length: 24)) }
  }

  @Test(arguments: TokenEncoding.allCases)
  func `They agree on bytes that are no text`(_ encoding: TokenEncoding) throws {
    let checker = try Checker(encoding)
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<1_500 { checker.check(RandomText.bytes(&generator, length: 16)) }
  }

  /// Few kinds of characters at a time, so that the rules meet at each place of a 64-byte window.
  @Test(arguments: TokenEncoding.allCases)
  func `They agree on ASCII text of every mix of kinds`(_ encoding: TokenEncoding) throws {
    let checker = try Checker(encoding)
    var generator = SeededGenerator(seed: 4)
    let alphabets = [
      "ab AB", "aA \n", "aA1 \n\t/;'", "  \n\r\t/(ab", "'stmdlvreSLVRE aX(", "0123456789 a\n",
      "/\n;\r a", " \n\ta", "ab'é /\n", "\u{0}\u{1F}\u{7F} aB",
    ]
    for alphabet in alphabets {
      for _ in 0..<300 {
        checker.check(RandomText.of(alphabet, &generator, length: 150))
      }
    }
  }

  @Test(arguments: TokenEncoding.allCases)
  func `They agree wherever a text begins and ends in a block`(_ encoding: TokenEncoding) throws {
    let checker = try Checker(encoding)
    let text = Array(SmallVocabulary.sample.utf8.prefix(200))
    for offset in 0..<70 {
      checker.check(Array(repeating: UInt8(ascii: "a"), count: offset) + text)
      checker.check(Array(text.dropFirst(offset)))
      checker.check(Array(text.dropLast(offset)))
    }
  }

  @Test(arguments: TokenEncoding.allCases)
  func `They agree on long pieces`(_ encoding: TokenEncoding) throws {
    let checker = try Checker(encoding)
    var generator = SeededGenerator(seed: 3)
    let units = ["a", "ab", "aab", "日本語の東京", "東", "한국어", " ", "\n", "=", "é", "😀", "Aa", "\u{301}"]
    for unit in units {
      for count in [15, 16, 17, 40, 130] {
        checker.check(Array(String(repeating: unit, count: count).utf8))
      }
    }
    for _ in 0..<60 {
      let characters = (0..<80).compactMap { _ in
        Array("日本語の文章東京天気晴한국어").randomElement(using: &generator)
      }
      checker.check(Array(String(characters).utf8))
    }
  }

  @Test func `A megabyte of one character is counted in a moment`() throws {
    let tokenizer = Tokenizer(try SmallVocabulary.vocabulary(.o200k))
    let counter = TokenCounter(tokenizer)
    for unit in ["a", " ", "あ", "東", "=", "\n"] {
      let text = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
      let tokens = tokenizer.encode(Array(text.utf8))
      #expect(tokenizer.decode(tokens) == Array(text.utf8))
      #expect(counter.count(text) == tokens.count)
    }
  }
}

/// Compares all that the tokenizer can be asked about a text.
struct Checker {
  let tokenizer: Tokenizer
  let counter: TokenCounter
  let reference: ReferenceTokenizer

  init(_ encoding: TokenEncoding) throws {
    tokenizer = Tokenizer(try SmallVocabulary.vocabulary(encoding))
    counter = TokenCounter(tokenizer)
    reference = SmallVocabulary.reference(encoding)
  }

  func check(_ text: [UInt8], _ location: SourceLocation = #_sourceLocation) {
    let tokens = tokenizer.encode(text)
    #expect(tokens == reference.encode(text), "\(text)", sourceLocation: location)
    #expect(tokenizer.decode(tokens) == text, sourceLocation: location)
    unsafe text.withUnsafeBytes { bytes in
      let count = unsafe counter.count(utf8: bytes)
      #expect(count == tokens.count, "\(text)", sourceLocation: location)
      let ids = unsafe counter.encode(utf8: bytes)
      #expect(ids.map(Int.init) == tokens, sourceLocation: location)
    }
  }
}
