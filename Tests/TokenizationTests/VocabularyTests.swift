import Digests
import Foundation
import Randomness
import Testing
import Tokenization

@Suite struct VocabularyTests {
  @Test func `A stored vocabulary knows its tokens and where they came from`() throws {
    let vocabulary = try SmallVocabulary.vocabulary(.cl100k)
    #expect(vocabulary.encoding == .cl100k)
    #expect(vocabulary.tokens.map(Array.init) == SmallVocabulary.tokens)
    #expect(vocabulary.bytes(of: -1) == nil)
    #expect(vocabulary.bytes(of: vocabulary.tokenCount) == nil)
    #expect(
      try vocabulary.sourceChecksum
        == RankFile(.cl100k, lines: SmallVocabulary.rankLines()).checksum)
  }

  @Test func `The checksum is SHA-256`() throws {
    let lines = SmallVocabulary.rankLines((0...255).map { [UInt8($0)] })
    let checksum = try RankFile(.o200k, lines: lines).checksum
    let hexadecimal = Hexadecimal.text(of: checksum)
    #expect(hexadecimal == "e66088df4cdb28fbad3c55ac5a7ae741bc402e732ed948eb096a8ed6f852768f")
  }

  @Test func `A vocabulary is read where it lies`() throws {
    let owner = Bytes(
      Vocabulary.storedForm(of: try RankFile(.o200k, lines: SmallVocabulary.rankLines())))
    let vocabulary = try unsafe Vocabulary(at: owner.address, owner: owner)
    let text = Array(SmallVocabulary.sample.utf8)
    #expect(
      Tokenizer(vocabulary).encode(text)
        == Tokenizer(try SmallVocabulary.vocabulary(.o200k)).encode(text))
  }

  @Test func `A file that is no vocabulary is refused`() throws {
    let form = Vocabulary.storedForm(of: try RankFile(.o200k, lines: SmallVocabulary.rankLines()))
    var other = form
    other[8] = 99
    let cases: [([UInt8], String)] = [
      ([], "not a stored vocabulary"),
      (Array("IQ== 0\n".utf8), "not a stored vocabulary"),
      (
        other,
        "a stored vocabulary of version 99, where version \(Vocabulary.layoutVersion) is read"
      ),
      (
        form.dropLast(64),
        "a stored vocabulary of \(form.count - 64) bytes, where \(form.count) bytes are expected"
      ),
    ]
    for (bytes, message) in cases {
      let error = try #require(throws: VocabularyError.self) { try Vocabulary(bytes) }
      #expect(error.description == message)
    }
  }

  @Test func `A vocabulary with one changed byte is refused`() throws {
    let form = Vocabulary.storedForm(of: try RankFile(.o200k, lines: SmallVocabulary.rankLines()))
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<200 {
      var damaged = form
      // The first 72 bytes have errors of their own.
      damaged[Int.random(in: 72..<form.count, using: &generator)] ^= UInt8.random(
        in: 1...255, using: &generator)
      #expect(throws: VocabularyError.damaged) { try Vocabulary(damaged) }
    }
    #expect(
      VocabularyError.damaged.description
        == "a stored vocabulary whose bytes are not those that were stored")
  }

  @Test func `A file's name has the version of its layout`() {
    #expect(Vocabulary.fileName(.o200k) == "o200k_base.\(Vocabulary.layoutVersion).ftvocab")
    #expect(Vocabulary.fileName(.cl100k) == "cl100k_base.\(Vocabulary.layoutVersion).ftvocab")
  }

  @Test func `A broken rank file is refused with its line`() throws {
    let good = SmallVocabulary.rankLines()
    let cases: [([UInt8], VocabularyError)] = [
      (Array("AA== 0\nAQ= 1\n".utf8), .malformedRank(line: 2)),
      (Array("AA== 0\nAQ== 2\n".utf8), .malformedRank(line: 2)),
      (Array("AA==\n".utf8), .malformedRank(line: 1)),
      (Array("AA== 0\n".utf8), .missingByteTokens),
      (Array(good.dropFirst(7)), .malformedRank(line: 1)),
    ]
    for (bytes, error) in cases {
      #expect(throws: error) { try RankFile(.o200k, lines: bytes) }
    }
    #expect(throws: VocabularyError.self) { try RankFile(good) }
  }

  @Test(arguments: TokenEncoding.allCases)
  func `Any bytes decode to themselves`(_ encoding: TokenEncoding) throws {
    let tokenizer = Tokenizer(try SmallVocabulary.vocabulary(encoding))
    let counter = TokenCounter(tokenizer)
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<2_000 {
      let bytes = RandomText.bytes(&generator, length: 40)
      for special in SpecialTokens.allCases {
        let ids = unsafe bytes.withUnsafeBytes {
          unsafe counter.encode(utf8: $0, allowing: special)
        }
        #expect(tokenizer.decode(ids.map(Int.init)) == bytes)
        #expect(ids.allSatisfy { tokenizer.bytes(of: Int($0)) != nil })
      }
    }
  }

  @Test func `Special tokens decode, unknown ids are nothing, and look-alikes are text`() throws {
    let tokenizer = Tokenizer(try SmallVocabulary.vocabulary(.o200k))
    #expect(tokenizer.bytes(of: 199_999) == Array("<|endoftext|>".utf8))
    #expect(tokenizer.bytes(of: 150_000) == nil)
    #expect(tokenizer.decode([65, 199_999, 150_000, 66]) == Array("A<|endoftext|>B".utf8))
    let tokens = tokenizer.encode(Array("<|endoftext|>".utf8))
    #expect(tokens.allSatisfy { $0 < tokenizer.vocabulary.tokenCount })
  }
}

// Unchecked because of the pointer alone: the bytes are not written after `init`.
/// Bytes at a fixed, aligned address for as long as this lives.
@safe private final class Bytes: @unchecked Sendable {
  let address: UnsafeRawBufferPointer

  init(_ bytes: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
    unsafe copy.copyBytes(from: bytes)
    unsafe address = UnsafeRawBufferPointer(copy)
  }

  deinit { unsafe address.deallocate() }
}
