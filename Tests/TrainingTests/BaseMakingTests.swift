import Corpus
import Digests
import Testing
import Training

/// The way of `scripts/make-base-model` in small: corpus, tokenizer, batches and steps from seeds.
@Suite struct BaseMakingTests {
  /// Every copy of the kernels that runs here, alone and with a second thread.
  static let machines = InstructionSet.allCases.filter(\.isSupported).flatMap { kernels in
    [1, 2].map { Machine(kernels: kernels, threads: $0) }
  }

  private static func dialogue(_ index: Int) -> [Turn] {
    Corpus.dialogue(seed: Corpus.baseSeed, index: index).utterances.map { utterance in
      switch utterance.speaker {
      case .system: Turn(.system, utterance.text, weight: 0.25)
      case .user: Turn(.user, utterance.text, weight: 0.25)
      case .assistant: Turn(.assistant, utterance.text)
      }
    }
  }

  private static let tokenizer = SubwordTokenizer(
    learnedFrom: (0..<400).lazy.flatMap { dialogue($0).map(\.text) }, mergeCount: 150)

  /// The SHA-256 of all weights after `steps` steps of two dialogues.
  private func digest(
    _ untrained: LanguageModel, steps: Int, on machine: Machine
  ) -> String {
    let trainer = BaseTrainer(untrained, totalSteps: steps, on: machine)
    for step in 0..<steps {
      let batch = [2 * step, 2 * step + 1].map {
        TrainingSequence(
          Self.dialogue($0), tokenizer: untrained.tokenizer,
          limit: untrained.configuration.contextLimit)
      }
      _ = trainer.step(batch)
    }
    var hash = SHA256()
    for weight in trainer.model.weights {
      let bits = weight.bitPattern
      hash.update([bits, bits >> 8, bits >> 16, bits >> 24].map { UInt8(truncatingIfNeeded: $0) })
    }
    return hash.finish()
  }

  /// When this fails, this machine or compiler makes another base model than all others.
  @Test(arguments: machines)
  func `Fifty steps give the bits of every machine so far`(machine: Machine) {
    let untrained = LanguageModel(
      untrained: ModelConfiguration(
        vocabularySize: Self.tokenizer.tokenCount, width: 32, layerCount: 2, headCount: 2,
        contextLimit: 128),
      tokenizer: Self.tokenizer, seed: 7)
    #expect(
      digest(untrained, steps: 50, on: machine)
        == "eea200dfaf3be68b513b71858ae6ce6126fa65cd88c1aebf69beb7f1f02065b0")
  }

  /// The plain kernels would take a minute for what these take a second for.
  @Test(arguments: machines.filter { $0.kernels != .plain })
  func `The shipped shape has the same bits on every fast machine`(machine: Machine) {
    let untrained = LanguageModel(
      untrained: ModelConfiguration(vocabularySize: Self.tokenizer.tokenCount),
      tokenizer: Self.tokenizer, seed: 7)
    #expect(
      digest(untrained, steps: 4, on: machine)
        == "6b49c22ce58a48f29ccf3ccd175ba67d20d66ca925ea63695886f56ff43efeb8")
  }
}
