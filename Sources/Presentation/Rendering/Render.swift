/// Returns the lines of `blocks`, each ended by a newline.
///
/// Whatever the blocks hold, the only control characters in the result are newlines and, with
/// colour, the escape sequences of `Style`.
package func render(_ blocks: [Block], _ layout: Layout = .unlimited) -> String {
  var result = ""
  for block in blocks {
    for line in lines(of: block, layout) {
      result += encoded(line, layout)
      result += "\n"
    }
  }
  return result
}

/// Returns one line of styled text without its newline, for a progress line or a prompt.
package func render(_ text: StyledText, _ layout: Layout) -> String {
  encoded(text.sanitized(), layout)
}

/// The lines of a block, safe to show, without trailing spaces.
func lines(of block: Block, _ layout: Layout) -> [StyledText] {
  switch block {
  case .line(let text): hanging(text.sanitized(lines: .kept), layout)
  case .paragraph(let text): text.sanitized(lines: .kept).wrapped(to: layout.width)
  case .note(let text): hanging(dimmed(text.sanitized(lines: .kept)), layout)
  case .hint(let text, let fact): lines(of: .note(fact + text), layout)
  case .blank: [StyledText()]
  case .preformatted(let text):
    text.sanitized(lines: .kept).wrapped(to: .max)
  case .message(let text): lines(ofMessage: text.sanitized(lines: .kept), layout)
  case .table(let table): lines(of: table, layout)
  case .turns(let turns): lines(of: turns, layout)
  case .fields(let fields): lines(of: fields, layout)
  case .sparkline(let sparkline): lines(of: sparkline, layout)
  case .histogram(let histogram): lines(of: histogram, layout)
  case .chart(let chart): lines(of: chart, layout)
  }
}

private func encoded(_ line: StyledText, _ layout: Layout) -> String {
  guard layout.usesColor else { return line.text }
  return line.runs.map { run in
    guard let rendition = run.style.graphicRendition else { return run.text }
    return "\u{1B}[\(rendition)m\(run.text)\u{1B}[0m"
  }.joined()
}

private func dimmed(_ text: StyledText) -> StyledText {
  StyledText(runs: text.runs.map { .init($0.text, $0.style == .plain ? .dim : $0.style) })
}

/// Wraps each line of a text, continuing two columns right of where it began.
private func hanging(_ text: StyledText, _ layout: Layout) -> [StyledText] {
  text.wrapped(to: .max).flatMap { line -> [StyledText] in
    guard line.rawWidth > layout.width else { return [line] }
    let lead = line.text.prefix { $0 == " " }.count
    let hang = min(lead + 2, layout.width / 2)
    // The first line may use the hang's columns too, so it is cut off before the rest is wrapped.
    let first = line.wrapped(to: layout.width)
    guard let head = first.first, first.count > 1 else { return first }
    let rest = line.dropping(head)
    return [head] + rest.wrapped(to: layout.width - hang).map { indented($0, by: hang) }
  }
}

extension StyledText {
  /// The text after `head`, with the spaces between them.
  fileprivate func dropping(_ head: StyledText) -> StyledText {
    StyledText(cells: cells.dropFirst(head.cells.count).drop { $0.isSpace })
  }
}

func indented(_ text: StyledText, by columns: Int) -> StyledText {
  text.isEmpty || columns == 0
    ? text : StyledText(String(repeating: " ", count: columns)) + text
}

/// The text with spaces up to `width` columns.
func padded(_ text: StyledText, to width: Int, _ alignment: Table.Alignment) -> StyledText {
  let gap = StyledText(String(repeating: " ", count: max(0, width - text.rawWidth)))
  return alignment == .leading ? text + gap : gap + text
}

/// The text without the spaces at its end, which padding leaves.
func trimmed(_ text: StyledText) -> StyledText {
  guard text.runs.last?.text.utf8.last == UInt8(ascii: " ") else { return text }
  var runs = text.runs
  while var last = runs.popLast() {
    while last.text.utf8.last == UInt8(ascii: " ") { last.text.removeLast() }
    if !last.text.isEmpty {
      runs.append(last)
      break
    }
  }
  return StyledText(runs: runs)
}
