/// The surface that results are laid out for.
package struct Layout: Sendable, Hashable {
  /// Columns per line, at least 1; text is wrapped and tables narrowed to it.
  package var width: Int
  /// Whether styles become escape sequences.
  package var usesColor: Bool
  /// Whether block elements and `…` may be used, or ASCII only for what the program itself draws.
  package var usesUnicode: Bool

  package init(width: Int = 80, usesColor: Bool = false, usesUnicode: Bool = true) {
    self.width = max(width, 1)
    self.usesColor = usesColor
    self.usesUnicode = usesUnicode
  }

  /// For a file or a pipe: no colour, and no line is ever broken.
  package static let unlimited = Layout(width: 1_000_000)

  /// Charts and bars stop growing here, since a wider one is no easier to read.
  var chartWidth: Int { min(width, 100) }
  /// What stands for text that was cut.
  package var ellipsis: String { usesUnicode ? "…" : "..." }
}
