import Foundation
import Testing
import Tokenization

@Suite struct TokenEncodingTests {
  @Test(arguments: [
    ("gpt-4.1-mini-2025-04-14", TokenEncoding.o200k),
    ("ft:gpt-4.1-2025-04-14:org::abc", .o200k),
    ("ft:gpt-4o-mini-2024-07-18:org:marv:abc", .o200k),
    ("gpt-5-mini", .o200k), ("chatgpt-4o-latest", .o200k), ("o3-mini", .o200k), ("o1", .o200k),
    ("o4-mini-2025-04-16", .o200k), ("gpt-oss-20b", .o200k),
    ("gpt-4", .cl100k), ("gpt-4-0613", .cl100k), ("gpt-3.5-turbo-0125", .cl100k),
    ("ft:gpt-3.5-turbo-0125:org::abc", .cl100k), ("ft:babbage-002:org::x", .cl100k),
    ("davinci-002", .cl100k), ("text-embedding-3-small", .cl100k),
  ])
  func `A model has the encoding of its family`(_ model: String, _ encoding: TokenEncoding) {
    #expect(TokenEncoding(model: model) == encoding)
  }

  /// Encodings by the names in tiktoken; nil for those that no model of today has.
  private static let encodings: [String: TokenEncoding?] = [
    "o200k_base": .o200k, "cl100k_base": .cl100k, "o200k_harmony": .o200k, "p50k_base": nil,
    "r50k_base": nil, "p50k_edit": nil, "gpt2": nil,
  ]

  /// `Resources/models.tsv` has every row of tiktoken's `model.py`; prefixes end in a star there.
  @Test func `Every model that tiktoken knows has the encoding that it has there`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Resources/models.tsv")
    let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.map { $0.split(separator: "\t").map(String.init) }
    #expect(rows.count == 62)
    for row in rows {
      let model = row[0].replacing("*", with: row[0].hasSuffix("-*") ? "2099" : "-2099:org::id")
      let expected = try #require(Self.encodings[row[1]])
      #expect(TokenEncoding(model: model) == expected, "\(model)")
      #expect((TokenEncoding.variant(ofModel: model) == nil) == (row[1] != "o200k_harmony"))
    }
  }

  /// The one deviation: tiktoken's prefix `ft:gpt-4` takes in what was tuned on gpt-4.1.
  @Test(arguments: ["ft:gpt-4.1", "ft:gpt-4.1-mini-2025-04-14:org::id", "ft:gpt-4.5-preview:o::i"])
  func `A tuned model has its base's encoding where tiktoken says gpt-4's`(_ model: String) {
    #expect(TokenEncoding(model: model) == .o200k)
  }

  @Test func `Every name to suggest is a model's`() {
    #expect(TokenEncoding.modelNames.allSatisfy { TokenEncoding(model: $0) != nil })
    #expect(TokenEncoding.modelNames.contains("gpt-4.1"))
  }

  @Test(arguments: ["", "ft:", "gpt", "gpt-40", "llama-3", "o10", "FT:gpt-4", "o3x"])
  func `An unknown model has none`(_ model: String) {
    #expect(TokenEncoding(model: model) == nil)
  }
}
