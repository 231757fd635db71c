import CommandLanguage
import Pricing
package import Quantities

/// What a launch may cost: what the ledger sets aside, and how it came to that amount.
package struct LaunchCost: Sendable {
  /// Why the bill may be another one than the amount here.
  package enum Doubt: Sendable, Hashable {
    /// No price is known, and the limit of the line is set aside.
    case noPrice
    /// The prices of `table` are taken for those of `provider`.
    case otherPrices(table: String, provider: String)
  }

  /// What is held against every limit, and reserved.
  package var amount: Money
  /// nil where no price is known; then ``amount`` is the limit that the line names.
  package var details: EstimateDetails?
  /// nil where the prices are the provider's own.
  package var doubt: Doubt?

  /// The cost by the price that is known; nil where none is.
  package var estimated: Money? { details?.estimate.cost }

  /// Such as `about $0.40`, and what was added to an estimate of tokens.
  var words: String {
    guard let estimate = details?.estimate else { return "up to \(amount), as no price is known" }
    return "about \(estimate.cost)"
      + (estimate.isExact
        ? "" : " (\(amount.roundedUp) with \(Estimate.margin) % for estimated tokens)")
  }
}

/// The most that a line lets a launch cost.
struct SpendingLimit {
  var amount: Money
  /// Where the amount stands on the line.
  var span: Span
}
