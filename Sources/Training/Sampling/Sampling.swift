/// How the next token is chosen.
package struct Sampling: Sendable, Hashable {
  /// 0 takes the most likely token, lowest index first; 1 samples the model's own distribution.
  package var temperature = 1.0
  /// Only the most likely tokens that together have this probability are sampled.
  package var topP = 1.0
  /// Decides every choice.
  package var seed: UInt64 = 0
  /// Added to tokens' logits.
  package var logitBias: [Int32: Double] = [:]
  /// Taken from a token's logit for each time it was generated.
  package var frequencyPenalty = 0.0
  /// Taken from a token's logit once it was generated.
  package var presencePenalty = 0.0
  /// How many tokens are generated at most.
  package var maximumTokens = 256
  /// How many of the most likely tokens are reported beside the chosen one.
  package var alternativeCount = 0

  /// Creates the service's defaults.
  package init() {}

  /// Creates the choice of the most likely token each time.
  package static func greedy(maximumTokens: Int = 256) -> Sampling {
    var sampling = Sampling()
    sampling.temperature = 0
    sampling.maximumTokens = maximumTokens
    return sampling
  }
}
