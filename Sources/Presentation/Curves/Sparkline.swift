import Quantities

/// A row of numbers as one line of blocks, with a gap where a number is missing.
package struct Sparkline: Sendable, Hashable {
  package var label: StyledText
  /// Values in order; nil and not-a-number leave a gap.
  package var values: [Double?]
  /// What follows the blocks, such as the first and the lowest value.
  package var caption: StyledText
  /// The most columns of blocks; more values than that are averaged together.
  package var maximumWidth: Int

  package init(
    _ values: [Double?], label: StyledText = "", caption: StyledText = "", maximumWidth: Int = 40
  ) {
    self.label = label
    self.values = values
    self.caption = caption
    self.maximumWidth = maximumWidth
  }
}

/// Returns one block per value, from the lowest value to the highest; equal values are all middle.
///
/// The blocks are `▁▂▃▄▅▆▇█`, or `-.:*#` in ASCII; more than `width` values are averaged.
package func sparkline(_ values: [Double?], width: Int, usesUnicode: Bool = true) -> String {
  let levels: [Character] = usesUnicode ? Array("▁▂▃▄▅▆▇█") : Array("-.:*#")
  let columns = averaged(values, into: width)
  let known = columns.compactMap(\.self)
  guard let lowest = known.min(), let highest = known.max() else {
    return String(repeating: " ", count: columns.count)
  }
  return String(
    columns.map { value -> Character in
      guard let value else { return " " }
      guard highest > lowest else { return levels[(levels.count - 1) / 2] }
      // Halves first: the difference of two large values may be infinite.
      let share = (value / 2 - lowest / 2) / (highest / 2 - lowest / 2)
      return levels[
        min(max(Int(saturating: (share * Double(levels.count - 1)).rounded()), 0), levels.count - 1)
      ]
    })
}

/// Returns `values` averaged into at most `count` columns; one without any number is nil.
func averaged(_ values: [Double?], into count: Int) -> [Double?] {
  let finite = values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
  guard count > 0 else { return [] }
  guard values.count > count else { return finite }
  return (0..<count).map { column in
    let range = (column * values.count / count)..<((column + 1) * values.count / count)
    let known = finite[range].compactMap(\.self)
    return known.isEmpty ? nil : known.reduce(0) { $0 + $1 / Double(known.count) }
  }
}
