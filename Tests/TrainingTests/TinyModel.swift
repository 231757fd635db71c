import Randomness
import Training

/// A model small enough to be trained in a moment, and what to train it on.
enum TinyModel {
  static let tokenizer = SubwordTokenizer(
    learnedFrom: ["the cat sat on the mat", "the cat the mat", "the cat sat"], mergeCount: 6)

  static let configuration = ModelConfiguration(
    vocabularySize: tokenizer.tokenCount, width: 32, layerCount: 2, headCount: 2,
    contextLimit: 64)

  static func model(seed: UInt64 = 1) -> LanguageModel {
    var model = LanguageModel(untrained: configuration, tokenizer: tokenizer, seed: seed)
    // An untrained block adds nothing; noise gives every tensor a gradient.
    var generator = SeededGenerator(seed: seed &+ 99)
    for index in model.weights.indices {
      model.weights[index] += Float(generator.nextNormal() * 0.05)
    }
    return model
  }

  static func sequence(_ question: String, _ answer: String) -> TrainingSequence {
    TrainingSequence(
      [Turn(.user, question), Turn(.assistant, answer)], tokenizer: tokenizer, limit: 64)
  }

  static let examples = [
    sequence("one?", "the cat"), sequence("two?", "sat on"), sequence("three?", "the mat"),
    sequence("four?", "42"),
  ]

  static func replay(_ index: Int) -> TrainingSequence {
    sequence("again \(index % 3)", "the cat sat on the mat")
  }
}
