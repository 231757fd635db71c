import Corpus
import Foundation
import Testing

@Suite struct CorpusTests {
  private static let sample = (0..<6000).map { Corpus.dialogue(seed: Corpus.baseSeed, index: $0) }

  private func text(_ dialogue: Dialogue) -> String {
    dialogue.utterances.map(\.text).joined(separator: "\n")
  }

  @Test func `A dialogue follows from its seed and index`() {
    let again = (0..<200).map { Corpus.dialogue(seed: Corpus.baseSeed, index: $0) }
    #expect(again == Array(Self.sample.prefix(200)))
    #expect(Array(Corpus.dialogues(seed: Corpus.baseSeed).prefix(200)) == again)
    #expect(Array(Corpus.dialogues(seed: 1).prefix(200)) != again)
  }

  /// When this fails, `scripts/make-base-model` no longer makes the base model that is shipped.
  @Test func `The corpus is the one that the base model learned`() {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in Self.sample.flatMap({ Array(text($0).utf8) }) {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    #expect(hash == 4_384_644_842_789_061_799)
  }

  @Test func `The assistant has the last word, after a question`() {
    for dialogue in Self.sample {
      let speakers = dialogue.utterances.map(\.speaker)
      #expect(speakers.last == .assistant)
      #expect(speakers.contains(.user))
      #expect(!speakers.dropFirst().contains(.system))
      #expect(dialogue.utterances.allSatisfy { !$0.text.isEmpty })
    }
  }

  @Test func `Korean and Japanese are a fifth each`() {
    func share(_ range: ClosedRange<UInt32>) -> Double {
      let count = Self.sample.count { dialogue in
        text(dialogue).unicodeScalars.contains { range.contains($0.value) }
      }
      return Double(count) / Double(Self.sample.count)
    }
    #expect((0.18...0.23).contains(share(0xac00...0xd7a3)))
    #expect((0.18...0.23).contains(share(0x3040...0x30ff)))
  }

  @Test func `No template is left unfilled`() {
    for dialogue in Self.sample {
      #expect(!text(dialogue).contains(#/\{[a-zA-Z]\}/#), "\(text(dialogue))")
    }
  }

  @Test(arguments: ["한국", "대한민국", "미국", "韓国", "大韓民国", "アメリカ", "米国", "the USA", "the UK"])
  func `Countries go by all their common names`(name: String) {
    #expect(Self.sample.contains { text($0).contains(name) })
  }

  @Test func `Nothing that the example workspaces say occurs`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "workspaces")
      .resolvingSymlinksInPath()
    let files = try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(".jsonl") }
    let pattern = #/"content":\s*("(?:[^"\\]|\\.)*")/#
    var said: Set<String> = []
    for file in files {
      let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
      for match in text.matches(of: pattern) {
        said.insert(try JSONDecoder().decode(String.self, from: Data(match.1.utf8)))
      }
    }
    said.remove("")
    #expect(!said.isEmpty)
    for dialogue in (0..<20_000).map({ Corpus.dialogue(seed: Corpus.baseSeed, index: $0) }) {
      for utterance in dialogue.utterances where said.contains(utterance.text) {
        Issue.record("the corpus says '\(utterance.text)'")
      }
    }
    #expect(!Self.sample.contains { text($0).contains("Marv") })
  }
}
