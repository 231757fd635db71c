/// Rows under column titles.
///
/// On a narrow screen columns give way, never rows: flexible ones shrink first, then the least
/// important leave, and a last line names those that left. What a column is too narrow for is cut,
/// or goes on below where the column wraps.
package struct Table: Sendable, Hashable {
  /// On which side the text of a column stands; numbers go to the right.
  package enum Alignment: Sendable, Hashable {
    case leading
    case trailing
  }

  /// A title, and how its column behaves.
  package struct Column: Sendable, Hashable {
    package var title: String
    /// What stands in the place of the titles where the screen is too narrow for them; nil for
    /// the title itself.
    package var shortTitle: String?
    package var alignment: Alignment
    /// How readily the column leaves a narrow screen: 0 never, and higher leaves sooner.
    package var priority: Int
    /// Columns of text it may shrink to, if its text may be cut or wrapped.
    package var minimumWidth: Int?
    /// Whether text that is wider than the column goes on below it, between words, and is not cut.
    package var wraps: Bool

    package init(
      _ title: String, shortTitle: String? = nil, alignment: Alignment = .leading,
      priority: Int = 0, minimumWidth: Int? = nil, wraps: Bool = false
    ) {
      self.title = title
      self.shortTitle = shortTitle
      self.alignment = alignment
      self.priority = priority
      self.minimumWidth = minimumWidth
      self.wraps = wraps
    }
  }

  package var columns: [Column]
  /// Cells in column order; missing ones at the end of a row are empty, extra ones are not shown.
  package var rows: [[StyledText]]
  package var showsTitles: Bool
  /// Spaces before each line.
  package var indentation: Int

  package init(
    _ columns: [Column], rows: [[StyledText]] = [], showsTitles: Bool = true, indentation: Int = 0
  ) {
    self.columns = columns
    self.rows = rows
    self.showsTitles = showsTitles
    self.indentation = indentation
  }
}
