/// Numbers as people read them; each is ASCII and the same in every locale.
package enum NumberFormat {
  /// Returns a count with thousands separated: `1,234`.
  package static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var result = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }

  /// Returns a count that is not exact: `~612`.
  package static func estimate(_ value: Int) -> String { "~" + count(value) }

  /// Returns a count and its noun: `1 example`, `12 examples`.
  package static func count(_ value: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(count(value)) \(value == 1 ? singular : plural ?? singular + "s")"
  }

  /// Returns a value rounded to `places` decimals (at most 9), halves away from zero.
  ///
  /// Not a number is `nan`; infinities and values past 2⁵³ have no decimals.
  package static func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    let scale = power(of: 10, places)
    let scaled = (value.magnitude * Double(scale)).rounded()
    guard scaled < 9e15 else { return "\(value < 0 ? "-" : "")\(value.magnitude.rounded())" }
    let units = Int(scaled)
    let sign = value < 0 && units > 0 ? "-" : ""
    guard places > 0 else { return sign + count(units) }
    let fraction = String(units % scale)
    let zeros = String(repeating: "0", count: places - fraction.count)
    return "\(sign)\(count(units / scale)).\(zeros)\(fraction)"
  }

  /// Returns a loss or accuracy: two decimals from 0.1 on, else two significant digits (`0.0042`).
  package static func measure(_ value: Double) -> String {
    guard value.isFinite, value != 0, value.magnitude < 0.1 else {
      return decimal(value, places: 2)
    }
    var places = 2
    var threshold = 0.1
    while value.magnitude < threshold, places < 9 {
      places += 1
      threshold /= 10
    }
    return decimal(value, places: places)
  }

  /// Returns an amount of US dollars: `$0`, `$0.003`, `$0.42`, `$1,234.50`.
  ///
  /// Thousandths are shown below ten cents where they matter; a smaller amount is `<$0.001`,
  /// never nothing.
  package static func dollars(_ value: Double) -> String {
    guard value.isFinite else { return "$" + decimal(value, places: 0) }
    let sign = value < 0 ? "-" : ""
    let amount = value.magnitude
    if amount == 0 { return "$0" }
    if amount < 0.000_5 { return sign + "<$0.001" }
    guard amount < 0.1 else { return sign + "$" + decimal(amount, places: 2) }
    var text = decimal(amount, places: 3)
    if text.hasSuffix("0") { text.removeLast() }
    return sign + "$" + text
  }

  /// Returns a length of time in its two largest units: `0.8 s`, `12 s`, `4m 02s`, `2h 05m`, `3d 04h`.
  package static func duration(_ value: Duration) -> String {
    let parts = value.components
    let seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    if seconds < 9.95 { return decimal(max(seconds, 0), places: 1) + " s" }
    let whole = Int(saturating: seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3_600 { return "\(whole / 60)m \(padded(whole % 60))s" }
    if whole < 86_400 { return "\(whole / 3_600)h \(padded(whole % 3_600 / 60))m" }
    return "\(whole / 86_400)d \(padded(whole % 86_400 / 3_600))h"
  }

  /// Returns a size in powers of 1,000: `512 B`, `48 KB`, `1.2 MB`.
  package static func bytes(_ value: Int) -> String {
    guard value >= 1_000 else { return "\(value) B" }
    var amount = Double(value)
    for unit in ["KB", "MB", "GB", "TB"] {
      amount /= 1_000
      if amount < 9.95 { return decimal(amount, places: 1) + " " + unit }
      if amount < 999.5 || unit == "TB" { return decimal(amount, places: 0) + " " + unit }
    }
    return "\(value) B"
  }

  /// Returns a share of one as whole percent: `0.31` is `31%`.
  ///
  /// Only all is `100%`.
  package static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "?%" }
    let rounded = (share * 100).rounded()
    return decimal(share < 1 && rounded >= 100 ? 99 : rounded, places: 0) + "%"
  }

  private static func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  private static func power(of base: Int, _ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}
