import Foundation
import Testing
import Tokenization

/// Texts and their tokens as tiktoken 0.14 gives them.
struct Vector: Decodable {
  let text: String
  let cl100k: [Int]
  let o200k: [Int]

  func tokens(_ encoding: TokenEncoding) -> [Int] { encoding == .o200k ? o200k : cl100k }

  static func all() throws -> [Vector] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Resources/vectors.jsonl")
    return try Data(contentsOf: file).split(separator: 0x0A).map {
      try JSONDecoder().decode(Vector.self, from: $0)
    }
  }
}

@Suite(.enabled(if: StoredVocabulary.areAllThere, StoredVocabulary.missing))
struct VectorTests {
  @Test(arguments: TokenEncoding.allCases)
  func `Every stored text has the tokens that tiktoken gives it`(_ encoding: TokenEncoding) throws {
    let tokenizer = try StoredVocabulary.tokenizer(encoding)
    let counter = TokenCounter(tokenizer)
    for vector in try Vector.all() {
      let tokens = tokenizer.encode(Array(vector.text.utf8))
      #expect(tokens == vector.tokens(encoding), "\(vector.text.debugDescription)")
      #expect(counter.count(vector.text) == tokens.count)
      #expect(tokenizer.decode(tokens) == Array(vector.text.utf8))
    }
  }

  @Test(arguments: TokenEncoding.allCases)
  func `The reference gives the same tokens`(_ encoding: TokenEncoding) throws {
    let vocabulary = try StoredVocabulary.tokenizer(encoding).vocabulary
    let reference = ReferenceTokenizer(encoding, tokens: vocabulary.tokens)
    for vector in try Vector.all() where vector.text.utf8.count < 2_000 {
      #expect(reference.encode(Array(vector.text.utf8)) == vector.tokens(encoding))
    }
  }
}
