import CommandLanguage
package import Datasets
package import JSON
package import Workspaces

/// Where the next finding is looked for.
package struct NextInput: Sendable {
  var selection: SelectionRequest
  /// Whether it starts again at the first example.
  var restarts: Bool
}

/// The next example of which a rule has something to say.
package enum NextResult: VerbResult {
  /// `left` examples with findings come after it.
  case example(ShowResult.Examples, [Finding], left: Int)
  /// None comes any more; `count` had findings.
  case atEnd(dataset: String, count: Int)

  package var json: JSONValue {
    switch self {
    case .example(let examples, let findings, let left):
      return [
        "dataset": .string(examples.dataset), "number": .init(examples.shown.first?.number),
        "left": .integer(left),
        "findings": .array(
          findings.map {
            [
              "rule": .string($0.rule), "severity": .string("\($0.severity)"),
              "field": .string($0.field), "detail": .string($0.detail),
            ]
          }),
      ]
    case .atEnd(let dataset, let count):
      return ["dataset": .string(dataset), "number": .null, "left": 0, "count": .integer(count)]
    }
  }

  package var replayFacts: ReplayFacts {
    switch self {
    case .example(let examples, _, _): ReplayFacts(dataset: examples.dataset)
    case .atEnd(let dataset, _): ReplayFacts(dataset: dataset)
    }
  }
}

extension Verb where Input == NextInput, Result == NextResult {
  /// `next`: the next example with a finding.
  package static var next: Self {
    Self(
      VerbDeclaration(
        "next", .curate, "show the next example with an error or a warning",
        usage: ["next [NAME]", "next NAME#NUMBER", "next NAME where TEST", "next NAME --restart"],
        options: [.init("restart", nil, "begin again at the first example")],
        examples: [
          .init("next marv", "then again: next"),
          .init("next marv where D08", "of one rule alone"),
        ], operands: [.examples], traits: VerbTraits(isReading: true)),
      read: { reader in
        NextInput(
          selection: reader.selection(reader.optionalArgument()),
          restarts: reader.flag("restart"))
      },
      perform: { input, session in try nextFinding(input, in: session) })
  }
}

private func nextFinding(_ input: NextInput, in session: Session) throws -> NextResult {
  let selection = try session.selections.selection(input.selection)
  let dataset = selection.dataset
  let left = try session.checks.judged(dataset, revision: selection.revision)
  // A range of examples is where to begin; clauses say which ones are meant.
  let hasClauses = !input.selection.clauses.isEmpty
  let wanted = hasClauses ? selection.numbers.map(Set.init) : nil
  let flagged = Set(
    left.findings.filter { $0.severity > .note }.compactMap(\.example)
      .filter { wanted?.contains($0) ?? true }
  ).sorted()
  let key = "next of \(dataset.id)"
  var last = input.restarts ? 0 : try session.workspace.setting(key).flatMap(Int.init) ?? 0
  if !hasClauses, let first = selection.numbers?.first { last = first - 1 }
  let after = flagged.filter { $0 > last }
  guard let number = after.first,
    let stored = try session.workspace.example(
      number, of: dataset, revision: selection.revision)
  else {
    try session.workspace.set(key, to: nil)
    return .atEnd(dataset: selection.name, count: flagged.count)
  }
  try session.workspace.set(key, to: String(number))
  let findings = left.findings.filter { $0.example == number && $0.severity > .note }
  var codes: [String] = []
  for finding in findings where !codes.contains(finding.rule) { codes.append(finding.rule) }
  return .example(
    try ShowResult.Examples(stored, of: selection, rules: codes, in: session), findings,
    left: after.count - 1)
}
