import Commands
import Datasets
package import Presentation
import Quantities
import Workspaces

extension RedactResult: Report {
  package var blocks: [Block] {
    switch self {
    case .nothing(let isOfNone):
      return [
        .note(
          isOfNone
            ? "nothing to redact: no example matches" : "nothing to redact: none of it is there")
      ]
    case .counted(let kinds, let dataset, let exampleCount):
      return [
        .line(
          "\(dataset, .accent)  private data in \(NumberFormat.count(exampleCount, "example"))"),
        .table(kindTable(of: kinds)),
        .hint("redact NAME, without --dry-run, puts a placeholder for each value"),
      ]
    case .changed(let change, let kinds):
      let what = kinds.map { NumberFormat.count($0.valueCount, $0.kind.words) }
        .joined(separator: ", ")
      return [
        change.outcome.line(
          "redacted \(what), \(NumberFormat.count(change.count, "example"))"),
        .note("the values stay here:  redact \(change.outcome.after.name) --table"),
      ]
    case .table(let redactions, let dataset) where redactions.isEmpty:
      return [.note("nothing is redacted in \(dataset)")]
    case .table(let redactions, _):
      let rows = redactions.map { [StyledText($0.placeholder, .accent), StyledText($0.value)] }
      return [.table(Table([.init("placeholder"), .init("value", minimumWidth: 16)], rows: rows))]
    }
  }
}

private func kindTable(of kinds: [RedactedKind]) -> Table {
  Table(
    [
      .init("kind"), .init("values", alignment: .trailing), .init("times", alignment: .trailing),
      .init("examples", alignment: .trailing, priority: 1),
    ],
    rows: kinds.map { kind in
      [
        StyledText(kind.kind.rawValue), StyledText(NumberFormat.count(kind.valueCount)),
        StyledText(NumberFormat.count(kind.count)),
        StyledText(NumberFormat.count(kind.exampleCount)),
      ]
    })
}

extension PrivateKind {
  /// How a line about a change names it.
  fileprivate var words: String {
    switch self {
    case .resident: "resident number"
    case .myNumber: "My Number"
    case .iban: "IBAN"
    case .ip: "IP"
    case .email, .phone, .card, .key: rawValue
    }
  }
}
