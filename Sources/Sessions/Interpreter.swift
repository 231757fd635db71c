package import CommandLanguage
package import Commands
import Files
import FineTuning
import JSON
package import Reports
import Spelling
import Workspaces

/// What one line came to.
package struct CellResult: Sendable {
  /// The cell's number; nil for a line that never became a cell, such as one with a typing error.
  package var number: Int?
  package var statement: Statement?
  package var result: Result<any Report, Failure>
  package var duration: Duration

  package var failure: Failure? {
    if case .failure(let failure) = result { failure } else { nil }
  }
}

/// Runs statements: finds the command, gives variables their values, keeps the cell.
package struct Interpreter: Sendable {
  package let session: Session
  package let table: CommandTable

  package init(session: Session, table: CommandTable) {
    self.session = session
    self.table = table
  }

  /// The parser that knows this table's options.
  package var parser: Parser { Parser(options: table.catalog) }

  /// Runs one statement to its end, and remembers what it gave.
  ///
  /// Never throws: a failure is a result, and the session goes on. Without a cell the result has no
  /// number, and is not the last one.
  package func run(_ statement: Statement, makesCell: Bool = true) async -> CellResult {
    let started = session.context.elapsed()
    var cell: Int?
    var files: [ReplayFacts.ReadFile] = []
    let result: Result<any Report, Failure>
    do {
      let (command, statement) = try command(of: statement)
      if makesCell, command.declaration.traits.makesCell {
        let number = try session.workspace.beginCell(statement.text.maskingKeys)
        cell = number
        session.cells.current = number
      }
      session.services.requests.beginLine()
      files = readFiles(of: statement, command.declaration)
      result = .success(try await command.run(statement, in: session))
    } catch {
      result = .failure(
        session.failure(explaining: error).naming(session, line: statement.text))
    }
    let duration = session.context.elapsed() - started
    if let cell { finish(cell, result, files, duration) }
    // `expect error` asks about the command above, so expectations leave no trace of their own.
    if table.traits(of: statement)?.judgesLastFailure != true {
      remember(result, of: statement)
    }
    let hidesHints = (try? Preference.hints.isOn(in: session.workspace)) == false
    return CellResult(
      number: cell, statement: statement,
      result: hidesHints ? result.map { WithoutHints($0) } : result, duration: duration)
  }

  private func remember(_ result: Result<any Report, Failure>, of statement: Statement) {
    let line = statement.text.maskingKeys
    switch result {
    case .success(let report):
      session.cells.lastFailure = nil
      session.cells.told = CellMemory.Told(line: line, value: report.explained)
    case .failure(let failure):
      session.cells.lastFailure = failure
      session.cells.told = CellMemory.Told(line: line, failure: failure)
    }
  }

  /// The command of a statement, with every option known and every variable given its value.
  private func command(of statement: Statement) throws -> (Command, Statement) {
    let saved = statement.selections.isEmpty ? [:] : try session.selections.saved.conditions
    let statement = try statement.substituting(session.variables, selections: saved)
    guard let verb = statement.verb else {
      // A bare reference shows itself.
      guard let show = table.command(named: "show") else { throw Failure(.unknownVerb, "no verb") }
      return (show, statement)
    }
    guard let command = table.command(named: verb.name) else { throw unknown(verb, in: statement) }
    try command.declaration.refuseUnknown(in: statement)
    return (command, statement)
  }

  private func unknown(_ verb: Statement.Verb, in statement: Statement) -> Failure {
    let remedy =
      withoutProgram(verb, statement) ?? thing(named: verb.name) ?? question(statement)
      ?? nearVerb(to: verb.name) ?? "help lists the commands"
    return Failure(.unknownVerb, "no command \"\(verb.name)\"", at: verb.span, remedy: remedy)
  }

  /// Where a line of the shell was typed: the line as the prompt takes it.
  private func withoutProgram(_ verb: Statement.Verb, _ statement: Statement) -> String? {
    guard verb.name == "ft", let first = statement.arguments.first,
      let declaration = table.command(named: first.text)?.declaration
    else { return nil }
    let line = statement.unmarkedText
    if declaration.traits.isShellOnly { return "quit, and then in the shell:  \(line)" }
    return "ft is running already:  \(line.dropFirst(2).drop { $0 == " " })"
  }

  /// What shows a dataset, or a list of things, of that name.
  private func thing(named name: String) -> String? {
    if (try? session.workspace.dataset(named: name)) != nil { return "show \(name)?" }
    return ListInput(rawValue: name).map { "list \($0.rawValue)" }
  }

  /// The verbs by what other tools call them.
  private static let otherNames = [
    "import": "load", "open": "load", "read": "load", "grep": "find", "search": "find",
    "filter": "show", "select": "show", "cat": "show",
    "view": "show", "print": "show", "ls": "list", "rm": "drop", "delete": "drop",
    "remove": "drop", "cp": "fork", "copy": "fork", "train": "launch", "fit": "launch",
    "finetune": "launch", "count": "stats", "validate": "check", "lint": "check",
    "dedup": "duplicates", "dedupe": "duplicates", "write": "export",
  ]

  private func nearVerb(to name: String) -> String? {
    let names = table.catalog.names
    if let other = Self.otherNames[name], names.contains(other) {
      return "did you mean \(other)?"
    }
    let longer = name.count > 2 ? names.filter { $0.hasPrefix(name) } : []
    let near = longer.count == 1 ? longer[0] : nearest(to: name, in: names)
    return near.map { "did you mean \($0)?" }
  }

  /// Nothing typed at the command prompt reaches a model, not even what reads like a question.
  private func question(_ statement: Statement) -> String? {
    guard statement.arguments.count > 2, statement.arguments.allSatisfy({ $0.word != nil }) else {
      return nil
    }
    let tuned = (try? session.workspace.jobs())?.first { $0.job?.fineTunedModel != nil }
    let model =
      tuned.map { "@\($0.name)" } ?? (try? session.providers.local)??.defaultModel ?? "MODEL"
    return "to say it to a model:  ask \(model) \(Literal.quoted(statement.unmarkedText))"
  }

  /// The files that a line is about to read, as they are.
  private func readFiles(
    of statement: Statement, _ verb: VerbDeclaration
  ) -> [ReplayFacts.ReadFile] {
    guard !verb.traits.writesFile else { return [] }
    return verb.paths(of: statement).compactMap { argument in
      guard let status = FileStatus(ofFileAt: session.path(argument.text)), status.kind == .file
      else { return nil }
      return ReplayFacts.ReadFile(
        path: argument.text, size: status.size, modifiedAt: status.modifiedAt)
    }
  }

  private func finish(
    _ cell: Int, _ result: Result<any Report, Failure>, _ files: [ReplayFacts.ReadFile],
    _ duration: Duration
  ) {
    // A cell's record is a convenience; losing it must not turn a success into a failure.
    switch result {
    case .success(let report):
      session.cells.keep(report, of: cell)
      if let name = session.currentDataset {
        try? session.workspace.remember(datasetInUse: name)
      }
      var facts = report.replayFacts
      facts.files = files
      try? session.workspace.finishCell(
        cell, outcome: keptInCell(report.json), facts: facts, duration: duration)
    case .failure(let failure):
      try? session.workspace.finishCell(
        cell, failure: failure.code, exitCode: Int(failure.exitCode.rawValue), duration: duration)
    }
  }
}

/// The value as a cell's record keeps it, without keys; nil when it is larger than 64 KB.
private func keptInCell(_ value: JSONValue) -> JSONValue? {
  let text = value.text
  guard text.utf8.count <= 65_536 else { return nil }
  // A key has no character that JSON escapes, so that the masked text is JSON again.
  let masked = text.maskingKeys
  return masked == text ? value : try? JSONValue(parsing: Array(masked.utf8))
}
