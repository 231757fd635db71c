import Foundation
import Tokenization

/// A vocabulary of the 256 bytes and a few words, for documents that speak of exact tokens.
///
/// A real one is some megabytes, and not on every machine.
enum ToyVocabulary {
  private static let words = [
    "he", "ll", "hell", "hello", "th", "the", "in", "an", "er", "or", " w", "wor", " t", " the",
    "He", "Hell", "Hello", "is", " is", "em", "eme",
  ]

  private static let tokenizers: [TokenEncoding: Tokenizer] = {
    var tokenizers: [TokenEncoding: Tokenizer] = [:]
    let tokens = (0...255).map { [UInt8($0)] } + words.map { Array($0.utf8) }
    let lines = tokens.enumerated().map { "\(Data($1).base64EncodedString()) \($0)\n" }.joined()
    for encoding in TokenEncoding.allCases {
      guard let ranks = try? RankFile(encoding, lines: Array(lines.utf8)) else { continue }
      tokenizers[encoding] = (try? Vocabulary(Vocabulary.storedForm(of: ranks))).map(Tokenizer.init)
    }
    return tokenizers
  }()

  static func tokenizer(_ encoding: TokenEncoding) -> Tokenizer? { tokenizers[encoding] }
}
