import CommandLanguage
package import Datasets
package import JSON
package import Workspaces

/// What `check` is asked.
package struct CheckInput: Sendable {
  var selection: SelectionRequest
  /// Whether every finding is shown.
  var showsAll: Bool
  /// The model or the profile that is asked for; nil for the usual model of the provider in use.
  var target: Argument?
  /// The dataset to measure on, which is compared with the checked one.
  var validation: Argument?
  /// Whether the findings are wanted as a SARIF log.
  var wantsSARIF: Bool
  /// Where the log is written; nil to show it.
  var file: Argument?
  /// Whether a file that is there already is replaced.
  var replacesFile: Bool
}

/// What the rules say of some examples.
package enum CheckResult: VerbResult {
  case one(Checked)
  /// What every profile makes of them.
  case matrix(CheckMatrix)
  /// The findings for another program; the dataset is the current one from then on.
  case log(SARIFLog, dataset: String)

  /// Whether errors were found, for a shell: for one of the places that the line names, or, where
  /// it asks for all of them, for every one.
  package var exitCode: ExitCode {
    switch self {
    case .one(let checked): checked.findings.errorCount > 0 ? .failed : .success
    case .matrix(let matrix): matrix.isRefused ? .failed : .success
    case .log(let log, _): log.errorCount > 0 ? .failed : .success
    }
  }

  package var json: JSONValue {
    switch self {
    case .one(let checked): checked.json
    case .matrix(let matrix): matrix.json
    case .log(let log, _): log.value
    }
  }

  package var replayFacts: ReplayFacts {
    switch self {
    case .one(let checked): ReplayFacts(dataset: checked.findings.dataset)
    case .matrix(let matrix): ReplayFacts(dataset: matrix.dataset)
    case .log(_, let dataset): ReplayFacts(dataset: dataset)
    }
  }
}

/// What the rules say of some examples, for one model or one profile.
package struct Checked: Sendable {
  /// The dataset, with its revision where it is an older one.
  package var name: String
  package var exampleCount: Int
  /// The model that the line names; nil where it names none.
  package var model: String?
  /// The profile that the line names; nil where it names none.
  package var profile: Profile?
  package var findings: FindingList
  /// What was found and is to stand.
  package var waived: [WaivedFinding]
  /// What is said of the data to measure on; nil where the line names none.
  package var measured: Measured?
  var report: CheckReport
  /// The user's rules, by name.
  var titles: [String: String]

  /// What the profile says of the rules that found something, in the order of the findings.
  package var rulings: [Profile.Ruling] {
    guard let profile else { return [] }
    return profile.rulings.filter { report.counts[$0.rule] != nil }
  }

  var json: JSONValue {
    let own = report.json(
      named: name, for: model, at: profile, because: rulings, waived: waived)
    guard let measured, case .object(let members) = own else { return own }
    return .object(members + [JSONMember("validation", measured.json)])
  }
}

extension Verb where Input == CheckInput, Result == CheckResult {
  /// `check`: the rules over a dataset or a part of it.
  package static var check: Self {
    Self(
      VerbDeclaration(
        "check", .data, "find what providers refuse and what harms a model",
        usage: [
          "check [NAME] [--for PROVIDER[/MODEL] | MODEL | A,B | all]", "check NAME where TEST",
          "check TRAIN --validation TEST",
          "check NAME --sarif [to FILE]",
        ],
        options: [
          .init("all", nil, "show every finding, notes too; without it the first 20"),
          .init("sarif", nil, "the findings as a SARIF log, for code hosts and editors"),
          .init("force", nil, "replace FILE when it is there"),
          .init("validation", "NAME", "also what data to measure on has in common with it"),
          .init("for", "PLACE", "where it goes: a provider, a program, a model, some, or all"),
        ],
        examples: [
          .init("check marv", "every rule over every example"),
          .init("check marv --for gpt-4o-mini", "also what that model reads of them"),
          .init("check marv --for mistral", "as that provider or program judges"),
          .init("check marv --for all", "rules by providers; in a shell 1 where none takes it"),
          .init("check marv --for openai,trl", "some of them; in a shell 1 where one has errors"),
          .init("check learn --validation exam", "leaks into the exam, and whether it is any use"),
          .init("check marv --sarif to check.sarif", "ft check ends with 1 where errors are"),
          .init("show marv where error", "the examples that break one"),
          .init("help D08", "what a rule asks"),
        ], operands: [.dataset],
        traits: VerbTraits(isReading: true, mayReadLocked: true, writesFile: true),
        clauses: VerbDeclaration.selecting.union([.to])),
      read: { reader throws(Failure) in
        let input = CheckInput(
          selection: reader.selection(reader.optionalArgument()), showsAll: reader.flag("all"),
          target: reader.value("for"),
          validation: reader.value("validation"),
          wantsSARIF: reader.flag("sarif"), file: reader.clause(.to),
          replacesFile: reader.flag("force"))
        if let file = input.file, !input.wantsSARIF {
          throw Failure(
            .unexpectedClause, "check writes a file only as a SARIF log", at: file.span,
            consequence: "nothing was checked", remedy: "check --sarif to \(file.text)")
        }
        if let validation = input.validation, input.wantsSARIF {
          throw Failure(
            .exclusiveOptions, "a SARIF log is of one dataset, and --validation compares two",
            at: validation.span, consequence: "nothing was checked",
            remedy: "check \(input.selection.argument?.text ?? "TRAIN") --sarif")
        }
        return input
      },
      perform: { input, session in
        let selection = try session.selections.selection(input.selection)
        if let columns = try input.target.flatMap(session.checks.columns) {
          if input.validation != nil {
            throw Failure(
              .exclusiveOptions, "--validation is for one place, and --for names several",
              at: input.target?.span, consequence: "nothing was checked",
              remedy: "check \(selection.name) --validation TEST")
          }
          return .matrix(try CheckMatrix(of: selection, for: columns, in: session))
        }
        let checked = try Checked(input, selection, in: session)
        guard input.wantsSARIF else { return .one(checked) }
        return .log(
          try checked.log(input, selection, in: session), dataset: selection.dataset.name)
      })
  }
}

