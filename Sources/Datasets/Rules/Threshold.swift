/// A number that a rule compares with, and that a user may set.
package struct Threshold: Sendable, Hashable {
  /// What is counted, as it stands behind the number: `examples`.
  package let unit: String
  package let usual: Int
  /// What it may be set to.
  package let range: ClosedRange<Int>

  init(_ usual: Int, _ unit: String, in range: ClosedRange<Int>) {
    self.usual = usual
    self.unit = unit
    self.range = range
  }
}

/// The thresholds that a user has set, by the codes of their rules; the others are the usual ones.
package struct Thresholds: Sendable, Hashable {
  private var values: [String: Int] = [:]

  package init() {}

  /// Takes over what was kept; what is no threshold by now is left out.
  package init(_ kept: [String: Int]) {
    for (code, value) in kept {
      guard let rule = Rule.named(code) else { continue }
      set(value, of: rule)
    }
  }

  /// The thresholds that are not the usual ones, by code.
  package var set: [String: Int] { values }

  /// The rules whose thresholds are not the usual ones, in the order of their codes.
  package var rules: [Rule] { values.keys.sorted().compactMap(Rule.named) }

  /// What a rule compares with; nil for one that compares with nothing.
  package func value(of rule: Rule) -> Int? { values[rule.code] ?? rule.threshold?.usual }

  /// Sets a threshold, nil for the usual one; a value out of its range is left out.
  package mutating func set(_ value: Int?, of rule: Rule) {
    guard let threshold = rule.threshold else { return }
    let isOther = value.map { $0 != threshold.usual && threshold.range.contains($0) } ?? false
    values[rule.code] = isOther ? value : nil
  }
}
