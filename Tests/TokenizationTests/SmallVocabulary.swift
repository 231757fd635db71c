import Foundation
import Randomness
import Tokenization

/// A vocabulary of a few hundred tokens, learned here, for the tests that need no real one.
enum SmallVocabulary {
  /// Text of several scripts whose pieces repeat enough to be worth merging.
  static let sample = """
    the then there's HTTPServer don't I'LL we've 123 4567 — naïve, Über!! \r\n\r\n    indented\tcode
    한국어 문장을 나눕니다. 안녕하세요 한국어 데이터 日本語の文章を分割します。東京の天気は晴れです、東京。
    Привет, мир! Привет 😀😀 aaaaaaaaaaaaaaaa ======== <|endoftext|> if (x != null) { return x; }\n
    """

  static let tokens: [[UInt8]] = {
    var tokens = (0...255).map { [UInt8($0)] }
    var words = Pretokenizer(.o200k).pieces(of: Array(sample.utf8)).map { $0.map { [$0] } }
    while tokens.count < 480 {
      var counts: [[UInt8]: Int] = [:]
      for word in words {
        for (left, right) in zip(word, word.dropFirst()) { counts[left + right, default: 0] += 1 }
      }
      let best = counts.max { ($0.value, $1.key.hashKey) < ($1.value, $0.key.hashKey) }
      guard let merged = best?.key, best?.value ?? 0 > 1 else { break }
      if !tokens.contains(merged) { tokens.append(merged) }
      words = words.map { merging($0, into: merged) }
    }
    return tokens
  }()

  private static func merging(_ word: [[UInt8]], into merged: [UInt8]) -> [[UInt8]] {
    var result: [[UInt8]] = []
    for symbol in word {
      if let last = result.last, last + symbol == merged {
        result[result.count - 1] = merged
      } else {
        result.append(symbol)
      }
    }
    return result
  }

  static func rankLines(_ tokens: [[UInt8]] = tokens) -> [UInt8] {
    Array(
      tokens.enumerated().map { "\(Data($1).base64EncodedString()) \($0)\n" }.joined().utf8)
  }

  private static let made: [TokenEncoding: Result<Vocabulary, any Error>] = Dictionary(
    uniqueKeysWithValues: TokenEncoding.allCases.map { encoding in
      (
        encoding,
        Result {
          try Vocabulary(Vocabulary.storedForm(of: RankFile(encoding, lines: rankLines())))
        }
      )
    })

  static func vocabulary(_ encoding: TokenEncoding) throws -> Vocabulary {
    guard let result = made[encoding] else { throw VocabularyError.notAVocabulary }
    return try result.get()
  }

  static func reference(_ encoding: TokenEncoding) -> ReferenceTokenizer {
    ReferenceTokenizer(encoding, tokens: tokens.map { $0[...] })
  }
}

extension [UInt8] {
  fileprivate var hashKey: String { map { String($0, radix: 16) }.joined(separator: ".") }
}

extension Pretokenizer {
  /// The pieces themselves.
  func pieces(of text: [UInt8]) -> [[UInt8]] {
    var start = 0
    return pieceEnds(of: text).map { end in
      defer { start = end }
      return Array(text[start..<end])
    }
  }
}

/// Texts of every character class, with the neighbors that the patterns treat apart.
enum RandomText {
  private static let alphabet: [String] = [
    "a", "b", "S", "T", "R", "E", "V", "L", "the", "HTTP", "'", "'", "'s", "'LL", "'ve", "\u{17F}",
    " ", " ", "  ", "\t", "\n", "\r\n", "\u{A0}", "\u{85}", "\u{3000}", "\u{200B}", "0", "12", "½",
    "Ⅻ", "٣", ".", "/", "!!", "=", "<|endoftext|>", "한", "국어", "日本", "の", "東京", "ー", "é", "Ü", "ǅ",
    "ʰ", "ª", "\u{301}", "\u{64B}", "\u{E0101}", "😀", "👩‍💻", "\u{323B0}", "П", "привет", "\0",
  ]

  /// Returns well-formed text of up to `length` picks.
  static func text(_ generator: inout SeededGenerator, length: Int) -> [UInt8] {
    (0..<Int.random(in: 0...length, using: &generator)).flatMap { _ in
      Array((alphabet.randomElement(using: &generator) ?? "").utf8)
    }
  }

  /// Returns text of up to `length` characters of an alphabet, in places the same again and again.
  static func of(
    _ alphabet: String, _ generator: inout SeededGenerator, length: Int
  ) -> [UInt8] {
    let characters = Array(alphabet)
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 1...length, using: &generator) {
      guard let character = characters.randomElement(using: &generator) else { continue }
      let repeats = Int.random(in: 0..<12, using: &generator) == 0 ? 7 : 1
      for _ in 0..<repeats { text.append(contentsOf: character.utf8) }
    }
    return text
  }

  /// Returns bytes of which some are no part of UTF-8.
  static func bytes(_ generator: inout SeededGenerator, length: Int) -> [UInt8] {
    var bytes = text(&generator, length: length)
    for index in bytes.indices where Int.random(in: 0..<6, using: &generator) == 0 {
      bytes[index] = UInt8.random(in: 0...255, using: &generator)
    }
    return bytes
  }
}
