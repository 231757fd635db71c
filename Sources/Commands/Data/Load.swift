import CommandLanguage
package import Datasets
package import JSON
import Tokenization
package import Workspaces

/// What `load` is asked.
package struct LoadInput: Sendable {
  /// The path as it was typed.
  var file: String
  /// The dataset that the examples go into.
  var name: String
  var collision: LoadOptions.Collision
  /// Whether lines that are no examples are left out.
  var skipsFaults: Bool
  var repairs: Bool

  init(_ reader: inout ArgumentReader) throws(Failure) {
    file = try reader.argument("a file").text
    name = try Self.name(reader, file)
    skipsFaults = reader.flag("skip-bad")
    repairs = reader.flag("repair")
    let appends = reader.flag("append")
    let replace = reader.option("replace")
    if appends, let replace {
      throw Failure(
        .exclusiveOptions, "--append and --replace exclude each other", at: replace.span,
        consequence: "nothing was loaded", remedy: "load \(file) as \(name) --append")
    }
    collision = appends ? .append : replace != nil ? .replace : .refuse
  }

  /// The name after `as`, else the file's own name without its ending.
  private static func name(
    _ reader: ArgumentReader, _ file: String
  ) throws(Failure) -> String {
    if let argument = reader.clause(.as) {
      guard isName(argument.text) else {
        throw Failure(
          .badName, "\"\(argument.text)\" cannot be a name", at: argument.span,
          consequence: "nothing was loaded",
          remedy: "names are letters, digits, - and _, and start with a letter")
      }
      return argument.text
    }
    let base = file.split(separator: "/").last.map(String.init) ?? file
    let stem = base.split(separator: ".").first.map(String.init) ?? base
    guard isName(stem) else { throw reader.missing("a name:  load \(file) as NAME") }
    return stem
  }
}

/// A dataset that was read from a file, and what was odd about the file.
package struct LoadResult: VerbResult {
  /// A line that was left out.
  package struct RejectedLine: Sendable {
    package var line: Int
    /// In characters, counted from 1.
    package var column: Int
    /// The code of the data rule that the line breaks.
    package var rule: String
    /// What is wrong with the line.
    package var sentence: String
  }

  /// The path as it was typed.
  package var file: String
  package var dataset: DatasetFacts
  /// nil where the dataset is too large to be checked at once.
  package var findings: FindingList?
  /// Not all of ``rejectedCount`` where there are very many.
  package var rejected: [RejectedLine]
  package var rejectedCount: Int
  package var hasByteOrderMark: Bool
  /// Lines that end in CR LF.
  package var carriageReturnCount: Int
  /// In which ways the file was only nearly JSONL.
  package var repairs: [NearJSONL]

  package var json: JSONValue {
    [
      "dataset": .string(dataset.name), "revision": .integer(dataset.revision),
      "count": .integer(dataset.exampleCount),
      "tokens": (dataset.tokens?.count).map(JSONValue.integer) ?? .null,
      "errors": findings.map { .integer($0.errorCount) } ?? .null,
      "warnings": findings.map { .integer($0.warningCount) } ?? .null,
      "rejected": .array(
        rejected.map {
          [
            "line": .integer($0.line), "column": .integer($0.column), "rule": .string($0.rule),
            "message": .string($0.sentence),
          ]
        }),
    ]
  }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: dataset.name) }
}

extension Verb where Input == LoadInput, Result == LoadResult {
  /// `load`: a file becomes a dataset, or a part of one.
  package static var load: Self {
    Self(
      VerbDeclaration(
        "load", .data, "read a JSONL file into a dataset",
        usage: ["load FILE as NAME"],
        options: [
          .init("skip-bad", nil, "leave out lines that are no examples, and say which"),
          .init("repair", nil, "read near-JSONL, such as objects over several lines, or a list"),
          .init("append", nil, "add to the dataset NAME instead of making it"),
          .init("replace", nil, "put the new dataset in the place of NAME (undo brings it back)"),
        ],
        examples: [
          .init("load marv.jsonl as marv", "marv is a dataset of the file's examples"),
          .init("load marv.jsonl as marv --repair", "the same for a file that is nearly JSONL"),
        ], operands: [.path]),
      read: { reader throws(Failure) in try LoadInput(&reader) },
      perform: { input, session in try Loading(input: input, session: session).result() })
  }
}

