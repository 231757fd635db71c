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

  @Test(arguments: ["", "ft:", "gpt", "gpt-40", "llama-3", "o10", "FT:gpt-4", "o3x"])
  func `An unknown model has none`(_ model: String) {
    #expect(TokenEncoding(model: model) == nil)
  }
}
