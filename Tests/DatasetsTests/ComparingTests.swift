import Datasets
import Testing

@Suite struct WordDiffTests {
  @Test(arguments: [
    ("", "", [DiffRun]()),
    ("a b", "a b", [.same("a b")]),
    ("", "new", [.added("new")]),
    ("old", "", [.removed("old")]),
    (
      "the old word", "the new word",
      [.same("the "), .removed("old"), .added("new"), .same(" word")]
    ),
    ("a b c", "a c", [.same("a "), .removed("b "), .same("c")]),
    ("東京は大きい", "東京は小さい", [.same("東京は"), .removed("大き"), .added("小さ"), .same("い")]),
    ("달은 멀다.", "달은 가깝다.", [.same("달은 "), .removed("멀다."), .added("가깝다.")]),
  ])
  func `A difference is told in words`(_ old: String, _ new: String, _ runs: [DiffRun]) {
    #expect(wordDiff(old, new) == runs)
  }

  @Test(arguments: 0..<40)
  func `Both texts can be put together again`(_ seed: UInt64) {
    var random = Generator(state: seed)
    let words = ["a", "b", " ", "  ", "\n", "long", "東", "é"]
    func text() -> String {
      (0..<Int.random(in: 0...12, using: &random)).map { _ in
        words.randomElement(using: &random) ?? ""
      }.joined()
    }
    let (old, new) = (text(), text())
    var before = ""
    var after = ""
    for run in wordDiff(old, new) {
      switch run {
      case .same(let text):
        before += text
        after += text
      case .removed(let text): before += text
      case .added(let text): after += text
      }
    }
    #expect(before == old)
    #expect(after == new)
  }
}

/// A small seeded generator, so that a failure can be repeated.
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}

@Suite struct DigestTests {
  private func digest(_ content: String) throws -> ExampleDigest {
    let text = #"{"messages":[{"role":"user","content":"\#(content)"}]}"#
    var digester = ExampleDigester()
    return digester.digest(of: try Example(Array(text.utf8)))
  }

  @Test(arguments: [
    ("Hello World", "hello  world"), ("a", " a "), (#"a\nb"#, "A B"), ("É", "é"), ("ДА", "да"),
    ("a\u{A0}b", "a b"), (#"caf\u00e9"#, "café"), ("ΑΒ", "αβ"),
  ])
  func `Case and white space make no difference`(_ one: String, _ other: String) throws {
    #expect(try digest(one).prompt == digest(other).prompt)
    #expect(try digest(one).exact != digest(other).exact)
  }

  @Test(arguments: [("ab", "a b"), ("a", "b"), ("", "a"), ("가", "나"), ("a.", "a")])
  func `Anything else does`(_ one: String, _ other: String) throws {
    #expect(try digest(one).prompt != digest(other).prompt)
  }

  @Test func `A digest is the same on every machine`() throws {
    let first = try digest("The moon")
    #expect(first == (try digest("The moon")))
  }

  /// Small letters and single spaces, told character by character.
  private func plain(_ text: String) -> String {
    text.split { " \u{A0}\u{9}\u{B}".contains($0) }.joined(separator: " ").lowercased()
  }

  @Test(arguments: 0..<200)
  func `Text of any kind has the digest of its plain form`(_ seed: UInt64) throws {
    var random = Generator(state: seed)
    let pieces = [
      "Some Words Of English", " ", "  ", "\u{A0}", "한국어 문장", "ДА да", "É", "İ", "日本", "A", "z",
      "ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\@`{", "0123456789", "a b c d e f g h i j k", "😀",
    ]
    let text = (0..<12).map { _ in pieces[Int(random.next() >> 33) % pieces.count] }.joined()
      .replacing("\\", with: "")
    let expected = try digest(plain(text))
    #expect(try digest(text).prompt == expected.prompt)
    #expect(try digest(text.replacing(" ", with: #"\n "#)).prompt == expected.prompt)
    #expect(try digest(text + "!").prompt != expected.prompt)
  }
}
