import Foundation
import Testing
import Tokenization

/// A text and its tokens as tiktoken 0.14 gives them.
struct Vector: Decodable {
  let text: String
  let cl100k: [Int]
  let o200k: [Int]

  func tokens(_ encoding: TokenEncoding) -> [Int] { encoding == .o200k ? o200k : cl100k }

  static func all(in name: String = "vectors") throws -> [Vector] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Resources/\(name).jsonl")
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
      let text = Array(vector.text.utf8)
      let tokens = tokenizer.encode(text)
      #expect(tokens == vector.tokens(encoding), "\(vector.text.debugDescription)")
      #expect(counter.count(vector.text) == tokens.count)
      #expect(tokenizer.decode(tokens) == text)
    }
  }

  /// `Resources/special.jsonl` is tiktoken's `encode` with `allowed_special="all"`.
  @Test(arguments: TokenEncoding.allCases)
  func `With special tokens allowed a text has the tokens that tiktoken gives it`(
    _ encoding: TokenEncoding
  ) throws {
    let tokenizer = try StoredVocabulary.tokenizer(encoding)
    let counter = TokenCounter(tokenizer)
    let vectors = try Vector.all(in: "special")
    #expect(vectors.count == 17)
    for vector in vectors {
      let text = Array(vector.text.utf8)
      let (ids, count) = unsafe text.withUnsafeBytes { bytes in
        unsafe (
          counter.encode(utf8: bytes, allowing: .all), counter.count(utf8: bytes, allowing: .all)
        )
      }
      #expect(ids.map(Int.init) == vector.tokens(encoding), "\(vector.text.debugDescription)")
      #expect(count == ids.count)
      #expect(tokenizer.decode(ids.map(Int.init)) == text)
    }
  }

  @Test(arguments: TokenEncoding.allCases)
  func `The reference gives the same tokens`(_ encoding: TokenEncoding) throws {
    let vocabulary = try StoredVocabulary.tokenizer(encoding).vocabulary
    let reference = ReferenceTokenizer(encoding, tokens: vocabulary.tokens)
    for vector in try Vector.all() where vector.text.utf8.count < 300 {
      #expect(reference.encode(Array(vector.text.utf8)) == vector.tokens(encoding))
    }
  }

  @Test(arguments: [
    (#"\ud83d"#, [5_809], [3_251]),
    (#"a\ud83db"#, [64, 5_809, 65], [64, 3_251, 65]),
    (#"\ud83d\ud83d"#, [10_178], [10_123]),
    (#"\ud83d\n"#, [5_809, 198], [157_955]),
    (#" \ud800"#, [30_433], [28_151]),
    (#"\ud83d\ude00\ud83d"#, [76_460, 222, 5_809], [84_083, 3_251]),
  ])
  func `Half a surrogate pair counts as in tiktoken`(
    _ json: String, _ cl100k: [Int], _ o200k: [Int]
  ) throws {
    for (encoding, tokens) in [(TokenEncoding.cl100k, cl100k), (.o200k, o200k)] {
      let counter = TokenCounter(try StoredVocabulary.tokenizer(encoding))
      let ids = unsafe Array(json.utf8).withUnsafeBytes { unsafe counter.encode(jsonString: $0) }
      #expect(ids.map(Int.init) == tokens)
    }
  }
}
