// Numbers and what people type come in; amounts and their texts go out. `Money`, `Day` and
// `Timestamp` are values that are read and written here alone, `NumberFormat` writes everything
// else. Read this file first.

/// An amount in US dollars, exact to a millionth.
package struct Money: Sendable, Hashable, Comparable {
  package var microdollars: Int

  package init(microdollars: Int) { self.microdollars = microdollars }

  package static let zero = Money(microdollars: 0)

  /// Reads what a person types, such as `0.42`, `$1`, `$0.003` or `1_000`; nil for anything else.
  ///
  /// At most six decimals, since a smaller amount cannot be kept.
  package init?(_ text: String) {
    let digits = (text.first == "$" ? text.dropFirst() : text[...]).filter { $0 != "_" }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    let isNumber = digits.allSatisfy { $0 == "." || ("0"..."9").contains($0) }
    guard isNumber, !(parts[0].isEmpty && fraction.isEmpty), fraction.count <= 6 else { return nil }
    let padded = fraction + String(repeating: "0", count: 6 - fraction.count)
    guard let whole = Int(parts[0].isEmpty ? "0" : parts[0]), let rest = Int(padded),
      whole <= Int.max / 1_000_000 - 1
    else { return nil }
    microdollars = whole * 1_000_000 + rest
  }

  /// All of the amount in dollars, such as `0.0025`; ``init(_:)`` reads it back exactly.
  package var decimal: String {
    let amount = microdollars.magnitude
    var fraction = String(amount % 1_000_000 + 1_000_000).dropFirst()
    while fraction.count > 2, fraction.last == "0" { fraction.removeLast() }
    return "\(microdollars < 0 ? "-" : "")\(amount / 1_000_000).\(fraction)"
  }

  package static func < (left: Money, right: Money) -> Bool {
    left.microdollars < right.microdollars
  }

  /// The cost of several things at prices for a million of each, rounded to a millionth of a dollar.
  ///
  /// What is past the largest amount is the largest amount.
  package static func sum(_ parts: [(count: Int, price: Money)]) -> Money {
    var whole = 0
    var rest = 500_000
    for (count, price) in parts {
      let (millions, others) = count.quotientAndRemainder(dividingBy: 1_000_000)
      whole = whole.addingClamped(millions.multipliedClamped(by: price.microdollars))
      rest = rest.addingClamped(others.multipliedClamped(by: price.microdollars))
    }
    return Money(microdollars: whole.addingClamped(rest / 1_000_000))
  }

  package static func + (left: Money, right: Money) -> Money {
    Money(microdollars: left.microdollars.addingClamped(right.microdollars))
  }

  package static func - (left: Money, right: Money) -> Money {
    Money(microdollars: left.microdollars.subtractingClamped(right.microdollars))
  }
}

extension Money: CustomStringConvertible {
  /// Cents, and below a cent one digit that is not zero: `$1,234.50`, `$0.42`, `$0.003`.
  package var description: String {
    let amount = microdollars.magnitude
    let sign = microdollars < 0 ? "-" : ""
    var unit = shownUnit
    let rounded = (amount + unit / 2) / unit * unit
    // Rounding may have made a cent out of less.
    if rounded >= 10_000 { unit = 10_000 }
    var decimals = String(rounded % 1_000_000 + 1_000_000).dropFirst()
    var shown: UInt = 1
    while shown < unit {
      decimals.removeLast()
      shown *= 10
    }
    return "\(sign)$\(NumberFormat.count(Int(rounded / 1_000_000))).\(decimals)"
  }

  /// The least amount that can be shown whole and is not below this one: a limit that is enough.
  package var roundedUp: Money {
    let unit = Int(shownUnit)
    return Money(microdollars: microdollars.addingClamped(unit - 1) / unit * unit)
  }

  /// The unit that is shown, in micro-dollars: cents, or the first digit of less than a cent.
  private var shownUnit: UInt {
    let amount = microdollars.magnitude
    var unit: UInt = 10_000
    while amount > 0, amount < unit { unit /= 10 }
    return unit
  }
}
