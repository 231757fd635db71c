// A model, dialogues and a plan come in; a trained model, its losses and its answers go out.
// `Model` holds and stores the weights, `Tokens` turns text into tokens, `Network` runs the forward
// and the backward pass with the kernels of CTraining, `Fitting` changes the weights, `Sampling`
// writes answers. Every number has the same bits on every processor. Read this file first, then
// `Network/Transformer.swift`.

internal import CTraining
package import Randomness

/// A model that can be asked and trained: its shape, its tokenizer and its weights.
package struct LanguageModel: Sendable {
  package let configuration: ModelConfiguration
  package let tokenizer: SubwordTokenizer
  /// Every weight, in the order of ``ParameterLayout``.
  package var weights: [Float]

  /// Creates a model from weights of the configuration's count.
  package init(
    configuration: ModelConfiguration, tokenizer: SubwordTokenizer, weights: [Float]
  ) {
    precondition(configuration.isValid, "the kernels cannot run this shape")
    precondition(weights.count == configuration.parameterCount, "weights do not fit the shape")
    precondition(
      tokenizer.tokenCount == configuration.vocabularySize, "tokenizer does not fit the shape")
    self.configuration = configuration
    self.tokenizer = tokenizer
    self.weights = weights
  }

  /// Creates an untrained model; the same seed gives the same bits.
  package init(
    untrained configuration: ModelConfiguration, tokenizer: SubwordTokenizer, seed: UInt64
  ) {
    let layout = ParameterLayout(configuration)
    var weights = [Float](repeating: 0, count: layout.count)
    var generator = SeededGenerator(seed: seed)
    func fill(_ tensor: ParameterLayout.Tensor, deviation: Double) {
      for index in tensor.range { weights[index] = Float(generator.nextNormal() * deviation) }
    }
    func fill(_ tensor: ParameterLayout.Tensor, with value: Float) {
      for index in tensor.range { weights[index] = value }
    }
    let deviation = 1 / Double(configuration.width).squareRoot()
    fill(layout.embedding, deviation: 0.05)
    fill(layout.finalGain, with: 1)
    // What a block adds to the stream starts at zero: each layer begins as the identity.
    for layer in layout.layers {
      fill(layer.attentionGain, with: 1)
      fill(layer.queryKeyValue, deviation: deviation)
      fill(layer.innerGain, with: 1)
      fill(layer.up, deviation: deviation)
    }
    self.init(configuration: configuration, tokenizer: tokenizer, weights: weights)
  }

  /// A hash of the weights' bits (FNV-1a), for `system_fingerprint` and for comparing runs.
  package var fingerprint: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for weight in weights {
      hash = (hash ^ UInt64(weight.bitPattern)) &* 0x100_0000_01b3
    }
    return hash
  }
}

extension SeededGenerator {
  /// Returns a normally distributed number of mean 0 and deviation 1 (Box-Muller).
  package mutating func nextNormal() -> Double {
    // The kernels' own logarithm and cosine: those of a C library differ between systems.
    let radius = (-2 * ct_log(1 - unit())).squareRoot()
    return radius * ct_cosine(2 * .pi * unit())
  }
}