extension Checked {
  fileprivate init(_ input: CheckInput, _ selection: Selection, in session: Session) throws {
    let checks = session.checks
    let target = try input.target.map(checks.target) ?? CheckTarget(reading: checks.readingInUse())
    var report: CheckReport
    if let profile = target.profile {
      report = try checks.check(selection, for: [profile], target.reading)[0]
    } else {
      report = try checks.check(
        selection.dataset, revision: selection.revision, for: target.reading)
      if let numbers = selection.numbers { report = report.narrowed(to: Set(numbers)) }
    }
    let judgment = try Judgment(
      of: selection.dataset, revision: selection.revision, numbers: selection.numbers, in: session)
    let waived: [WaivedFinding]
    (report, waived) = judgment.applied(to: report)
    self.init(
      name: selection.name, exampleCount: report.exampleCount,
      model: input.target == nil ? nil : target.reading?.target.model, profile: target.profile,
      findings: FindingList(
        report, of: selection.dataset, limit: input.showsAll ? Int.max : 20,
        showsNotes: input.showsAll,
        sources: try session.workspace.sources(
          of: selection.dataset, revision: selection.revision)),
      waived: waived,
      measured: try input.validation.map { argument in
        try Measured(
          session.selections.selection(naming: argument), whileTraining: selection,
          limit: input.showsAll ? Int.max : 20, showsNotes: input.showsAll, in: session)
      },
      report: report,
      titles: Dictionary(
        try UserRules(session: session).all.map { ($0.name, "where \($0.test)") },
        uniquingKeysWith: { $1 }))
  }
}

extension CheckReport {
  fileprivate func json(
    named name: String, for model: String?, at profile: Profile?,
    because rulings: [Profile.Ruling], waived: [WaivedFinding]
  ) -> JSONValue {
    [
      "dataset": .string(name), "count": .integer(exampleCount),
      "for": model.map(JSONValue.string) ?? .null,
      "profile": profile.map { .string($0.name) } ?? .null,
      "reasons": .array(rulings.map(\.json)),
      "waived": .integer(waived.count),
      "errors": .integer(count(.error)), "warnings": .integer(count(.warning)),
      "notes": .integer(count(.note)),
      "rules": .object(
        counts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) }),
      "findings": .array(findings.map(\.json)),
    ]
  }
}

extension Finding {
  fileprivate var json: JSONValue {
    [
      "rule": .string(rule), "severity": .string("\(severity)"),
      "example": example.map(JSONValue.integer) ?? .null,
      "line": line.map(JSONValue.integer) ?? .null,
      "field": .string(field), "detail": .string(detail),
    ]
  }
}

extension Measured {
  fileprivate var json: JSONValue {
    [
      "dataset": .string(name), "count": .integer(exampleCount),
      "waived": .integer(waived.count), "findings": .array(report.findings.map(\.json)),
    ]
  }
}

extension Profile.Ruling {
  fileprivate var json: JSONValue {
    [
      "rule": .string(rule), "severity": .string(severity.map { "\($0)" } ?? "off"),
      "reason": .string(reason), "source": .string(source.document),
      "date": .string(source.date), "evidence": .string(source.evidence.rawValue),
    ]
  }
}
