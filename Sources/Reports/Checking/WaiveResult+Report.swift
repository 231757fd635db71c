import Commands
package import Presentation
import Quantities
import Workspaces

extension WaiveResult: Report {
  package var blocks: [Block] {
    switch self {
    case .waived(let rule, let dataset, let count, let reason):
      let extent = count == 0 ? "all of \(dataset)" : NumberFormat.count(count, "example")
      return [
        .line("\(dataset, .accent)  \(rule) is waived for \(extent): \(reason)"),
        .note("check counts it apart; a provider may refuse it all the same"),
      ]
    case .takenBack(let rule, let dataset, let count):
      return [
        .line("\(dataset, .accent)  \(NumberFormat.count(count, "waiver")) of \(rule) taken back")
      ]
    case .list(let waivers, let dataset):
      guard !waivers.isEmpty else {
        return [.note(StyledText("nothing of \(dataset) is waived"))]
      }
      let rows = waivers.map { waiver in
        [
          StyledText(waiver.rule),
          StyledText(waiver.number.map { "\(dataset)#\($0)" } ?? dataset, .accent),
          StyledText(waiver.reason),
        ]
      }
      return [
        .table(
          Table(
            [.init("rule"), .init("example"), .init("reason", minimumWidth: 20)], rows: rows,
            showsTitles: false))
      ]
    }
  }
}
