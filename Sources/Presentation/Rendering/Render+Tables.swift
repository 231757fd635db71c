import Quantities

/// Spaces between two columns of a table.
private let gutter = 2

func lines(of table: Table, _ layout: Layout) -> [StyledText] {
  let cells = table.rows.map { row in
    table.columns.indices.map { $0 < row.count ? row[$0].sanitized() : StyledText() }
  }
  var table = table
  var plan = TablePlan(table, cells, width: layout.width)
  if !plan.isWhole, table.columns.contains(where: { $0.shortTitle != nil }) {
    for index in table.columns.indices {
      table.columns[index].title = table.columns[index].shortTitle ?? table.columns[index].title
    }
    plan = TablePlan(table, cells, width: layout.width)
  }
  var lines: [StyledText] = []
  func add(_ row: [StyledText]) {
    let parts = plan.shown.map { column in
      table.columns[column].wraps
        ? row[column].wrapped(to: plan.widths[column])
        : [row[column].truncated(to: plan.widths[column], ellipsis: layout.ellipsis)]
    }
    for height in 0..<(parts.map(\.count).max() ?? 1) {
      var line = StyledText()
      for (position, column) in plan.shown.enumerated() {
        if position > 0 { line.append(String(repeating: " ", count: gutter)) }
        let text = height < parts[position].count ? parts[position][height] : StyledText()
        line.append(padded(text, to: plan.widths[column], table.columns[column].alignment))
      }
      lines.append(indented(trimmed(line), by: table.indentation))
    }
  }
  if table.showsTitles { add(table.columns.map { StyledText($0.title, .dim).sanitized() }) }
  for row in cells { add(row) }
  let hidden = table.columns.indices.filter { !plan.shown.contains($0) }
  if !hidden.isEmpty, !table.rows.isEmpty {
    let names = hidden.map { table.columns[$0].title }.filter { !$0.isEmpty }
    let what =
      names.isEmpty ? NumberFormat.count(hidden.count, "column") : names.joined(separator: ", ")
    let note = StyledText("(not shown here: \(what))", .dim).sanitized()
    let available = layout.width - table.indentation
    lines += note.wrapped(to: available).map { indented($0, by: table.indentation) }
  }
  return lines
}

/// Which columns of a table are shown, and how wide.
private struct TablePlan {
  /// Indices of the columns that stay, in order.
  var shown: [Int]
  /// The width of every column, shown or not.
  var widths: [Int]
  /// Whether nothing has to give way.
  let isWhole: Bool

  init(_ table: Table, _ cells: [[StyledText]], width: Int) {
    let natural = table.columns.indices.map { column in
      let title = table.showsTitles ? StyledText(table.columns[column].title).width : 0
      return cells.reduce(title) { max($0, $1[column].rawWidth) }
    }
    let least = table.columns.indices.map { column in
      min(natural[column], table.columns[column].minimumWidth ?? natural[column])
    }
    let available = max(1, width - table.indentation)
    shown = Array(table.columns.indices)
    widths = natural
    func total(_ widths: [Int], _ shown: [Int]) -> Int {
      shown.reduce(0) { $0 + widths[$1] } + gutter * max(0, shown.count - 1)
    }
    isWhole = total(natural, shown) <= available
    while total(least, shown) > available, let column = Self.leastImportant(table, shown) {
      shown.removeAll { $0 == column }
    }
    // Only columns that must stay are left: then all may be cut, the widest first.
    let fits = total(least, shown) <= available
    let floor = fits ? least : table.columns.indices.map { min(natural[$0], 1) }
    var excess = total(widths, shown) - available
    while excess > 0 {
      let shrinkable = shown.filter { widths[$0] > floor[$0] }
      guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { break }
      // Down to the next widest at once, so that long texts cost no loop of their own.
      let next = shrinkable.filter { widths[$0] < widths[widest] }.map { widths[$0] }.max() ?? 0
      // Equals share what is missing, so that none is left with nothing beside the other.
      let equals = shrinkable.count { widths[$0] == widths[widest] }
      let step = max(1, min(excess / equals, widths[widest] - max(floor[widest], next)))
      widths[widest] -= step
      excess -= step
    }
  }

  /// The column to leave first: the highest priority, the rightmost among equals.
  private static func leastImportant(_ table: Table, _ shown: [Int]) -> Int? {
    shown.filter { table.columns[$0].priority > 0 }
      .max { (table.columns[$0].priority, $0) < (table.columns[$1].priority, $1) }
  }
}
