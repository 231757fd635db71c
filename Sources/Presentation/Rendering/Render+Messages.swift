/// Lays out what is said of a failure or beside a result, for a surface that may be narrow.
///
/// A line that is too wide is parted at its wide gaps, which stand between remarks; then it is
/// broken at spaces. What stands behind two spaces is a command that can be typed: it stays in one
/// piece where it fits on a line of its own. A line with a row of `^` below it is not broken but
/// cut on both sides of them.
func lines(ofMessage text: StyledText, _ layout: Layout) -> [StyledText] {
  let rows = text.wrapped(to: .max)
  guard rows.contains(where: { $0.rawWidth > layout.width }) else { return rows }
  var result: [StyledText] = []
  var index = 0
  while index < rows.count {
    if index + 1 < rows.count, let mark = CaretRow(rows[index + 1].text) {
      result += lines(of: rows[index], marked: mark, layout)
      index += 2
    } else {
      result += broken(rows[index], layout.width)
      index += 1
    }
  }
  return result
}

/// Spaces between two remarks that share a line; two are the sign of a command.
private let remarkGap = 8

/// A row that marks words of the line above: a margin, blanks, carets and perhaps a remark.
private struct CaretRow {
  /// The columns left of the marked line: an indentation, or its number and a bar.
  var margin: String
  /// Columns between the margin and the first caret.
  var start: Int
  var caretCount: Int
  var remark: String

  init?(_ text: String) {
    guard let caret = text.firstIndex(of: "^"),
      text[..<caret].allSatisfy({ $0 == " " || $0 == "|" })
    else { return nil }
    let bar = text[..<caret].firstIndex(of: "|").map { text.index($0, offsetBy: 2) }
    let edge = bar ?? text.index(text.startIndex, offsetBy: 2, limitedBy: caret) ?? caret
    margin = String(text[..<edge])
    start = text[edge..<caret].count
    caretCount = text[caret...].prefix { $0 == "^" }.count
    remark = String(text[caret...].drop { $0 == "^" })
  }
}

/// The part of a line around its carets, the carets, and their remark where it fits.
private func lines(
  of row: StyledText, marked mark: CaretRow, _ layout: Layout
) -> [StyledText] {
  let available = max(layout.width - mark.margin.count, 1)
  let ellipsis = displayWidth(layout.ellipsis)
  var cells = row.cells[...]
  let margin = StyledText(cells: cells.prefix(mark.margin.count))
  cells = cells.dropFirst(mark.margin.count)
  var (start, leading) = (mark.start, StyledText())
  if start + min(mark.caretCount, available / 2) + ellipsis > available {
    while start > available / 2, let cell = cells.popFirst() { start -= cell.width }
    start += ellipsis
    leading = StyledText(layout.ellipsis)
  }
  let shown = (leading + StyledText(cells: cells)).truncated(
    to: available, ellipsis: layout.ellipsis)
  let carets = String(repeating: "^", count: max(1, min(mark.caretCount, available - start)))
  let marked = mark.margin + String(repeating: " ", count: start) + carets
  guard displayWidth(marked + mark.remark) > layout.width else {
    return [margin + shown, StyledText(marked + mark.remark)]
  }
  let remark = mark.remark.drop { $0 == " " }
  return [margin + shown, StyledText(marked)] + broken(StyledText("  " + remark), layout.width)
}

/// The lines of one row, none wider than `width` columns.
private func broken(_ row: StyledText, _ width: Int) -> [StyledText] {
  guard row.rawWidth > width else { return [row] }
  let lead = min(row.cells.prefix(while: \.isSpace).count, width / 2)
  var remarks: [[StyledText]] = []
  for chunk in chunks(of: row.cells.drop { $0.isSpace }) {
    if remarks.isEmpty || chunk.gap >= remarkGap {
      remarks.append([chunk.text])
    } else {
      remarks[remarks.count - 1].append(chunk.text)
    }
  }
  return remarks.flatMap { hung($0, lead, width) }
}

/// The pieces of one remark below each other, from the second line on two columns to the right.
private func hung(_ chunks: [StyledText], _ lead: Int, _ width: Int) -> [StyledText] {
  let hang = min(lead + 2, width / 2)
  var result: [StyledText] = []
  for chunk in chunks {
    let indent = result.isEmpty ? lead : hang
    if let last = result.last, last.rawWidth + 2 + chunk.rawWidth <= width {
      result[result.count - 1] = last + "  " + chunk
    } else if indent + chunk.rawWidth <= width {
      result.append(indented(chunk, by: indent))
    } else if result.isEmpty, let (label, command) = labeled(chunk),
      hang + command.rawWidth <= width
    {
      result += [indented(label, by: lead), indented(command, by: hang)]
    } else {
      let first = chunk.wrapped(to: width - indent)[0]
      let rest = StyledText(cells: chunk.cells.dropFirst(first.cells.count).drop { $0.isSpace })
      result.append(indented(first, by: indent))
      if !rest.isEmpty { result += rest.wrapped(to: width - hang).map { indented($0, by: hang) } }
    }
  }
  return result
}

/// A chunk such as `help: undo` as its label and what stands behind it, which may be typed.
private func labeled(_ chunk: StyledText) -> (label: StyledText, rest: StyledText)? {
  let cells = chunk.cells
  guard let colon = cells.firstIndex(where: { $0.character == ":" }),
    cells[..<colon].allSatisfy({ $0.character.isLetter }),
    cells.indices.contains(colon + 1), cells[colon + 1].isSpace
  else { return nil }
  return (StyledText(cells: cells[...colon]), StyledText(cells: cells[(colon + 2)...]))
}

/// The parts of a row between gaps of two spaces or more, each with the gap before it.
private func chunks(of cells: ArraySlice<Cell>) -> [(gap: Int, text: StyledText)] {
  var result: [(gap: Int, text: StyledText)] = []
  var rest = cells
  while !rest.isEmpty {
    let gap = rest.prefix(while: \.isSpace).count
    rest = rest.dropFirst(gap)
    var end = rest.startIndex
    while end < rest.endIndex, !(rest[end].isSpace && rest[(end + 1)...].first?.isSpace == true) {
      end += 1
    }
    if end > rest.startIndex { result.append((gap, StyledText(cells: rest[..<end]))) }
    rest = rest[end...]
  }
  return result
}
