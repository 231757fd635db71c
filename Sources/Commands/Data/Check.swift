import CommandLanguage
import Datasets
import JSON
import Presentation
import Quantities
import Workspaces

extension Command {
  package static let check = Command(
    "check", .data, "find what providers refuse and what harms a model",
    usage: ["check [NAME]", "check NAME where TEST"],
    options: [Option("all", nil, "show every finding, not the first of each rule")],
    examples: [
      Sample("check marv", "every rule over every example"),
      Sample("show marv where error", "the examples that break one"),
      Sample("help D08", "what a rule asks"),
    ], operands: [.dataset], isReading: true, clauses: Command.selecting
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    let selection = try session.selection(invocation)
    var report = try session.check(selection.dataset, revision: selection.revision)
    if let numbers = selection.numbers { report = report.narrowed(to: Set(numbers)) }
    let errors = report.count(.error)
    let warnings = report.count(.warning)
    var blocks: [Block] = [
      .line(
        """
        \(selection.name, .accent)  \(NumberFormat.count(report.exampleCount, "example"))  \
        \(NumberFormat.count(errors, "error"), errors > 0 ? .bad : .plain)  \
        \(NumberFormat.count(warnings, "warning"), warnings > 0 ? .caution : .plain)
        """)
    ]
    let limit = invocation.has("all") ? Int.max : 20
    blocks += session.findingLines(report, of: selection.dataset, limit: limit)
    if errors + warnings == 0 { blocks.append(.line(StyledText("nothing to mend", .good))) }
    return Outcome(report.json(named: selection.name), blocks)
  }
}

extension Session {
  /// A line for each finding, as `D08 marv#7  the content is empty   marv.jsonl:7 messages[2]`.
  func findingLines(_ report: CheckReport, of dataset: Dataset, limit: Int) -> [Block] {
    let shown = report.findings.filter { $0.severity > .note }.prefix(limit)
    var blocks: [Block] = []
    let file = dataset.source?.split(separator: "/").last.map(String.init)
    let rows = shown.map { finding -> [StyledText] in
      let place = finding.example.map { "\(dataset.name)#\($0)" } ?? dataset.name
      let line = finding.line.flatMap { line in file.map { "\($0):\(line)" } } ?? ""
      let style: Style = finding.severity == .error ? .bad : .caution
      return [
        StyledText(finding.rule, style), StyledText(place, .accent), StyledText(finding.detail),
        StyledText([line, finding.field].filter { !$0.isEmpty }.joined(separator: "  "), .dim),
      ]
    }
    if !rows.isEmpty {
      blocks.append(
        .table(
          Table(
            [
              .init("rule"), .init("example"), .init("finding", minimumWidth: 24),
              .init("place", priority: 1),
            ], rows: rows, showsTitles: false, indentation: 2)))
    }
    let total = report.count(.error) + report.count(.warning)
    if total > shown.count {
      blocks.append(
        .note(
          StyledText(
            "and \(NumberFormat.count(total - shown.count)) more:  check \(dataset.name) --all"))
      )
    }
    return blocks
  }
}

extension CheckReport {
  fileprivate func json(named name: String) -> JSONValue {
    [
      "dataset": .string(name), "count": .integer(exampleCount),
      "errors": .integer(count(.error)), "warnings": .integer(count(.warning)),
      "rules": .object(
        counts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) }),
      "findings": .array(
        findings.map { finding in
          [
            "rule": .string(finding.rule),
            "severity": .string("\(finding.severity)"),
            "example": finding.example.map(JSONValue.integer) ?? .null,
            "line": finding.line.map(JSONValue.integer) ?? .null,
            "field": .string(finding.field), "detail": .string(finding.detail),
          ]
        }),
    ]
  }
}
