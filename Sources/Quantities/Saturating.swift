/// Arithmetic with numbers that files and services give: what is too large becomes the largest.
extension Int {
  /// The number without its fraction; the largest or least where it is past them, 0 for nan.
  package init(saturating value: Double) {
    if let exact = Int(exactly: value.rounded(.towardZero)) {
      self = exact
    } else {
      self = value.isNaN ? 0 : value < 0 ? .min : .max
    }
  }

  /// The sum, or the largest or least number where the sum is past it.
  package func addingClamped(_ other: Int) -> Int {
    let (sum, isPast) = addingReportingOverflow(other)
    return isPast ? (other < 0 ? .min : .max) : sum
  }

  /// The difference, or the largest or least number where it is past it.
  package func subtractingClamped(_ other: Int) -> Int {
    let (difference, isPast) = subtractingReportingOverflow(other)
    return isPast ? (other > 0 ? .min : .max) : difference
  }

  /// The product, or the largest or least number where the product is past it.
  package func multipliedClamped(by other: Int) -> Int {
    let (product, isPast) = multipliedReportingOverflow(by: other)
    return isPast ? ((self < 0) == (other < 0) ? .max : .min) : product
  }
}
