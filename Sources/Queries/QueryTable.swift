// A statement and tables made of closures come in; rows go out, one at a time. SQLite reads the
// tables through its interface for virtual tables (https://www.sqlite.org/vtab.html), so that
// nothing is copied into it, and the connection holds nothing else that could be read or written.
// Read this file first, then `Query.swift`.

/// A value of a row.
package enum QueryValue: Sendable, Hashable {
  case null
  case integer(Int)
  case real(Double)
  case text(String)
  /// Text as bytes of UTF-8, which are handed on as they are.
  case utf8(ArraySlice<UInt8>)
}

/// A table that a statement may read.
package protocol QueryTable: Sendable {
  /// What stands behind `FROM`.
  var name: String { get }
  var columns: [QueryColumn] { get }
  /// The column whose texts choose the rows, so that others need not be read; nil without one.
  var groupColumn: Int? { get }
  /// The column of whole numbers by which the rows of a group are found and ordered; nil without.
  var numberColumn: Int? { get }
  /// The columns by which the rows of a group are in ascending order.
  var orderedColumns: [Int] { get }

  /// A new way through the rows.
  func cursor() throws -> any QueryCursor
}

/// A column of a table.
package struct QueryColumn: Sendable, Hashable {
  package var name: String
  /// SQLite's name for what it holds: `TEXT`, `INTEGER` or `REAL`.
  package var type: String
  /// What it is, in a phrase.
  package var meaning: String
  /// Whether the text of an example must be read to know it.
  package var needsText: Bool

  package init(
    _ name: String, _ type: String, _ meaning: String, needsText: Bool = false
  ) {
    self.name = name
    self.type = type
    self.meaning = meaning
    self.needsText = needsText
  }
}

/// Which rows a cursor goes through; it may give more, since SQLite asks each again.
package struct QueryRange: Sendable, Hashable {
  /// The text in the group's column; nil for all groups.
  package var group: String?
  /// The numbers in the number's column.
  package var numbers: ClosedRange<Int>
  /// Whether a column is asked for that needs the text.
  package var needsText: Bool

  package init(group: String?, numbers: ClosedRange<Int>, needsText: Bool) {
    self.group = group
    self.numbers = numbers
    self.needsText = needsText
  }
}

/// A way through the rows of a table, from the first of a range to the last.
package protocol QueryCursor: AnyObject {
  /// Stands on the first row of a range, or behind the last.
  func start(_ range: QueryRange) throws

  /// Whether no row is left.
  var isAtEnd: Bool { get }

  /// Goes on to the next row.
  func advance() throws

  /// What the row has in a column, counted from 0.
  func value(_ column: Int) throws -> QueryValue
}
