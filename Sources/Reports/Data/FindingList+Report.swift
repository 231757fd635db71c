import Commands
import Presentation
import Quantities

extension FindingList {
  /// A line for each finding, as `D08 marv#7  the content is empty   marv.jsonl:7 messages[2]`.
  var blocks: [Block] {
    var blocks: [Block] = []
    if !shown.isEmpty {
      let columns: [Table.Column] = [
        .init("rule"), .init("example"), .init("finding", minimumWidth: 24),
        .init("place", priority: 1),
      ]
      blocks.append(
        .table(Table(columns, rows: shown.map(row), showsTitles: false, indentation: 2)))
    }
    let remaining = errorCount + warningCount - shown.count
    if remaining > 0 {
      blocks.append(
        .note(StyledText("and \(NumberFormat.count(remaining)) more:  check \(dataset) --all")))
    }
    return blocks
  }

  private func row(_ finding: Entry) -> [StyledText] {
    let example = finding.example.map { "\(dataset)#\($0)" } ?? dataset
    let line = finding.line.flatMap { line in fileName.map { "\($0):\(line)" } } ?? ""
    let place = [line, finding.field].filter { !$0.isEmpty }.joined(separator: "  ")
    return [
      StyledText(finding.rule, finding.isError ? .bad : .caution), StyledText(example, .accent),
      StyledText(finding.detail), StyledText(place, .dim),
    ]
  }
}
