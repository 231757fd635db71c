import Commands
import Datasets
import Presentation
import Quantities

extension CheckMatrix {
  /// Rules by profiles, then a line for each profile with what must change.
  var blocks: [Block] {
    let places = isOfAll ? "every provider" : columns.map(\.profile.title).joined(separator: ", ")
    var title: StyledText =
      "\(name, .accent)  \(NumberFormat.count(exampleCount, "example"))  for \(places)"
    if waivedCount > 0 { title.append("  \(NumberFormat.count(waivedCount)) waived") }
    guard !rules.isEmpty else {
      return [.line(title), .line(StyledText("nothing to mend", .good))]
    }
    let heads = columns.map {
      Table.Column(
        $0.profile.name, shortTitle: String($0.profile.name.prefix(3)), alignment: .trailing)
    }
    let rows = rules.map { rule in
      [StyledText(rule)] + columns.map { cell($0.cells[rule]) }
    }
    return [
      .line(title),
      .table(Table([.init("rule")] + heads, rows: rows, indentation: 2)),
      .note("e error, w warning, n note; nothing where the rule is kept or does not matter"),
    ] + columns.map(summary) + [
      .hint(
        StyledText(
          "check \(dataset) --for \(columns.first?.profile.name ?? "openai")  shows the findings and their sources"
        ))
    ]
  }

  private func cell(_ cell: Cell?) -> StyledText {
    guard let cell else { return StyledText("") }
    switch cell.severity {
    case .error: return StyledText("\(short(cell.count))e", .bad)
    case .warning: return StyledText("\(short(cell.count))w", .caution)
    case .note: return StyledText("\(short(cell.count))n", .dim)
    }
  }

  /// A count in at most four characters.
  private func short(_ count: Int) -> String {
    count < 10_000 ? "\(count)" : count < 1_000_000 ? "\(count / 1_000)k" : "\(count / 1_000_000)M"
  }

  /// A line for one profile: how much is wrong, and what it would refuse.
  private func summary(_ column: Column) -> Block {
    let width = columns.map(\.profile.name.count).max() ?? 0
    let padding = String(repeating: " ", count: width - column.profile.name.count)
    var line: StyledText = """
        \(column.profile.name, .accent)\(padding)  \
      \(NumberFormat.count(column.errorCount, "error"), column.errorCount > 0 ? .bad : .plain), \
      \(NumberFormat.count(column.warningCount, "warning"))
      """
    let changes = column.refusing.map { code in
      "\(Rule.named(code).map { "\(code) \($0.slug)" } ?? code) "
        + "(\(NumberFormat.count(column.cells[code]?.count ?? 0)))"
    }
    if !changes.isEmpty { line.append(";  change \(changes.joined(separator: ", "))") }
    return .line(line)
  }
}
