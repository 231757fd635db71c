import ArgumentParser
import Corpus

/// Shows what the base model learns from.
struct CorpusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corpus", abstract: "print dialogues of the base model's corpus")

  @Option(help: "the first dialogue")
  var from = 0

  @Option(help: "how many dialogues")
  var count = 20

  func run() {
    for index in from..<from + count {
      for utterance in Corpus.dialogue(seed: Corpus.baseSeed, index: index).utterances {
        print("\(utterance.speaker): \(utterance.text)")
      }
      print()
    }
  }
}
