import Commands
package import Presentation
import Quantities

extension ModerateResult: Report {
  /// Examples that are named.
  private static var namedLimit: Int { 20 }

  package var blocks: [Block] {
    let asked =
      askedCount == 0
      ? "nothing new to ask" : "\(NumberFormat.count(askedCount, "example")) sent to \(provider)"
    let count = flagged.isEmpty ? "no objection" : "\(NumberFormat.count(flagged.count)) flagged"
    var blocks: [Block] = [
      .line(
        "\(name, .accent)  \(asked)  \(count, flagged.isEmpty ? .good : .caution)")
    ]
    if flagged.isEmpty { return blocks }
    let rows = flagged.prefix(Self.namedLimit).map {
      [StyledText("\(dataset)#\($0.number)", .accent), StyledText($0.words)]
    }
    blocks.append(
      .table(
        Table(
          [.init("example"), .init("categories")], rows: rows, showsTitles: false, indentation: 2)))
    let hidden = flagged.count - rows.count
    if hidden > 0 { blocks.append(.note(StyledText("and \(NumberFormat.count(hidden)) more"))) }
    blocks.append(.hint("show \(dataset) where rule W30  shows them"))
    return blocks
  }
}
