import CommandLanguage
import Datasets
package import JSON
package import Workspaces

/// What `check` is asked.
package struct CheckInput: Sendable {
  var selection: SelectionRequest
  /// Whether every finding is shown.
  var showsAll: Bool
}

/// What the rules say of some examples.
package struct CheckResult: VerbResult {
  /// The dataset, with its revision where it is an older one.
  package var name: String
  package var exampleCount: Int
  package var findings: FindingList
  var report: CheckReport

  package var json: JSONValue { report.json(named: name) }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: findings.dataset) }
}

extension Verb where Input == CheckInput, Result == CheckResult {
  /// `check`: the rules over a dataset or a part of it.
  package static var check: Self {
    Self(
      VerbDeclaration(
        "check", .data, "find what providers refuse and what harms a model",
        usage: ["check [NAME]", "check NAME where TEST"],
        options: [.init("all", nil, "show every finding, not the first of each rule")],
        examples: [
          .init("check marv", "every rule over every example"),
          .init("show marv where error", "the examples that break one"),
          .init("help D08", "what a rule asks"),
        ], operands: [.dataset], traits: .reading, clauses: VerbDeclaration.selecting),
      read: { reader in
        CheckInput(
          selection: reader.selection(reader.optionalArgument()), showsAll: reader.flag("all"))
      },
      perform: { input, session in
        let selection = try session.selections.selection(input.selection)
        var report = try session.checks.check(selection.dataset, revision: selection.revision)
        if let numbers = selection.numbers { report = report.narrowed(to: Set(numbers)) }
        return CheckResult(
          name: selection.name, exampleCount: report.exampleCount,
          findings: FindingList(
            report, of: selection.dataset, limit: input.showsAll ? Int.max : 20),
          report: report)
      })
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
