import Quantities

/// Below this many columns for the text, roles stand on lines of their own.
private let narrowestTextColumn = 24

func lines(of turns: [Turn], _ layout: Layout) -> [StyledText] {
  // "assistant" is the longest usual role: conversations below each other stay aligned.
  let roles = turns.map { StyledText($0.role, $0.style).sanitized() }
  let roleWidth = min(roles.map(\.width).reduce(9, max), 16)
  let indent = 2 + roleWidth + 2
  let isNarrow = layout.width - indent < narrowestTextColumn
  return zip(turns, roles).flatMap { turn, role -> [StyledText] in
    let column = isNarrow ? min(4, layout.width / 4) : indent
    let whole = body(of: turn).wrapped(to: layout.width - column)
    let body = folded(whole, turn.fold, layout, layout.width - column).map {
      indented($0, by: column)
    }
    guard !isNarrow else { return [indented(role, by: min(2, column))] + body }
    guard let first = body.first else { return [] }
    let head = StyledText("  ") + padded(role.truncated(to: roleWidth), to: roleWidth, .leading)
    let rest = StyledText(cells: first.cells.dropFirst(indent))
    return [trimmed(head + "  " + rest)] + body.dropFirst()
  }
}

/// Lines that are shown rather than said to be hidden: that takes a line too.
private let fewestHidden = 3

/// The first lines, and how many more there are.
private func folded(
  _ lines: [StyledText], _ fold: Turn.Fold?, _ layout: Layout, _ width: Int
) -> [StyledText] {
  guard let fold, lines.count - fold.lineCount >= fewestHidden else { return lines }
  let hidden = NumberFormat.count(lines.count - fold.lineCount, "line")
  let rest = StyledText("\(layout.ellipsis) \(hidden) more\(fold.hint)", .dim)
  return lines.prefix(fold.lineCount) + rest.wrapped(to: width)
}

/// What was said, then the remark.
private func body(of turn: Turn) -> StyledText {
  var body =
    turn.text.text.isEmpty
    ? StyledText("(empty)", .dim) : turn.text.sanitized(lines: .kept)
  if let remark = turn.remark {
    body += StyledText("  (" + sanitized(remark) + ")", .dim)
  }
  return body
}

func lines(of fields: [Field], _ layout: Layout) -> [StyledText] {
  let names = fields.map { StyledText($0.name, .dim).sanitized() }
  let nameWidth = min(names.map(\.width).max() ?? 0, layout.width / 2)
  let indent = nameWidth + 2
  return zip(fields, names).flatMap { field, name -> [StyledText] in
    let value = field.value.sanitized(lines: .kept).wrapped(to: layout.width - indent)
    let head = padded(
      name.truncated(to: nameWidth, ellipsis: layout.ellipsis), to: indent, .leading)
    return value.enumerated().map { index, line in
      trimmed(index == 0 ? head + line : indented(line, by: indent))
    }
  }
}
