import Commands
package import Presentation
import Quantities

extension SimilarResult: Report {
  package var blocks: [Block] {
    let one = "\(name)#\(number)"
    guard !matches.isEmpty else {
      return [
        .note(
          "none of \(NumberFormat.count(comparedCount, "other example")) is like \(one)")
      ]
    }
    let rows = matches.map { match -> [StyledText] in
      [
        StyledText("\(name)#\(match.number)", .accent),
        StyledText(NumberFormat.decimal(match.likeness, places: 2)),
        StyledText(match.said.split(whereSeparator: \.isWhitespace).joined(separator: " ")),
      ]
    }
    let table = Table(
      [
        .init("example"), .init("likeness", alignment: .trailing),
        .init("user", minimumWidth: 16),
      ], rows: rows)
    return [.line("most like \(one, .accent):"), .table(table)]
      + matches.compactMap(\.difference).flatMap { $0.blocks(name, name) }
  }
}
