import JSON

/// A table as comma-separated values (RFC 4180, UTF-8): a record for each row of columns.
///
/// With a tab between the cells it is what spreadsheets call TSV, quoted in the same way.
package struct CSVTable: Sendable {
  /// The heads of the columns, in order.
  package private(set) var columns: [String] = []
  private var known: Set<String> = []
  private let separator: UInt8
  /// The head of the column of system prompts, which may be empty.
  private let systemHead: String

  /// A table without columns; ``widen(for:)`` adds those of the rows.
  package init(separator: UInt8 = UInt8(ascii: ","), systemHead: String = "system") {
    self.separator = separator
    self.systemHead = systemHead
  }

  /// Adds the columns that a row has and the table has not; the one of system prompts in front.
  package mutating func widen(for row: [UInt8]) {
    guard let tree = try? JSONTree(parsing: row) else { return }
    for (key, _) in tree.members where known.insert(key).inserted {
      // A row without a system prompt may come first.
      if key == systemHead { columns.insert(key, at: 0) } else { columns.append(key) }
    }
  }

  /// The line with the heads.
  package var header: [UInt8] {
    record(columns.map { Array($0.utf8) })
  }

  /// One row, an object, as a record, and what the record cannot say of it.
  package func record(of row: [UInt8]) -> (bytes: [UInt8], losses: [Loss]) {
    guard let tree = try? JSONTree(parsing: row) else { return ([], [.metadata]) }
    var findings = Findings()
    let cells = columns.map { column -> [UInt8] in
      guard let value = tree[column] else {
        // An empty system prompt is read as none.
        if column != systemHead { findings.lose(.emptyTexts) }
        return []
      }
      guard let text = WrittenText(value) else {
        findings.lose(.valueTypes)
        return value.bytes
      }
      if text.hasHalfPairs { findings.lose(.characters) }
      return Array(text.text.utf8)
    }
    return (record(cells), findings.losses)
  }

  private func record(_ cells: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(separator) }
      bytes += Self.field(cell)
    }
    // A record of one empty field would be a blank line.
    if cells.count == 1, cells[0].isEmpty { bytes += #""""#.utf8 }
    return bytes + [0x0D, 0x0A]
  }

  /// A cell in quotes where it needs them: separators, quotes, line breaks, spaces at its ends.
  private static func field(_ cell: [UInt8]) -> [UInt8] {
    let special = cell.contains { [0x22, 0x2C, 0x0A, 0x0D, 0x09].contains($0) }
    guard special || cell.first == 0x20 || cell.last == 0x20 else { return cell }
    var bytes: [UInt8] = [0x22]
    for byte in cell {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    return bytes + [0x22]
  }
}
