import Randomness
import Testing
import Training

@Suite struct SubwordTokenizerTests {
  private let tokenizer = TinyModel.tokenizer

  @Test(arguments: [
    "", "the cat", " the  cat\n", "2026", "한국의 수도는 어디인가요?", "日本の首都は東京です。", "👩‍👩‍👧 é\u{0}",
    "tab\tand\r\nline", "a 1 b", "...", "   ",
  ])
  func `Decoding gives back the bytes of any text`(_ text: String) {
    #expect(tokenizer.decode(tokenizer.encode(text)) == Array(text.utf8))
  }

  @Test func `Random scalars survive`() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<generator.below(12) {
        let scalar = UInt32(generator.below(0x11_0000))
        text.unicodeScalars.append(Unicode.Scalar(scalar) ?? " ")
      }
      #expect(tokenizer.decode(tokenizer.encode(text)) == Array(text.utf8))
    }
  }

  @Test func `The most frequent pairs become tokens, words apart`() {
    let words = tokenizer.merges.indices.map { index in
      String(decoding: tokenizer.bytes(of: Int32(262 + index)), as: UTF8.self)
    }
    #expect(words == ["at", "he", "the", " c", " cat"])
  }

  /// The definition: the earliest merge that fits anywhere, at its leftmost place, again and again.
  private static func plainlyMerged(_ bytes: [UInt8], _ merges: [SubwordTokenizer.Merge]) -> [Int32]
  {
    var parts = bytes.map { Int32($0) + SubwordTokenizer.firstByte }
    search: while true {
      for (rank, merge) in merges.enumerated() {
        let place = parts.indices.dropLast().first {
          parts[$0] == merge.left && parts[$0 + 1] == merge.right
        }
        guard let place else { continue }
        parts.replaceSubrange(place...place + 1, with: [Int32(262 + rank)])
        continue search
      }
      return parts
    }
  }

  @Test func `A piece of any length is merged as the definition says`() {
    let letters = Array("aabbac가나다가".unicodeScalars)
    let texts = ["aab aabb abab bbaa caca", "가나 가나다 나가 가가가 다다"]
    let learned = SubwordTokenizer(learnedFrom: texts.flatMap { [$0, $0, $0] }, mergeCount: 24)
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      // One piece: letters of one class, up to far more than are looked at again and again.
      let isBeyond = generator.below(2) == 0
      let pool = letters.filter { $0.isASCII != isBeyond }
      var text = ""
      for _ in 0..<generator.below(80) {
        text.unicodeScalars.append(pool[generator.below(pool.count)])
      }
      #expect(learned.encode(text) == Self.plainlyMerged(Array(text.utf8), learned.merges))
    }
  }

  @Test func `A counter says how many tokens there are, however often a word comes again`() {
    let texts = ["the cat sat, the cat ran", "고양이가 고양이를 봅니다", "a  b\n\n 12"]
    let learned = SubwordTokenizer(learnedFrom: texts + texts, mergeCount: 40)
    var counter = TokenCounter(learned)
    var generator = SeededGenerator(seed: 21)
    // Words of up to forty bytes, of which those over thirty-one are not kept; some differ by NUL.
    let words = (0..<400).map { index in
      let letters = Array(["cat", "고양이가", "a\u{0}"][index % 3].unicodeScalars)
      var word = ""
      for _ in 0...generator.below(13) {
        word.unicodeScalars.append(letters[generator.below(letters.count)])
      }
      return word
    }
    for _ in 0..<500 {
      let text = (0..<generator.below(60)).map { _ in words[generator.below(words.count)] }
        .joined(separator: [" ", "  ", "\n", "7"][generator.below(4)])
      #expect(counter.count(text) == learned.encode(text).count)
    }
  }

  @Test func `Digits stay single`() {
    let tokens = SubwordTokenizer(
      learnedFrom: [String](repeating: "1945 1945", count: 9), mergeCount: 5
    ).encode("1945")
    #expect(tokens == "1945".utf8.map { Int32($0) + SubwordTokenizer.firstByte })
  }

  @Test func `The order of the texts does not matter`() {
    let texts = ["aa bb cc", "bb cc aa", "cc bb aa", "aabb"]
    let merges = SubwordTokenizer(learnedFrom: texts, mergeCount: 4).merges
    #expect(SubwordTokenizer(learnedFrom: texts.reversed(), mergeCount: 4).merges == merges)
  }

  @Test func `A dialogue is markers, texts and ends, and only answers weigh`() {
    let sequence = TrainingSequence(
      [
        Turn(.system, "a"), Turn(.user, "b"), Turn(.assistant, "c"),
        Turn(.assistant, "d", weight: 0),
      ],
      tokenizer: tokenizer, limit: 64)
    func byte(_ scalar: Unicode.Scalar) -> Int32 { Int32(scalar.value) + 6 }
    #expect(
      sequence.tokens == [1, 2, byte("a"), 5, 3, byte("b"), 5, 4, byte("c"), 5, 4, byte("d"), 5])
    #expect(sequence.weights == [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0])
    #expect(sequence.countedTokens == 2)
  }

  @Test func `A dialogue is cut at the limit`() {
    let turns = [Turn(.user, "aaaa"), Turn(.assistant, "bbbb")]
    let whole = TrainingSequence(turns, tokenizer: tokenizer, limit: 64)
    for limit in 1...whole.tokens.count {
      let cut = TrainingSequence(turns, tokenizer: tokenizer, limit: limit)
      #expect(cut.tokens == Array(whole.tokens.prefix(limit)))
      #expect(cut.weights == Array(whole.weights.prefix(limit)))
    }
  }

  @Test func `A prompt ends with the assistant's marker and loses its oldest tokens first`() {
    let turns = [Turn(.user, "abcdef")]
    let whole = tokenizer.prompt(turns, limit: 64)
    #expect(whole.first == SubwordTokenizer.bos)
    #expect(whole.last == SubwordTokenizer.token(of: .assistant))
    let short = tokenizer.prompt(turns, limit: 5)
    #expect(short == [SubwordTokenizer.bos] + whole.suffix(4))
  }
}
