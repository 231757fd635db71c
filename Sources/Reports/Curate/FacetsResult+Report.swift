import Commands
package import Presentation
import Quantities

extension FacetsResult: Report {
  package var blocks: [Block] {
    let values = NumberFormat.count(valueCount, "value")
    let head: StyledText =
      "\(name, .accent)  \(NumberFormat.count(exampleCount, "example"))  by \(field): \(values)"
    if facets.isEmpty { return [.line(head)] }
    let rows = facets.map { facet -> [StyledText] in
      [
        StyledText(NumberFormat.count(facet.count)),
        StyledText(NumberFormat.decimal(100 * facet.share, places: 1) + " %"),
        facet.value.map(Self.shown) ?? StyledText("(none)", .dim),
        StyledText(facet.line, .dim),
      ]
    }
    let table = Table(
      [
        .init("examples", alignment: .trailing), .init("share", alignment: .trailing),
        .init(field, minimumWidth: 16), .init("to see them", priority: 1),
      ], rows: rows, indentation: 2)
    var blocks: [Block] = [.line(head), .table(table)]
    if valueCount > facets.count {
      let more = NumberFormat.count(valueCount - facets.count, "value")
      let examples = NumberFormat.count(restCount, "example")
      blocks.append(.note(StyledText("and \(more) more, of \(examples):  head \(valueCount)")))
    }
    return blocks
  }

  /// A value on one line, long ones by their beginning.
  private static func shown(_ value: String) -> StyledText {
    let line = value.split(whereSeparator: \.isNewline).joined(separator: " ")
    if line.isEmpty { return StyledText("(empty)", .dim) }
    return StyledText(line.count > 60 ? line.prefix(60) + "…" : line)
  }
}
