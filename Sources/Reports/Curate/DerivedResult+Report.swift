import Commands
package import Presentation
import Quantities

extension DerivedResult: Report {
  /// Values that are shown; all are drawn from.
  private static var shownLimit: Int { 10 }

  package var blocks: [Block] {
    let count = NumberFormat.count(made.exampleCount)
    var line: StyledText =
      "\(made.name, .accent)  \(count) of \(NumberFormat.count(sourceCount, "example")) of \(source)"
    if let seed { line.append(", seed \(seed)") }
    line.append("  \(made.tokenWords) tokens   ")
    line.append("(undo)", .dim)
    if classes.isEmpty { return [.line(line)] }
    let rows = classes.prefix(Self.shownLimit).map { entry -> [StyledText] in
      [
        StyledText("\(entry.drawn) of \(NumberFormat.count(entry.total))"),
        StyledText(entry.value.isEmpty ? "(none)" : entry.value),
      ]
    }
    let table = Table(
      [.init("", alignment: .trailing), .init("", minimumWidth: 20)], rows: rows,
      showsTitles: false, indentation: 2)
    let hidden = classes.count - rows.count
    return [.line(line), .table(table)]
      + (hidden > 0 ? [.note(StyledText("and \(NumberFormat.count(hidden, "value")) more"))] : [])
  }
}
