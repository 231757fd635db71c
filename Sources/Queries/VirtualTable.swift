import GRDBSQLite

// How SQLite asks a `QueryTable` for rows. Each function here stands in SQLite's table of functions
// for a module; the objects that it passes on begin with the fields that it knows.

/// What the tables of a connection share.
final class ConnectionState {
  /// What a table threw, for whoever asked for the row.
  var failure: (any Error)?
  /// Whether a table just says what its columns are.
  var isDeclaring = false
}

/// A table with its connection, kept by SQLite as the module's own data.
private final class Module {
  let table: any QueryTable
  let state: ConnectionState
  /// The columns that need the text, a bit each.
  let textColumns: UInt64

  init(_ table: any QueryTable, _ state: ConnectionState) {
    self.table = table
    self.state = state
    var bits: UInt64 = 0
    for (index, column) in table.columns.enumerated() where column.needsText {
      bits |= 1 << UInt64(min(index, 63))
    }
    textColumns = bits
  }
}

private final class Cursor {
  let rows: any QueryCursor
  let state: ConnectionState
  var row: Int64 = 0

  init(_ rows: any QueryCursor, _ state: ConnectionState) {
    self.rows = rows
    self.state = state
  }
}

@unsafe private struct TableObject {
  var base = unsafe sqlite3_vtab()
  var module: Unmanaged<Module>
}

@unsafe private struct CursorObject {
  var base = unsafe sqlite3_vtab_cursor()
  var cursor: Unmanaged<Cursor>
}

/// What `bestIndex` tells `filter`.
private struct Plan: OptionSet {
  let rawValue: Int32
  static let group = Plan(rawValue: 1)
  static let number = Plan(rawValue: 2)
  static let lower = Plan(rawValue: 4)
  static let upper = Plan(rawValue: 8)
  static let text = Plan(rawValue: 16)
}

/// Makes a table known to a connection under its name, without a statement that creates it.
func register(_ table: any QueryTable, _ state: ConnectionState, in database: OpaquePointer) {
  // SQLite keeps the address of the functions as long as the module.
  let functions = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
  unsafe functions.initialize(to: sqlite3_module())
  unsafe functions.pointee.iVersion = 0
  unsafe functions.pointee.xConnect = connect
  unsafe functions.pointee.xBestIndex = bestIndex
  unsafe functions.pointee.xDisconnect = disconnect
  unsafe functions.pointee.xOpen = open
  unsafe functions.pointee.xClose = close
  unsafe functions.pointee.xFilter = filter
  unsafe functions.pointee.xNext = next
  unsafe functions.pointee.xEof = isAtEnd
  unsafe functions.pointee.xColumn = column
  unsafe functions.pointee.xRowid = rowID
  let owned = unsafe ModuleData(Module(table, state), functions)
  unsafe sqlite3_create_module_v2(
    database, table.name, functions, Unmanaged.passRetained(owned).toOpaque(),
    { data in
      guard let data = unsafe data else { return }
      unsafe Unmanaged<ModuleData>.fromOpaque(data).release()
    })
}

/// The module's data, and the functions that are let go with it.
@safe private final class ModuleData {
  let module: Module
  private let functions: UnsafeMutablePointer<sqlite3_module>

  init(_ module: Module, _ functions: UnsafeMutablePointer<sqlite3_module>) {
    self.module = module
    unsafe self.functions = functions
  }

  deinit { unsafe functions.deallocate() }
}

private func connect(
  _ database: OpaquePointer?, data: UnsafeMutableRawPointer?, _: Int32,
  _: UnsafePointer<UnsafePointer<CChar>?>?,
  result: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab>?>?,
  _: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  guard let data = unsafe data else { return SQLITE_ERROR }
  let module = unsafe Unmanaged<ModuleData>.fromOpaque(data).takeUnretainedValue().module
  let columns = module.table.columns.map { "\($0.name) \($0.type)" }.joined(separator: ", ")
  module.state.isDeclaring = true
  defer { module.state.isDeclaring = false }
  let code = unsafe sqlite3_declare_vtab(database, "CREATE TABLE x(\(columns))")
  guard code == SQLITE_OK else { return code }
  let object = UnsafeMutablePointer<TableObject>.allocate(capacity: 1)
  unsafe object.initialize(to: TableObject(module: Unmanaged.passRetained(module)))
  unsafe result?.pointee = UnsafeMutableRawPointer(object).assumingMemoryBound(
    to: sqlite3_vtab.self)
  return SQLITE_OK
}

private func disconnect(_ table: UnsafeMutablePointer<sqlite3_vtab>?) -> Int32 {
  guard let table = unsafe table else { return SQLITE_OK }
  let object = unsafe UnsafeMutableRawPointer(table).assumingMemoryBound(to: TableObject.self)
  unsafe object.pointee.module.release()
  unsafe object.deallocate()
  return SQLITE_OK
}

