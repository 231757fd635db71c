import CommandLanguage
import Datasets
package import JSON
package import Workspaces

/// What `check` is asked.
package struct CheckInput: Sendable {
  var selection: SelectionRequest
  /// Whether every finding is shown.
  var showsAll: Bool
  /// The model that is asked for; nil for the usual one of the provider in use.
  var model: Argument?
}

/// What the rules say of some examples.
package struct CheckResult: VerbResult {
  /// The dataset, with its revision where it is an older one.
  package var name: String
  package var exampleCount: Int
  /// The model that the line names; nil where it names none.
  package var model: String?
  package var findings: FindingList
  var report: CheckReport

  package var json: JSONValue { report.json(named: name, for: model) }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: findings.dataset) }
}

extension Verb where Input == CheckInput, Result == CheckResult {
  /// `check`: the rules over a dataset or a part of it.
  package static var check: Self {
    Self(
      VerbDeclaration(
        "check", .data, "find what providers refuse and what harms a model",
        usage: ["check [NAME] [--for MODEL]", "check NAME where TEST"],
        options: [
          .init("all", nil, "show every finding, notes too; without it the first 20"),
          .init("for", "MODEL", "the model to train; the provider's usual one unless said"),
        ],
        examples: [
          .init("check marv", "every rule over every example"),
          .init("check marv --for gpt-4o-mini", "also what that model reads of them"),
          .init("show marv where error", "the examples that break one"),
          .init("help D08", "what a rule asks"),
        ], operands: [.dataset], traits: .reading, clauses: VerbDeclaration.selecting),
      read: { reader in
        CheckInput(
          selection: reader.selection(reader.optionalArgument()), showsAll: reader.flag("all"),
          model: reader.value("for"))
      },
      perform: { input, session in
        let selection = try session.selections.selection(input.selection)
        let checks = session.checks
        let reading = try input.model.map(checks.reading(named:)) ?? checks.readingInUse()
        var report = try checks.check(
          selection.dataset, revision: selection.revision, for: reading)
        if let numbers = selection.numbers { report = report.narrowed(to: Set(numbers)) }
        return try CheckResult(
          name: selection.name, exampleCount: report.exampleCount,
          model: input.model == nil ? nil : reading?.target.model,
          findings: FindingList(
            report, of: selection.dataset, limit: input.showsAll ? Int.max : 20,
            showsNotes: input.showsAll,
            sources: session.workspace.sources(
              of: selection.dataset, revision: selection.revision)),
          report: report)
      })
  }
}

extension CheckReport {
  fileprivate func json(named name: String, for model: String?) -> JSONValue {
    [
      "dataset": .string(name), "count": .integer(exampleCount),
      "for": model.map(JSONValue.string) ?? .null,
      "errors": .integer(count(.error)), "warnings": .integer(count(.warning)),
      "notes": .integer(count(.note)),
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
