/// One token that a model wrote.
package struct GeneratedToken: Sendable, Hashable {
  /// A token that might have been.
  package struct Alternative: Sendable, Hashable {
    package let token: Int32
    package let bytes: [UInt8]
    /// Natural logarithm, of the model's own distribution.
    package let logProbability: Double
  }

  package let token: Int32
  /// The token's own bytes, possibly part of a character.
  package let bytes: [UInt8]
  /// The characters that this token completes; empty while one is still incomplete.
  package let text: String
  /// Natural logarithm, of the model's own distribution: before bias, penalties and temperature.
  package let logProbability: Double
  /// The most likely tokens, best first.
  package let alternatives: [Alternative]
}

/// Why a model stopped writing.
package enum FinishReason: Sendable, Hashable {
  /// It ended its turn.
  case endOfTurn
  /// It wrote as many tokens as it may, or the context is full.
  case length
}
