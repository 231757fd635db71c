package import Tokenization

/// What is said while a verb counts tokens.
package enum TokenEvent: Sendable {
  /// The figures are estimates.
  case estimated(EstimateReason)
  /// A model's own encoding, and the one that is used for it.
  case variant(TokenizeInput.Variant, TokenEncoding)
  /// The text has bytes that are not UTF-8, the first of them at `offset`.
  case repaired(String, offset: Int)
}
