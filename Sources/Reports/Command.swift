package import CommandLanguage
package import Commands

/// A verb with the report of its result, ready to run a line.
package struct Command: Sendable {
  package let declaration: VerbDeclaration
  private let body: @Sendable (Invocation, Session) async throws -> any Report

  /// The command of a verb whose result has a report: a verb without one does not compile.
  init<Input, Result: Report>(_ verb: Verb<Input, Result>) {
    declaration = verb.declaration
    body = { invocation, session in
      let statement = invocation.statement
      let input = try verb.declaration.input(of: statement, by: verb.read)
      guard verb.declaration.traits.asksServices, let asked = statement.option("api") else {
        return try await verb.perform(input, session)
      }
      let form = try RequestForm(asked.value)
      return try RequestListing(
        form, in: session, inPlaceOf: try await verb.perform(input, session))
    }
  }

  /// The command of a verb that only the shell has: a line of a session is told where it runs.
  init<Input>(_ verb: ShellVerb<Input>) {
    let declaration = verb.declaration
    self.declaration = declaration
    body = { invocation, session in
      throw Failure(
        .shellVerb, "\(declaration.name) runs in the shell, not in a session",
        at: invocation.statement.verb?.span, consequence: "nothing was done",
        remedy: "quit, and then in the shell:  \(session.context.program) "
          + invocation.statement.unmarkedText)
    }
  }

  /// Runs a line of this verb.
  ///
  /// - Throws: what the line lacks or has too much, before anything is done; then what the verb
  ///   throws.
  package func run(_ statement: Statement, in session: Session) async throws -> any Report {
    let invocation = Invocation(statement, declaration)
    if statement.asksForHelp { return HelpResult.verb(declaration) }
    return try await body(invocation, session)
  }
}

/// Every verb of ft with its report.
package struct CommandTable: Sendable {
  /// What is declared of the verbs, in the order of help.
  package let catalog: VerbCatalog
  private let byName: [String: Command]

  package init(_ commands: [Command]) {
    catalog = VerbCatalog(commands.map(\.declaration))
    byName = Dictionary(
      commands.map { ($0.declaration.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The command of a name or an alias; nil when there is none.
  package func command(named name: String) -> Command? {
    catalog.declaration(named: name).flatMap { byName[$0.name] }
  }

  /// What the verb of a line is; nil for a line without a known verb.
  package func traits(of statement: Statement) -> VerbTraits? {
    statement.verb.flatMap { catalog.declaration(named: $0.name)?.traits }
  }

  /// Whether the session is over when the line went well; asking for a verb's help ends nothing.
  package func endsSession(_ statement: Statement) -> Bool {
    !statement.asksForHelp && traits(of: statement)?.endsSession == true
  }
}
