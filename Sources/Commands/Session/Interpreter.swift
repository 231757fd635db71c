package import CommandLanguage
import JSON
import Presentation
import Spelling
import Workspaces

/// What one line came to.
package struct CellResult: Sendable {
  /// The cell's number; nil for a line that never became a cell, such as one with a typing error.
  package var number: Int?
  package var statement: Statement?
  package var result: Result<Outcome, Failure>
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
  package var parser: Parser { Parser(options: table) }

  /// Runs one statement to its end, and remembers what it gave.
  ///
  /// Never throws: a failure is a result, and the session goes on.
  package func run(_ statement: Statement) async -> CellResult {
    let clock = ContinuousClock()
    let started = clock.now
    var cell: Int?
    let result: Result<Outcome, Failure>
    do {
      let invocation = try invocation(statement)
      if invocation.command.group != .teach {
        let number = try session.workspace.beginCell(statement.text.maskingKeys)
        cell = number
        session.currentCell = number
      }
      result = .success(try await outcome(of: invocation))
    } catch {
      result = .failure(session.failure(explaining: error))
    }
    let duration = clock.now - started
    if let cell { finish(cell, result, duration) }
    // `expect error` asks about the command above, so expectations leave no trace of their own.
    if statement.verb?.name != "expect" {
      session.lastFailure = if case .failure(let failure) = result { failure } else { nil }
    }
    return CellResult(
      number: cell, statement: statement, result: result, duration: duration)
  }

  private func outcome(of invocation: Invocation) async throws -> Outcome {
    if invocation.statement.asksForHelp {
      return Outcome(invocation.command.helpValue, invocation.command.helpPage)
    }
    return try await invocation.command.body(invocation, session)
  }

  /// The command of a statement, with every option known and every variable given its value.
  private func invocation(_ statement: Statement) throws -> Invocation {
    let statement = try statement.substituting(session.variables)
    guard let verb = statement.verb else {
      // A bare reference shows itself.
      guard let show = table.command(named: "show") else { throw Failure(.unknownVerb, "no verb") }
      return Invocation(statement, show)
    }
    guard let command = table.command(named: verb.name) else { throw unknown(verb, in: statement) }
    for option in statement.options
    where !command.allOptions.contains(where: { $0.name == option.name }) {
      let near = nearest(to: option.name, in: command.allOptions.map(\.name))
      throw Failure(
        .unknownOption, "\(command.name) has no option --\(option.name)", at: option.span,
        remedy: near.map { "did you mean --\($0)?" } ?? "help \(command.name)")
    }
    try refuseClauses(of: statement, for: command)
    return Invocation(statement, command)
  }

  /// What a verb has no use for is refused, since leaving it out would answer another question.
  private func refuseClauses(of statement: Statement, for command: Command) throws {
    guard let clause = statement.clauses.first(where: { !command.clauses.contains($0.keyword) })
    else { return }
    throw Failure(
      .unexpectedClause, "\(command.name) takes no \"\(clause.keyword.rawValue)\"",
      consequence: "nothing was done", remedy: command.usage.first)
  }

  private func unknown(_ verb: Statement.Verb, in statement: Statement) -> Failure {
    let remedy: String
    if (try? session.workspace.dataset(named: verb.name)) != nil {
      remedy = "show \(verb.name)?"
    } else if statement.arguments.count > 2, statement.arguments.allSatisfy({ $0.word != nil }) {
      // Nothing typed at the command prompt reaches a model, not even what reads like a question.
      remedy = "to say it to a model:  ask sandbox-1 \(Literal.quoted(statement.text))"
    } else if let near = nearest(to: verb.name, in: table.names) {
      remedy = "did you mean \(near)?"
    } else {
      remedy = "help lists the commands"
    }
    return Failure(.unknownVerb, "no command \"\(verb.name)\"", at: verb.span, remedy: remedy)
  }

  private func finish(_ cell: Int, _ result: Result<Outcome, Failure>, _ duration: Duration) {
    // A cell's record is a convenience; losing it must not turn a success into a failure.
    switch result {
    case .success(let outcome):
      session.remember(outcome, ofCell: cell)
      try? session.workspace.finishCell(
        cell, outcome: kept(outcome.value), exitCode: 0, duration: duration)
    case .failure(let failure):
      try? session.workspace.finishCell(
        cell, outcome: kept(["error": .string(failure.code), "message": .string(failure.message)]),
        exitCode: Int(failure.exitCode.rawValue), duration: duration)
    }
  }
}
