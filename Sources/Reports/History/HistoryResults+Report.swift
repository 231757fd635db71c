import Commands
package import Presentation
import Quantities
import Workspaces

extension StepResult: Report {
  /// A line for each step, and why there were no more.
  package var blocks: [Block] {
    let (verb, remedy) =
      switch direction {
      case .back: ("undid", "redo to restore")
      case .forth: ("redid", "undo to take it back")
      }
    let lines = operations.map { operation -> Block in
      let owner = othersOperations.contains(operation.id) ? "of another session, " : ""
      let place = operation.cell.map { "cell \($0) \(owner)" } ?? ""
      return .line("\(verb) \(place)\(operation.kind): \(operation.summary)  \(remedy, .dim)")
    }
    return lines + (end.map { [.note(StyledText($0.description))] } ?? [])
  }
}

extension OpsResult: Report {
  /// A table with a row for each operation; what is undone is dim.
  package var blocks: [Block] {
    let table = Table(
      [
        .init("op", alignment: .trailing), .init("state"), .init("verb"),
        .init("change", minimumWidth: 20),
      ],
      rows: operations.map { operation in
        let style: Style = operation.state == .done ? .plain : .dim
        return [
          StyledText("\(operation.id)"), StyledText(operation.state.rawValue, style),
          StyledText(operation.kind, style), StyledText(operation.summary, style),
        ]
      })
    return [.table(table)]
  }
}

extension HistoryResult: Report {
  /// A table with a row for each cell.
  package var blocks: [Block] {
    let newest = cells.map(\.number).max()
    let rows = cells.map { cell -> [StyledText] in
      // One before the newest was killed, or runs in another session.
      let open = cell.number == newest ? "running" : "not ended"
      let ended = cell.exitCode.map { $0 == 0 ? "" : "failed" } ?? open
      return [
        StyledText("\(cell.number)", .accent), StyledText(cell.source), StyledText(ended, .caution),
        StyledText(cell.duration.map { NumberFormat.duration($0) } ?? "", .dim),
      ]
    }
    let table = Table(
      [
        .init("cell", alignment: .trailing), .init("line", minimumWidth: 20), .init(""),
        .init("took", alignment: .trailing, priority: 1),
      ], rows: rows, showsTitles: false)
    return [.table(table)]
  }
}

extension UseResult: Report {
  package var blocks: [Block] { [.line("using \(name, .accent)")] }
}
