import GRDBSQLite

/// One `SELECT` over tables, row by row.
@safe package final class Query {
  /// The names of the result's columns.
  package let columns: [String]
  private let database: OpaquePointer
  private let statement: OpaquePointer
  private let state: ConnectionState

  /// Bytes of the longest text or statement.
  private static let lengthLimit: Int32 = 256 << 20
  /// Steps of SQLite's machine between two looks whether the task was cancelled.
  private static let stepsBetweenChecks: Int32 = 20_000

  /// Reads the statement; nothing of the tables is read before the first row is asked for.
  ///
  /// - Throws: ``QueryError``.
  package init(_ text: String, over tables: [any QueryTable]) throws(QueryError) {
    var opened: OpaquePointer?
    guard unsafe sqlite3_open_v2(":memory:", &opened, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK,
      let database = unsafe opened
    else { throw QueryError.refused("SQLite has no memory", offset: nil) }
    let state = ConnectionState()
    for table in tables {
      unsafe register(table, state, in: database)
    }
    unsafe _disableDoubleQuotedStringLiterals(database)
    _ = unsafe sqlite3_limit(database, SQLITE_LIMIT_LENGTH, Self.lengthLimit)
    _ = unsafe sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0)
    unsafe sqlite3_set_authorizer(
      database, authorize, Unmanaged.passUnretained(state).toOpaque())
    unsafe sqlite3_progress_handler(
      database, Self.stepsBetweenChecks, { _ in Task.isCancelled ? 1 : 0 }, nil)
    do throws(QueryError) {
      let statement = try unsafe Self.prepare(text, database)
      unsafe self.statement = statement
      columns = unsafe (0..<sqlite3_column_count(statement)).map { index in
        unsafe sqlite3_column_name(statement, index).map { unsafe String(cString: $0) } ?? ""
      }
    } catch {
      unsafe sqlite3_close_v2(database)
      throw error
    }
    unsafe self.database = database
    self.state = state
  }

  deinit {
    unsafe sqlite3_finalize(statement)
    unsafe sqlite3_close_v2(database)
  }

  private static func prepare(
    _ text: String, _ database: OpaquePointer
  ) throws(QueryError) -> OpaquePointer {
    var prepared: OpaquePointer?
    var code = SQLITE_OK
    var rest = 0
    var copy = text
    copy.withUTF8 { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
        var tail: UnsafePointer<CChar>?
        code = unsafe sqlite3_prepare_v2(
          database, characters.baseAddress, Int32(clamping: characters.count), &prepared, &tail)
        if let tail = unsafe tail, let base = characters.baseAddress {
          rest = unsafe tail - base
        }
      }
    }
    guard code == SQLITE_OK else {
      if code == SQLITE_AUTH { throw QueryError.notReading }
      let words = unsafe String(cString: sqlite3_errmsg(database))
      if words.hasSuffix("may not be modified") { throw QueryError.notReading }
      throw unsafe QueryError.refused(
        words,
        offset: Int(exactly: sqlite3_error_offset(database)).flatMap { $0 < 0 ? nil : $0 })
    }
    guard let statement = unsafe prepared else { throw QueryError.empty }
    let tail = text.utf8.dropFirst(rest)
    let blanks: [UInt8] = Array(" \t\r\n;".utf8)
    if let start = tail.firstIndex(where: { !blanks.contains($0) }) {
      unsafe sqlite3_finalize(statement)
      throw QueryError.several(offset: text.utf8.distance(from: text.startIndex, to: start))
    }
    return unsafe statement
  }

  /// The next row; nil behind the last.
  ///
  /// - Throws: what the tables throw, `CancellationError` when the task was cancelled, and
  ///   ``QueryError``.
  package func next() throws -> [QueryValue]? {
    let code = unsafe sqlite3_step(statement)
    switch code {
    case SQLITE_ROW: return (0..<Int32(clamping: columns.count)).map(value)
    case SQLITE_DONE: return nil
    default:
      if let failure = state.failure { throw failure }
      if code == SQLITE_INTERRUPT { throw CancellationError() }
      throw unsafe QueryError.refused(String(cString: sqlite3_errmsg(database)), offset: nil)
    }
  }

  private func value(_ column: Int32) -> QueryValue {
    switch unsafe sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(Int(unsafe sqlite3_column_int64(statement, column)))
    case SQLITE_FLOAT: return .real(unsafe sqlite3_column_double(statement, column))
    case SQLITE_NULL: return .null
    default:
      let bytes = unsafe sqlite3_column_blob(statement, column)
      let count = Int(unsafe sqlite3_column_bytes(statement, column))
      let buffer = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
      return .text(unsafe String(decoding: buffer, as: UTF8.self))
    }
  }
}

/// Allows a statement to read tables and to call functions, and nothing else.
private func authorize(
  data: UnsafeMutableRawPointer?, action: Int32, _: UnsafePointer<CChar>?,
  name: UnsafePointer<CChar>?, _: UnsafePointer<CChar>?, _: UnsafePointer<CChar>?
) -> Int32 {
  // SQLite asks also when a table says what its columns are.
  if let data = unsafe data,
    unsafe Unmanaged<ConnectionState>.fromOpaque(data).takeUnretainedValue().isDeclaring
  {
    return SQLITE_OK
  }
  switch action {
  case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return SQLITE_OK
  case SQLITE_FUNCTION:
    let called = unsafe name.map { unsafe String(cString: $0).lowercased() } ?? ""
    return called == "load_extension" ? SQLITE_DENY : SQLITE_OK
  default: return SQLITE_DENY
  }
}