private func module(_ table: UnsafeMutablePointer<sqlite3_vtab>) -> Module {
  unsafe UnsafeMutableRawPointer(table).assumingMemoryBound(to: TableObject.self)
    .pointee.module.takeUnretainedValue()
}

private func cursor(_ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>) -> Cursor {
  unsafe UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: CursorObject.self)
    .pointee.cursor.takeUnretainedValue()
}

// MARK: Planning

private func bestIndex(
  _ table: UnsafeMutablePointer<sqlite3_vtab>?, _ info: UnsafeMutablePointer<sqlite3_index_info>?
) -> Int32 {
  guard let table = unsafe table, let info = unsafe info else { return SQLITE_ERROR }
  let module = unsafe module(table)
  var plan: Plan = []
  var argument: Int32 = 0
  for index in 0..<Int(unsafe info.pointee.nConstraint) {
    let constraint = unsafe info.pointee.aConstraint[index]
    guard constraint.usable != 0,
      let found = unsafe part(of: module.table, constraint, Int32(index), info),
      !plan.contains(found)
    else { continue }
    plan.insert(found)
    argument += 1
    // SQLite asks each row again, so that a range may be wider than what was asked for.
    unsafe info.pointee.aConstraintUsage[index].argvIndex = argument
  }
  // The values come in the order of the constraints; `filter` is told what each one is.
  unsafe info.pointee.idxNum = plan.rawValue
  unsafe setOrder(of: plan, info, module.table)
  if unsafe info.pointee.colUsed & module.textColumns != 0 {
    unsafe info.pointee.idxNum |= Plan.text.rawValue
  }
  let rows: Double =
    plan.contains(.number)
    ? 4 : (plan.contains(.group) ? 100_000 : 1_000_000) / (plan.contains(.lower) ? 4 : 1)
  unsafe info.pointee.estimatedRows = Int64(rows)
  unsafe info.pointee.estimatedCost = rows * (plan.contains(.number) ? 20 : 1)
  return SQLITE_OK
}

/// What a constraint says of the range; nil for one that says nothing of it.
private func part(
  of table: any QueryTable, _ constraint: sqlite3_index_constraint,
  _ index: Int32, _ info: UnsafeMutablePointer<sqlite3_index_info>
) -> Plan? {
  let column = Int(constraint.iColumn)
  let operation = Int32(constraint.op)
  if column == table.groupColumn, operation == SQLITE_INDEX_CONSTRAINT_EQ {
    let collation = unsafe sqlite3_vtab_collation(info, index)
    return unsafe collation.map { unsafe String(cString: $0) == "BINARY" } ?? false ? .group : nil
  }
  guard column == table.numberColumn else { return nil }
  switch operation {
  case SQLITE_INDEX_CONSTRAINT_EQ: return .number
  case SQLITE_INDEX_CONSTRAINT_GE, SQLITE_INDEX_CONSTRAINT_GT: return .lower
  case SQLITE_INDEX_CONSTRAINT_LE, SQLITE_INDEX_CONSTRAINT_LT: return .upper
  default: return nil
  }
}

/// Says which value is what, and whether the rows come in the order that is asked for.
private func setOrder(
  of plan: Plan, _ info: UnsafeMutablePointer<sqlite3_index_info>, _ table: any QueryTable
) {
  var kinds = ""
  for index in 0..<Int(unsafe info.pointee.nConstraint)
  where unsafe info.pointee.aConstraintUsage[index].argvIndex > 0 {
    let constraint = unsafe info.pointee.aConstraint[index]
    if let found = unsafe part(of: table, constraint, Int32(index), info) {
      kinds.append(Character(Unicode.Scalar(UInt8(48 + found.rawValue))))
    }
  }
  if let text = unsafe sqlite3_malloc(Int32(kinds.utf8.count + 1)) {
    let bytes = Array(kinds.utf8) + [0]
    unsafe text.copyMemory(from: bytes, byteCount: bytes.count)
    unsafe info.pointee.idxStr = text.assumingMemoryBound(to: CChar.self)
    unsafe info.pointee.needToFreeIdxStr = 1
  }
  let wanted = (0..<Int(unsafe info.pointee.nOrderBy)).map { index in
    unsafe info.pointee.aOrderBy[index]
  }
  let isOrdered =
    plan.contains(.group) && wanted.allSatisfy { $0.desc == 0 }
    && wanted.count <= table.orderedColumns.count
    && zip(wanted, table.orderedColumns).allSatisfy { Int($0.iColumn) == $1 }
  unsafe info.pointee.orderByConsumed = isOrdered && !wanted.isEmpty ? 1 : 0
}

// MARK: Reading

private func open(
  _ table: UnsafeMutablePointer<sqlite3_vtab>?,
  result: UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab_cursor>?>?
) -> Int32 {
  guard let table = unsafe table else { return SQLITE_ERROR }
  let module = unsafe module(table)
  return guarded(module.state) {
    let cursor = Cursor(try module.table.cursor(), module.state)
    let object = UnsafeMutablePointer<CursorObject>.allocate(capacity: 1)
    unsafe object.initialize(to: CursorObject(cursor: Unmanaged.passRetained(cursor)))
    unsafe result?.pointee = UnsafeMutableRawPointer(object).assumingMemoryBound(
      to: sqlite3_vtab_cursor.self)
  }
}

