import CommandLanguage
import Datasets
import JSON
import Presentation
import Quantities
import Tokenization
import Workspaces

extension Command {
  package static let load = Command(
    "load", .data, "read a JSONL file into a dataset",
    usage: ["load FILE as NAME"],
    options: [
      Option("skip-bad", nil, "leave out lines that are no examples, and say which"),
      Option("repair", nil, "read near-JSONL, such as objects over several lines, or a list"),
      Option("append", nil, "add to the dataset NAME instead of making it"),
      Option("replace", nil, "put the new dataset in the place of NAME (undo brings it back)"),
    ],
    examples: [
      Sample("load marv.jsonl as marv", "marv is a dataset of the file's examples"),
      Sample("load marv.jsonl as marv --repair", "the same for a file that is nearly JSONL"),
    ], operands: [.path]
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    let file = try invocation.argument(0, "a file").text
    let name = try datasetName(invocation, file)
    if invocation.has("append"), let replace = invocation.statement.option("replace") {
      throw Failure(
        .exclusiveOptions, "--append and --replace exclude each other", at: replace.span,
        consequence: "nothing was loaded", remedy: "load \(file) as \(name) --append")
    }
    let path = session.path(file)
    let outcome: LoadOutcome
    do {
      outcome = try session.load(path, shown: file, as: name, invocation)
    } catch let error as WorkspaceError {
      if case .datasetExists = error {
        throw Failure(
          .datasetExists, error.description, consequence: "nothing was loaded",
          remedy: "load \(file) as \(name) --replace, or --append, or choose another name")
      }
      throw Failure(loading: file, as: name, error)
    }
    session.currentDataset = name
    return try session.report(outcome, file: file)
  }

  /// The name after `as`, else the file's own name without its ending.
  private static func datasetName(_ invocation: Invocation, _ file: String) throws -> String {
    if let argument = invocation.clause(.as) {
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
    guard isName(stem) else { throw invocation.missing("a name:  load \(file) as NAME") }
    return stem
  }
}

extension Session {
  fileprivate func load(
    _ path: String, shown file: String, as name: String, _ invocation: Invocation
  ) throws -> LoadOutcome {
    var options = LoadOptions()
    options.sourceName = file
    options.skipsFaults = invocation.has("skip-bad")
    options.repairs = invocation.has("repair")
    options.collision =
      invocation.has("append") ? .append : invocation.has("replace") ? .replace : .refuse
    options.tokenEncoding = countsExactly() ? Session.datasetEncoding.rawValue : nil
    options.cell = currentCell
    options.shouldStop = { Task.isCancelled }
    unsafe options.countStrings { [self] in unsafe makeStringCount() }
    options.examinedExamples = Self.checkedAtLoad
    let console = console
    options.progress = { progress in
      guard let total = progress.totalBytes, total > 20_000_000 else { return }
      let percent = progress.bytes * 100 / total
      // In a log every text is a line of its own, so there the steps are wide.
      let shown = console.isInteractive ? percent : percent / 25 * 25
      let examples =
        console.isInteractive ? "  \(NumberFormat.count(progress.examples)) examples" : ""
      console.progress("loading \(file)  \(shown)%\(examples)")
    }
    defer { console.progress(nil) }
    return try workspace.load(.file(path), as: name, options: options)
  }

  /// Examples up to which a load is checked at once.
  private static let checkedAtLoad = 200_000

  /// The report on a loaded dataset; kept where the load has examined all of it already.
  private func examine(_ outcome: LoadOutcome) throws -> CheckReport {
    guard let examination = outcome.examination else {
      return try check(outcome.dataset, revision: outcome.dataset.revision)
    }
    let report = report(
      of: examination.checking, outcome.dataset, revision: outcome.dataset.revision)
    // Only spares a later `check` its work: a failure must not make a finished load look undone.
    try? workspace.keep(report, examination.statistics, of: outcome.dataset)
    return report
  }

  fileprivate func report(_ outcome: LoadOutcome, file: String) throws -> Outcome {
    let dataset = outcome.dataset
    // A check keeps something of every example, and a load of any size stays within some megabytes.
    let report = dataset.exampleCount > Self.checkedAtLoad ? nil : try examine(outcome)
    let findings =
      report.map {
        NumberFormat.count($0.count(.error), "error") + "  "
          + NumberFormat.count($0.count(.warning), "warning")
      } ?? "not checked yet:  check \(dataset.name)"
    var blocks: [Block] = [
      .line(
        """
        \(dataset.name, .accent)  r\(dataset.revision)  \
        \(NumberFormat.count(dataset.exampleCount, "example"))  \(tokenText(dataset)) tokens  \
        \(findings)
        """)
    ]
    // Not among the results: a script must say the same where the vocabulary is and is not.
    if dataset.tokenEncoding == nil, console.isInteractive {
      console.notice(StyledText(estimateReason()))
    }
    if outcome.report.hasByteOrderMark {
      blocks.append(.note("the file starts with a byte order mark; an export keeps it"))
    }
    if outcome.report.carriageReturnCount > 0 {
      blocks.append(
        .note(
          StyledText(
            "\(NumberFormat.count(outcome.report.carriageReturnCount, "line")) end in CR LF; an export keeps them"
          )
        ))
    }
    for repair in NearJSONL.allCases where outcome.report.repairs.contains(repair) {
      blocks.append(.note("repaired \(repair.sentence)"))
    }
    if outcome.report.faultCount > 0 {
      blocks.append(
        .note(StyledText("\(NumberFormat.count(outcome.report.faultCount, "line")) left out:")))
      blocks += outcome.report.faults.prefix(10).map {
        .line("  \(file) line \($0.line), column \($0.column): \($0.code.sentence)")
      }
      if outcome.report.faultCount > 10 { blocks.append(.note("  and more; help D01")) }
    }
    if let report { blocks += findingLines(report, of: dataset, limit: 6) }
    return Outcome(
      [
        "dataset": .string(dataset.name), "revision": .integer(dataset.revision),
        "count": .integer(dataset.exampleCount),
        "tokens": dataset.tokens.map(JSONValue.integer) ?? .null,
        "errors": report.map { .integer($0.count(.error)) } ?? .null,
        "warnings": report.map { .integer($0.count(.warning)) } ?? .null,
        "rejected": .array(
          outcome.report.faults.map { fault in
            [
              "line": .integer(fault.line), "column": .integer(fault.column),
              "rule": .string(fault.rule), "message": .string(fault.code.sentence),
            ]
          }),
      ], blocks)
  }

  /// The dataset's tokens, with `~` where they are estimates.
  func tokenText(_ dataset: Dataset) -> String {
    guard let tokens = dataset.tokens else { return "~?" }
    return dataset.tokenEncoding == nil ? NumberFormat.estimate(tokens) : NumberFormat.count(tokens)
  }
}

extension NearJSONL {
  /// What was not JSONL, in words.
  fileprivate var sentence: String {
    switch self {
    case .objectOverLines: "objects over several lines, now one line each"
    case .objectsOnOneLine: "several objects on one line, now one line each"
    case .blankLines: "blank lines, now gone"
    case .topLevelArray: "one list of objects, now one line each"
    case .extraCommas: "commas between objects or before a bracket, now gone"
    case .comments: "comments, now gone"
    case .byteOrderMark: "the mark at the start of the file, now gone"
    }
  }
}
