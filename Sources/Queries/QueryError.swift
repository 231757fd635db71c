/// Why a statement gives no rows, or no more of them.
package enum QueryError: Error, Sendable, Hashable {
  /// SQLite's own words, with the byte of the statement that it points at.
  case refused(String, offset: Int?)
  /// The statement does something else than reading the tables.
  case notReading
  /// Something stands behind the first statement, from this byte on.
  case several(offset: Int)
  /// There is no statement.
  case empty
}