private func close(_ pointer: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 {
  guard let pointer = unsafe pointer else { return SQLITE_OK }
  let object = unsafe UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: CursorObject.self)
  unsafe object.pointee.cursor.release()
  unsafe object.deallocate()
  return SQLITE_OK
}

private func filter(
  _ pointer: UnsafeMutablePointer<sqlite3_vtab_cursor>?, plan: Int32,
  kinds: UnsafePointer<CChar>?, count: Int32,
  values: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  guard let pointer = unsafe pointer else { return SQLITE_ERROR }
  let cursor = unsafe cursor(pointer)
  var range = QueryRange(
    group: nil, numbers: Int.min...Int.max, needsText: Plan(rawValue: plan).contains(.text))
  var (lower, upper) = (Int.min, Int.max)
  for index in 0..<Int(count) {
    guard let value = unsafe values?[index], let kind = unsafe kinds?[index] else { continue }
    let part = Plan(rawValue: Int32(kind) - 48)
    if part == .group {
      range.group = unsafe text(of: value)
      continue
    }
    guard let number = unsafe number(of: value) else { continue }
    if part != .upper { lower = max(lower, number.lower) }
    if part != .lower { upper = min(upper, number.upper) }
  }
  return guarded(cursor.state) {
    cursor.row = 0
    // An empty range has the numbers of none.
    range.numbers = lower <= upper ? lower...upper : Int.max...Int.max
    try cursor.rows.start(range)
  }
}

private func text(of value: OpaquePointer) -> String {
  unsafe sqlite3_value_text(value).map { unsafe String(cString: $0) } ?? ""
}

/// The whole numbers around a number; nil for what is none, and so compares in another way.
private func number(of value: OpaquePointer) -> (lower: Int, upper: Int)? {
  switch unsafe sqlite3_value_type(value) {
  case SQLITE_INTEGER:
    let number = Int(unsafe sqlite3_value_int64(value))
    return (number, number)
  case SQLITE_FLOAT:
    let number = unsafe sqlite3_value_double(value)
    guard let lower = Int(exactly: number.rounded(.down)),
      let upper = Int(exactly: number.rounded(.up))
    else { return nil }
    return (lower, upper)
  default: return nil
  }
}

private func next(_ pointer: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 {
  guard let pointer = unsafe pointer else { return SQLITE_ERROR }
  let cursor = unsafe cursor(pointer)
  return guarded(cursor.state) {
    cursor.row &+= 1
    try cursor.rows.advance()
  }
}

private func isAtEnd(_ pointer: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 {
  guard let pointer = unsafe pointer else { return 1 }
  return unsafe cursor(pointer).rows.isAtEnd ? 1 : 0
}

private func rowID(
  _ pointer: UnsafeMutablePointer<sqlite3_vtab_cursor>?, _ result: UnsafeMutablePointer<Int64>?
) -> Int32 {
  guard let pointer = unsafe pointer else { return SQLITE_ERROR }
  unsafe result?.pointee = cursor(pointer).row
  return SQLITE_OK
}

private func column(
  _ pointer: UnsafeMutablePointer<sqlite3_vtab_cursor>?, _ context: OpaquePointer?, index: Int32
) -> Int32 {
  guard let pointer = unsafe pointer else { return SQLITE_ERROR }
  let cursor = unsafe cursor(pointer)
  return guarded(cursor.state) {
    switch try cursor.rows.value(Int(index)) {
    case .null: unsafe sqlite3_result_null(context)
    case .integer(let number): unsafe sqlite3_result_int64(context, Int64(number))
    case .real(let number): unsafe sqlite3_result_double(context, number)
    case .text(var text):
      text.withUTF8 { bytes in unsafe setText(UnsafeRawBufferPointer(bytes), context) }
    case .utf8(let bytes): unsafe bytes.withUnsafeBytes { unsafe setText($0, context) }
    }
  }
}

private func setText(_ bytes: UnsafeRawBufferPointer, _ context: OpaquePointer?) {
  // SQLite copies the text, as the destructor -1 says.
  let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  let empty: StaticString = ""
  let start =
    unsafe bytes.baseAddress.map { unsafe $0.assumingMemoryBound(to: CChar.self) }
    ?? UnsafeRawPointer(empty.utf8Start).assumingMemoryBound(to: CChar.self)
  unsafe sqlite3_result_text64(
    context, start, UInt64(bytes.count), copied, UInt8(SQLITE_UTF8))
}

/// Runs a step of a table, and keeps what it throws for whoever asked.
private func guarded(_ state: ConnectionState, _ step: () throws -> Void) -> Int32 {
  do {
    try step()
    return SQLITE_OK
  } catch {
    state.failure = error
    return SQLITE_ERROR
  }
}