/// One file on its way into the workspace.
private struct Loading {
  let input: LoadInput
  let session: Session

  /// Examples up to which a load is checked at once.
  private static let checkedAtLoad = 200_000

  /// Shown findings of the check at the load; `check` shows more.
  private static let shownFindings = 6

  /// Bytes from which on a load takes long enough to say how far it is.
  private static let longFile = 20_000_000

  func result() throws -> LoadResult {
    let outcome: LoadOutcome
    do {
      outcome = try load()
    } catch let error as WorkspaceError {
      throw failure(error)
    }
    let dataset = outcome.dataset
    session.currentDataset = dataset.name
    // A check keeps something of every example, and a load of any size stays within some megabytes.
    let report = dataset.exampleCount > Self.checkedAtLoad ? nil : try examine(outcome)
    // Not among the results: a script must say the same where the vocabulary is and is not.
    if dataset.tokenEncoding == nil, session.console.isInteractive {
      let fault = session.tokens.vocabularyFault(TokenCounting.datasetEncoding)
      session.console.tell(.data(.estimated(EstimateReason(fault: fault))))
    }
    let sources = try session.workspace.sources(of: dataset)
    return LoadResult(
      file: input.file, dataset: DatasetFacts(dataset),
      findings: report.map {
        FindingList($0, of: dataset, limit: Self.shownFindings, sources: sources)
      },
      rejected: outcome.report.faults.map {
        LoadResult.RejectedLine(
          line: $0.line, column: $0.column, rule: $0.rule, sentence: $0.code.sentence)
      },
      rejectedCount: outcome.report.faultCount,
      hasByteOrderMark: outcome.report.hasByteOrderMark,
      carriageReturnCount: outcome.report.carriageReturnCount,
      repairs: NearJSONL.allCases.filter(outcome.report.repairs.contains))
  }

  private func load() throws -> LoadOutcome {
    var options = LoadOptions()
    options.sourceName = input.file
    options.skipsFaults = input.skipsFaults
    options.repairs = input.repairs
    options.collision = input.collision
    options.tokenEncoding =
      session.tokens.countsExactly() ? TokenCounting.datasetEncoding.rawValue : nil
    options.cell = session.cells.current
    options.shouldStop = { Task.isCancelled }
    options.countTexts { [session] in session.tokens.makeCounter() }
    options.examinedExamples = Self.checkedAtLoad
    options.progress = { [console = session.console, file = input.file] progress in
      guard let total = progress.totalBytes, total > Self.longFile else { return }
      let percent = progress.bytes * 100 / total
      // In a log every text is a line of its own, so there the steps are wide.
      let isFine = console.isInteractive
      console.tell(
        .data(
          .loading(
            file: file, percent: isFine ? percent : percent / 25 * 25,
            examples: isFine ? progress.examples : nil)))
    }
    defer { session.console.tell(.data(.loadingEnded)) }
    return try session.workspace.load(
      .file(session.path(input.file)), as: input.name, options: options)
  }

  private func failure(_ error: WorkspaceError) -> Failure {
    guard case .datasetExists = error else {
      return Failure(loading: input.file, as: input.name, error)
    }
    return Failure(
      .datasetExists, error.description, consequence: "nothing was loaded",
      remedy: "load \(input.file) as \(input.name) --replace, or --append, or choose another name")
  }

  /// The report on a loaded dataset; kept where the load has examined all of it already.
  private func examine(_ outcome: LoadOutcome) throws -> CheckReport {
    let (dataset, revision) = (outcome.dataset, outcome.dataset.revision)
    guard let examination = outcome.examination else {
      return try session.checks.check(dataset, revision: revision)
    }
    let report = session.checks.report(of: examination.checking, dataset, revision: revision)
    // Only spares a later `check` its work: a failure must not make a finished load look undone.
    try? session.workspace.keep(report, examination.statistics, of: dataset)
    return report
  }
}
