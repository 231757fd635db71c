import Commands
import Datasets
import Presentation
import Quantities

extension FindingList {
  /// A line for each finding, as `D08 marv#7  the content is empty   marv.jsonl:7 messages[2]`.
  var blocks: [Block] {
    var blocks: [Block] = []
    // What is said of the dataset as a whole is a sentence, which a column would cut.
    let (rows, remarks) = (shown.filter { !$0.isRemark }, shown.filter(\.isRemark))
    blocks += remarks.filter { $0.severity > .note }.map(line)
    if !rows.isEmpty {
      let columns: [Table.Column] = [
        .init("rule"), .init("example"), .init("finding", minimumWidth: 24),
        .init("place", priority: 1),
      ]
      blocks.append(
        .table(Table(columns, rows: rows.map(row), showsTitles: false, indentation: 2)))
    }
    blocks += remarks.filter { $0.severity == .note }.map(line)
    if hiddenCount > 0 {
      blocks.append(
        .hint(":  check \(dataset) --all", after: "and \(NumberFormat.count(hiddenCount)) more"))
    }
    return blocks
  }

  private func line(_ finding: Entry) -> Block {
    let code = StyledText(finding.rule, finding.severity.style)
    let place = finding.example.map { "\(dataset)#\($0)" } ?? dataset
    return .line("  " + code + "  \(place, .accent)  \(finding.detail)")
  }

  private func row(_ finding: Entry) -> [StyledText] {
    let example = finding.example.map { "\(dataset)#\($0)" } ?? dataset
    let line = finding.line.flatMap { line in finding.fileName.map { "\($0):\(line)" } } ?? ""
    let place = [line, finding.field].filter { !$0.isEmpty }.joined(separator: "  ")
    return [
      StyledText(finding.rule, finding.severity.style), StyledText(example, .accent),
      StyledText(finding.detail), StyledText(place, .dim),
    ]
  }
}

extension Severity {
  /// How a finding's code is written.
  fileprivate var style: Style {
    switch self {
    case .note: .dim
    case .warning: .caution
    case .error: .bad
    }
  }
}

extension FindingList.Entry {
  /// Whether it is about the dataset as a whole, as all is that is said of readers.
  fileprivate var isRemark: Bool { example == nil && line == nil || rule.hasPrefix("R") }
}
