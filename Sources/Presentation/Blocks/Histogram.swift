/// Counts per range, drawn as bars from the left.
package struct Histogram: Sendable, Hashable {
  /// A range and how many fell into it.
  package struct Bin: Sendable, Hashable {
    /// The range as text: `0-99`.
    package var label: String
    package var count: Int

    package init(_ label: String, _ count: Int) {
      self.label = label
      self.count = count
    }
  }

  package var bins: [Bin]

  package init(_ bins: [Bin]) { self.bins = bins }
}
