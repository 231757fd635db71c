import GRDB

/// What a row of ours cannot hold: the file was damaged, or changed by another program.
///
/// It becomes ``WorkspaceError/damaged(path:detail:)`` where it leaves the workspace.
struct StoredFault: Error {
  let fact: String

  init(_ fact: String) { self.fact = fact }
}

/// Columns of a file that another program may have written, so that none is trusted.
extension Row {
  /// The largest count that a column may hold: sums of millions of them stay numbers.
  static let largestCount = 1 << 40
  /// The seconds that a column of time may hold: to the year 9999, and as far back.
  private static let times = -253_402_300_799...253_402_300_799

  /// The value of a column.
  ///
  /// - Throws: ``StoredFault`` where GRDB's subscript would end the program.
  func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ column: String
  ) throws(StoredFault) -> Value {
    do {
      return try decode(forColumn: column)
    } catch {
      throw StoredFault("what stands in the column '\(column)' cannot be read")
    }
  }

  /// A number that counts something, from 0 to ``largestCount``.
  func count(_ column: String) throws(StoredFault) -> Int {
    let count: Int = try value(column)
    guard count >= 0, count <= Self.largestCount else {
      throw StoredFault("the column '\(column)' holds \(count)")
    }
    return count
  }

  /// The same where the column may hold nothing.
  func optionalCount(_ column: String) throws(StoredFault) -> Int? {
    let found: Int? = try value(column)
    return found == nil ? nil : try count(column)
  }

  /// Micro-dollars of one spend.
  func amount(_ column: String) throws(StoredFault) -> Int {
    let amount: Int = try value(column)
    return Swift.min(Swift.max(amount, 0), Workspace.largestAmount)
  }

  /// Seconds since 1970, of a year that a calendar can name.
  func time(_ column: String) throws(StoredFault) -> Int {
    let seconds: Int = try value(column)
    return Swift.min(Swift.max(seconds, Self.times.lowerBound), Self.times.upperBound)
  }
}
