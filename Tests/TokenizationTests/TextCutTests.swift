import Randomness
import Testing
import Tokenization

@Suite struct TextCutTests {
  @Test(
    arguments: [
      ("", nil), ("a", nil), ("a b", 1), ("a b c", 3), ("a  b", nil), ("a b ", 1), ("one\ntwo", 4),
      ("one\n\n\ntwo", 6), ("one\n two", nil), ("x = 1;\n/* y", nil), ("x\n//", nil), ("x\r\ny", 3),
      ("é b", nil), ("1 b", nil), ("日本\n語", nil), ("日本\n<|endoftext|>", 7), ("a b\n", 1),
    ] as [(String, Int?)])
  func `A text is cut where no token can reach across`(_ text: String, _ place: Int?) {
    #expect(unsafe Array(text.utf8).withUnsafeBytes { unsafe TextCut.last(in: $0) } == place)
  }

  @Test func `Nothing before the start is looked at`() {
    let text = Array("a b cc".utf8)
    let found = (0..<6).map { start in
      unsafe text.withUnsafeBytes { unsafe TextCut.last(in: $0, from: start) }
    }
    #expect(found == [3, 3, 3, nil, nil, nil])
  }

  @Test(arguments: TokenEncoding.allCases)
  func `The tokens of the parts are those of the whole`(_ encoding: TokenEncoding) throws {
    let tokenizer = Tokenizer(try SmallVocabulary.vocabulary(encoding))
    var generator = SeededGenerator(seed: 11)
    var cutCount = 0
    for round in 0..<20_000 {
      var text =
        round % 2 == 0
        ? RandomText.text(&generator, length: 30) : RandomText.bytes(&generator, length: 30)
      // Letters around spaces and newlines are rare in random text.
      for glue in ["a b", "\nx", "'s t", "\n\n<"] where Bool.random(using: &generator) {
        text.insert(contentsOf: glue.utf8, at: Int.random(in: 0...text.count, using: &generator))
      }
      guard let place = unsafe text.withUnsafeBytes({ unsafe TextCut.last(in: $0) }) else {
        continue
      }
      cutCount += 1
      #expect(
        tokenizer.encode(Array(text[..<place])) + tokenizer.encode(Array(text[place...]))
          == tokenizer.encode(text), "\(text)")
    }
    #expect(cutCount > 5_000)
  }
}
