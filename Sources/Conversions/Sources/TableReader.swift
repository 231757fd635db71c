import JSON

/// Reads rows out of a table whose cells are parted by commas, tabs or semicolons (RFC 4180).
///
/// The first record names the columns. A cell in quotes may hold separators, doubled quotes and
/// line ends; what it holds is its text, whatever it looks like: `0045`, `1.10` and `2e3` stay so.
/// Pieces of the file come in, in order; memory stays at one record.
package struct TableReader: Sendable {
  /// A record that cannot be a row.
  package struct Fault: Sendable, Hashable {
    /// What is wrong with a record.
    package enum Kind: Sendable, Hashable {
      /// So many cells, where the header has another number.
      case cellCount(Int, expected: Int)
      /// The quote that opens a cell is not closed before the file ends.
      case unclosedQuote
      /// Text follows the quote that closes a cell.
      case textAfterQuote
    }
    package var kind: Kind
    /// The line on which the record begins, counted from 1.
    package var line: Int
  }

  /// What was read.
  package enum Item: Sendable, Hashable {
    case row(SourceRow)
    case fault(Fault)
  }

  private enum State { case start, bare, quoted, quoteInQuoted }

  /// The byte between cells.
  package let separator: UInt8
  /// The names of the columns, once the header was read.
  package private(set) var header: [String]?
  private var state = State.start
  private var cells: [[UInt8]] = []
  private var cell: [UInt8] = []
  private var isFaulty = false
  private var line = 1
  private var recordLine = 1
  private var lastWasReturn = false
  private var isFirstPiece = true

  package init(separator: UInt8) { self.separator = separator }

  /// Reads on.
  package mutating func read(_ piece: ArraySlice<UInt8>) -> [Item] {
    var items: [Item] = []
    var piece = piece
    if isFirstPiece, !piece.isEmpty {
      isFirstPiece = false
      if piece.starts(with: [0xEF, 0xBB, 0xBF]) { piece = piece.dropFirst(3) }
    }
    for byte in piece { take(byte, &items) }
    return items
  }

  /// Reads a last record without a line end.
  package mutating func finish() -> [Item] {
    var items: [Item] = []
    if state == .quoted {
      items.append(.fault(Fault(kind: .unclosedQuote, line: recordLine)))
    } else if !cells.isEmpty || !cell.isEmpty || state != .start {
      endRecord(&items)
    }
    return items
  }

  private mutating func take(_ byte: UInt8, _ items: inout [Item]) {
    defer { lastWasReturn = byte == 0x0D }
    if state == .quoted {
      if byte == 0x0A { line += 1 }
      if byte == UInt8(ascii: "\"") { state = .quoteInQuoted } else { cell.append(byte) }
      return
    }
    switch byte {
    case separator: endCell()
    case 0x0A:
      line += 1
      endRecord(&items)
    case 0x0D: break
    case UInt8(ascii: "\"") where state == .start: state = .quoted
    case UInt8(ascii: "\"") where state == .quoteInQuoted:
      cell.append(byte)
      state = .quoted
    default:
      if state == .quoteInQuoted, byte != 0x20 { isFaulty = true }
      if state == .quoteInQuoted, byte == 0x20 { return }
      if lastWasReturn { cell.append(0x0D) }
      cell.append(byte)
      if state == .start { state = .bare }
    }
  }

  private mutating func endCell() {
    cells.append(cell)
    cell = []
    state = .start
  }

  private mutating func endRecord(_ items: inout [Item]) {
    let isBlank = cells.isEmpty && cell.isEmpty && state == .start
    endCell()
    defer {
      cells = []
      isFaulty = false
      recordLine = line
    }
    if isBlank { return }
    guard let header else {
      header = cells.map { String(decoding: $0, as: UTF8.self).trimmingSpaces }
      return
    }
    if isFaulty {
      items.append(.fault(Fault(kind: .textAfterQuote, line: recordLine)))
    } else if cells.count != header.count {
      let kind = Fault.Kind.cellCount(cells.count, expected: header.count)
      items.append(.fault(Fault(kind: kind, line: recordLine)))
    } else {
      items.append(.row(SourceRow(object(header), line: recordLine)))
    }
  }

  private func object(_ header: [String]) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "{")]
    for (index, (name, cell)) in zip(header, cells).enumerated() {
      if index > 0 { bytes += ", ".utf8 }
      bytes.appendJSONString(name)
      bytes += ": ".utf8
      bytes.appendJSONString(cell[...])
    }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }
}

extension String {
  /// The text without spaces at its ends.
  fileprivate var trimmingSpaces: String {
    let rest = drop { $0 == " " }
    let count = rest.reversed().prefix { $0 == " " }.count
    return String(rest.dropLast(count))
  }
}
