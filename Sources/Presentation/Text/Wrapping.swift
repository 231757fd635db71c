/// One grapheme cluster of a styled text, with the columns it takes.
struct Cell {
  var character: Character
  var style: Style
  var width: Int

  var isSpace: Bool { character == " " }
}

extension StyledText {
  /// The grapheme clusters of the text; a newline takes no column.
  var cells: [Cell] {
    runs.flatMap { run in
      run.text.map { Cell(character: $0, style: run.style, width: displayWidth($0)) }
    }
  }

  init(cells: some Sequence<Cell>) {
    self.init()
    var pending = ""
    var style = Style.plain
    for cell in cells {
      if cell.style != style {
        append(pending, style)
        pending = ""
        style = cell.style
      }
      pending.append(cell.character)
    }
    append(pending, style)
  }

  /// Columns of the text as it is, for text that is sanitized already.
  var rawWidth: Int { runs.reduce(0) { $0 + displayWidth($1.text) } }

  /// Whether it is one line that does not end in a space, which most texts are.
  private var isLine: Bool {
    runs.last?.text.utf8.last != UInt8(ascii: " ")
      && !runs.contains { $0.text.utf8.contains(UInt8(ascii: "\n")) }
  }

  /// Returns the text in lines of at most `width` columns, each newline of it starting one.
  ///
  /// Lines end at spaces, else between ideographs, else between any two grapheme clusters.
  /// A cluster wider than the line stands alone, so nothing is ever lost.
  package func wrapped(to width: Int) -> [StyledText] {
    if isLine, rawWidth <= width { return [self] }
    return cellsWrapped(to: width)
  }

  private func cellsWrapped(to width: Int) -> [StyledText] {
    cells.split(separator: "\n").flatMap { wrapCells($0, to: max(width, 1)) }
  }

  /// Returns the text cut to `width` columns, with `ellipsis` in place of what was cut.
  package func truncated(to width: Int, ellipsis: String = "…") -> StyledText {
    guard rawWidth > width else { return self }
    let all = cells
    let available = width - displayWidth(ellipsis)
    guard available >= 0 else {
      return StyledText(cells: prefix(of: all, columns: width))
    }
    var kept = prefix(of: all, columns: available)
    while kept.last?.isSpace == true { kept.removeLast() }
    let style = kept.last?.style ?? all.first?.style ?? .plain
    return StyledText(cells: kept) + StyledText(ellipsis, style)
  }
}

/// Returns `text` in lines of at most `width` columns; see ``StyledText/wrapped(to:)``.
package func wrapped(_ text: String, to width: Int) -> [String] {
  StyledText(text).wrapped(to: width).map(\.text)
}

/// Returns `text` cut to `width` columns, never inside a grapheme cluster.
package func truncated(_ text: String, to width: Int, ellipsis: String = "…") -> String {
  StyledText(text).truncated(to: width, ellipsis: ellipsis).text
}

extension [Cell] {
  fileprivate func split(separator: Character) -> [ArraySlice<Cell>] {
    split(omittingEmptySubsequences: false) { $0.character == separator }
  }
}

private func prefix(of cells: [Cell], columns: Int) -> [Cell] {
  var used = 0
  var kept: [Cell] = []
  for cell in cells {
    guard used + cell.width <= columns else { break }
    used += cell.width
    kept.append(cell)
  }
  return kept
}

/// Breaks one paragraph greedily.
private func wrapCells(_ cells: ArraySlice<Cell>, to width: Int) -> [StyledText] {
  var lines: [StyledText] = []
  var start = cells.startIndex
  var column = 0
  // Where the current line may end, and where the next would then start.
  var opportunity: (end: Int, next: Int)?
  var index = start
  while index < cells.endIndex {
    let cell = cells[index]
    if index > start, mayBreak(between: cells[index - 1], and: cell) {
      opportunity = (trimmedEnd(of: cells, from: start, to: index), index)
    }
    // A space may hang over the edge: it is dropped when the line ends there.
    if column + cell.width > width, index > start, !cell.isSpace {
      let end = opportunity ?? (index, index)
      lines.append(StyledText(cells: cells[start..<end.end]))
      start = end.next
      index = start
      column = 0
      opportunity = nil
      continue
    }
    column += cell.width
    index += 1
  }
  lines.append(StyledText(cells: cells[start..<trimmedEnd(of: cells, from: start, to: index)]))
  return lines
}

/// The end of the stretch without its trailing spaces.
private func trimmedEnd(of cells: ArraySlice<Cell>, from start: Int, to end: Int) -> Int {
  var end = end
  while end > start, cells[end - 1].isSpace { end -= 1 }
  return end
}

private func mayBreak(between left: Cell, and right: Cell) -> Bool {
  if right.isSpace { return false }
  if left.isSpace { return true }
  guard left.width == 2 || right.width == 2 else { return false }
  return !staysWithNext.contains(left.character) && !staysWithPrevious.contains(right.character)
    && !(isHangul(left.character) && !isIdeographic(right))
    && !(isHangul(right.character) && !isIdeographic(left))
}

/// Korean puts spaces between words, so its syllables stay together as Latin letters do.
private func isHangul(_ character: Character) -> Bool {
  character.unicodeScalars.first.map {
    (0xAC00...0xD7A3).contains($0.value) || (0x1100...0x11FF).contains($0.value)
  } ?? false
}

private func isIdeographic(_ cell: Cell) -> Bool {
  cell.width == 2 && !isHangul(cell.character)
}

/// Punctuation that no line starts with (the first rule of kinsoku, JIS X 4051).
private let staysWithPrevious: Set<Character> = [
  "、", "。", "，", "．", "・", "：", "；", "？", "！", "」", "』", "）", "］", "｝", "〉", "》", "】", "〕",
  "ー", "々", ",", ".", ":", ";", "?", "!", ")", "]", "}", "\"", "'",
]

/// Punctuation that no line ends with.
private let staysWithNext: Set<Character> = [
  "「", "『", "（", "［", "｛", "〈", "《", "【", "〔", "(", "[", "{",
]
