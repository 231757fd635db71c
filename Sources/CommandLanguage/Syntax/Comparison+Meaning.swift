extension Comparison {
  /// Whether the comparison holds between two values in their text form.
  ///
  /// Two numbers are compared as numbers, anything else as text in Unicode order. `~=` holds
  /// between numbers less than 5 % apart, and when the left text has the right one in it, letter
  /// case and runs of white space aside. `matches` asks for a match anywhere in the left text.
  ///
  /// - Returns: `nil` when the right side of `matches` is no regular expression.
  package func holds(_ left: String, _ right: String) -> Bool? {
    switch self {
    case .contains: return left.contains(right)
    case .matches: return (try? Regex(right)).map { left.contains($0) }
    case .similar:
      if let (left, right) = Comparison.numbers(left, right) {
        return abs(left - right) <= 0.05 * abs(right)
      }
      return Comparison.plain(left).contains(Comparison.plain(right))
    case .equal, .unequal, .less, .atMost, .greater, .atLeast:
      if let (left, right) = Comparison.numbers(left, right) { return ordered(left, right) }
      return ordered(left, right)
    }
  }

  private func ordered<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch self {
    case .equal: left == right
    case .unequal: left != right
    case .less: left < right
    case .atMost: left <= right
    case .greater: left > right
    case .atLeast: left >= right
    case .contains, .matches, .similar: false
    }
  }

  private static func numbers(_ left: String, _ right: String) -> (Double, Double)? {
    guard let left = Number(left), let right = Number(right) else { return nil }
    return (left.value, right.value)
  }

  private static func plain(_ text: String) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
