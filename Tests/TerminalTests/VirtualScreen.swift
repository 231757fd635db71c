import Presentation

/// The part of an xterm that libedit uses: enough to see what a person would.
struct VirtualScreen {
  /// Scalars drawn into one column; the second column of a wide character is empty.
  private(set) var bellCount = 0
  private var rows: [[String]]
  private var row = 0
  private var column = 0
  private var pendingWrap = false
  private var sequence = ""
  private let columns: Int

  /// Sequences it does not know, which a test expects to be none.
  private(set) var unknown: Set<String> = []

  init(columns: Int, lines: Int) {
    self.columns = columns
    rows = Array(repeating: Array(repeating: " ", count: columns), count: lines)
  }

  /// The rows without the blanks at their ends, and without the empty rows at the bottom.
  var text: String {
    var lines = rows.map { cells -> String in
      var line = cells.joined()
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// Where the cursor stands, counted from 0.
  var cursor: [Int] { [row, column] }

  mutating func draw(_ output: String) {
    for scalar in output.unicodeScalars { draw(scalar) }
  }

  private mutating func draw(_ scalar: Unicode.Scalar) {
    if !sequence.isEmpty || scalar == "\u{1B}" {
      sequence.unicodeScalars.append(scalar)
      endSequence(scalar)
      return
    }
    switch scalar {
    case "\r": move(row, 0)
    case "\n": lineFeed()
    case "\u{8}": move(row, column - 1)
    case "\t": move(row, (column / 8 + 1) * 8)
    case "\u{7}": bellCount += 1
    default: put(scalar)
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = displayWidth(Character(scalar))
    if width == 0 {
      let target = pendingWrap ? column : max(column - 1, 0)
      rows[row][target].unicodeScalars.append(scalar)
      return
    }
    if pendingWrap || column + width > columns {
      lineFeed()
      column = 0
    }
    rows[row][column] = String(scalar)
    if width == 2, column + 1 < columns { rows[row][column + 1] = "" }
    pendingWrap = column + width >= columns
    column = min(column + width, columns - 1)
  }

  private mutating func lineFeed() {
    pendingWrap = false
    if row + 1 < rows.count {
      row += 1
    } else {
      rows.removeFirst()
      rows.append(Array(repeating: " ", count: columns))
    }
  }

  private mutating func move(_ row: Int, _ column: Int) {
    pendingWrap = false
    self.row = min(max(row, 0), rows.count - 1)
    self.column = min(max(column, 0), columns - 1)
  }

  private mutating func endSequence(_ scalar: Unicode.Scalar) {
    guard sequence.unicodeScalars.count > 1 else { return }
    if sequence.hasPrefix("\u{1B}[") {
      guard sequence.unicodeScalars.count > 2, ("@"..."~").contains(scalar) else { return }
      perform(scalar, Array(sequence.dropFirst(2).dropLast()))
    } else if !sequence.hasPrefix("\u{1B}]") {
      unknown.insert(sequence)
    }
    sequence = ""
  }

  private mutating func perform(_ final: Unicode.Scalar, _ parameters: [Character]) {
    let text = String(parameters)
    let first = text.split(separator: ";").first.flatMap { Int($0) }
    let count = max(first ?? 1, 1)
    switch final {
    case "A": move(row - count, column)
    case "B": move(row + count, column)
    case "C": move(row, column + count)
    case "D": move(row, column - count)
    case "G": move(row, count - 1)
    case "H":
      let second = text.split(separator: ";").dropFirst().first.flatMap { Int($0) }
      move(count - 1, (second ?? 1) - 1)
    case "K": clear(row, from: column)
    case "J":
      clear(row, from: column)
      for lower in rows.indices where lower > row { clear(lower, from: 0) }
    case "P":
      rows[row].removeSubrange(column..<min(column + count, columns))
      rows[row] += Array(repeating: " ", count: columns - rows[row].count)
    case "@":
      rows[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
      rows[row].removeLast(rows[row].count - columns)
    case "m", "h", "l": break
    default: unknown.insert(sequence)
    }
  }

  private mutating func clear(_ row: Int, from column: Int) {
    for index in column..<columns { rows[row][index] = " " }
  }
}
