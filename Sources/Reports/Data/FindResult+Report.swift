import Commands
package import Presentation
import Quantities

extension FindResult: Report {
  package var blocks: [Block] {
    let rows = hits.map { hit in
      [
        StyledText("\(dataset)#\(hit.number)", .accent), StyledText(hit.role, .dim),
        hit.excerpt,
      ]
    }
    let table = Table(
      [.init("example"), .init("role"), .init("text", minimumWidth: 20)], rows: rows,
      showsTitles: false)
    let count =
      exampleCount == 0
      ? "no example of \(dataset) has \"\(needle)\""
      : "\(NumberFormat.count(exampleCount, "example")) of \(dataset)"
    return (rows.isEmpty ? [] : [.table(table)]) + [.note(StyledText(count))]
  }
}

extension FindResult.Hit {
  /// Some words around the hit, with the hit itself marked.
  fileprivate var excerpt: StyledText {
    let before = text[..<range.lowerBound].suffix(30)
    let after = text[range.upperBound...].prefix(60)
    var excerpt = StyledText((before.startIndex > text.startIndex ? "…" : "") + String(before))
    excerpt.append(String(text[range]), .strong)
    excerpt.append(String(after) + (after.endIndex < text.endIndex ? "…" : ""))
    return excerpt
  }
}
