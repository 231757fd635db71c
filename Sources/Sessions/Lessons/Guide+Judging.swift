import CommandLanguage
import Commands
import JSON
import Reports
import Scripts
import Workspaces

extension Guide {
  /// What a line of the learner came to.
  struct Attempt {
    /// The commands that ran, the last of which may have failed.
    var statements: [Statement] = []
    /// The message for the open chat, when the line was one.
    var message: String?
    /// The value of the last command.
    var value: JSONValue?
    var failure: Failure?
    /// Whether the line could not be read, so that nothing ran.
    var isUnreadable = false
    /// Whether the learner leaves.
    var hasQuit = false
  }

  /// What was so before an attempt.
  struct Opening {
    var savepoint: LessonWorld.Savepoint
    var state: LessonState
    var tapePosition: JSONValue?
    /// The number of the open chat.
    var chat: Int?
    /// Whether every expectation was met already, so that they can tell no answer from none.
    var isMet: Bool
  }

  /// What the lesson's own line comes to, from the same state.
  struct AuthorOutcome {
    var state: LessonState
    var value: JSONValue?
    var failure: Failure?
  }

  /// What an attempt is worth.
  indirect enum Judgement {
    case right
    /// The lesson's own line, which is right on the lesson's data if it is broken for no learner; on
    /// what the learner's data has become it is something else.
    case rightOnOwnData(else: Judgement)
    /// Not what was asked for, and nothing to take back: a look around, or a slip.
    case free
    case wrong(WrongAnswer)
  }

  /// Keeps the state before an attempt, and what is so by then.
  func opening(for command: ScriptDocument.Command?) async throws -> Opening {
    Opening(
      savepoint: try world.save(), state: try LessonState(of: session, in: world.folder),
      tapePosition: world.tapePosition, chat: session.chat?.id,
      isMet: try await isMet(command?.expectations ?? []))
  }

  /// Whether a line left everything as it was: what it could change, and the answers on the tape that
  /// the lines of the lesson still need.
  func leftNothing(since opening: Opening) throws -> Bool {
    try world.tapePosition == opening.tapePosition && !hasLeftChat(since: opening)
      && LessonState(of: session, in: world.folder) == opening.state
  }

  /// Whether a line left the chat that the lesson goes on in; a learner's own chat is no matter.
  func hasLeftChat(since opening: Opening) -> Bool {
    wanted?.isMessage == true && session.chat?.id != opening.chat
  }

  /// Whether expectations hold before anything is typed; those about a failure never do.
  func isMet(_ expectations: [Statement]) async throws -> Bool {
    session.cells.lastFailure = nil
    return try await firstUnmet(expectations) == nil
  }

  /// The first expectation that is not met, with the failure that says so; soft ones are not asked.
  func firstUnmet(_ expectations: [Statement]) async throws -> (Statement, failure: Failure)? {
    for expectation in expectations {
      let result = await world.interpreter.run(expectation)
      try Task.checkCancellation()
      if let failure = result.failure { return (expectation, failure) }
    }
    return nil
  }

  /// Judges an attempt by what it led to: first by what the lesson expects, then by comparing with
  /// what the lesson's own line leads to; the text of a line is never compared.
  func judge(
    _ attempt: Attempt, for command: ScriptDocument.Command, since opening: Opening
  ) async throws -> Judgement {
    if command.expectsFailure { return try await judgeFailing(attempt, command, opening) }
    guard attempt.failure == nil else {
      return isSameLine(attempt, as: command) ? .rightOnOwnData(else: .free) : .free
    }
    let unmet = try await firstUnmet(command.expectations)
    if unmet == nil, !opening.isMet {
      return isLookForQuestion(attempt, command) ? .free : .right
    }
    let after = try LessonState(of: session, in: world.folder)
    let isUnchanged = after == opening.state
    if let (expectation, failure) = unmet {
      if isUnchanged, !isSameKind(attempt, as: command) { return .free }
      let asked = try? Expectation(expectation.substituting(session.variables))
      let wrong: WrongAnswer
      if let asked, let facts = try? await UnmetExpectation(asked, in: session) {
        wrong = .expectation(facts)
      } else {
        wrong = .unanswered(UnansweredExpectation(asked, failure, in: session))
      }
      return isSameLine(attempt, as: command)
        ? .rightOnOwnData(else: .wrong(wrong)) : .wrong(wrong)
    }
    if isSameLine(attempt, as: command) { return .right }
    return try await compare(attempt, after, since: opening, with: command)
  }

  /// Compares with the lesson's own line, which runs on a copy of the state before.
  private func compare(
    _ attempt: Attempt, _ after: LessonState, since opening: Opening,
    with command: ScriptDocument.Command
  ) async throws -> Judgement {
    let isUnchanged = after == opening.state
    let isSameKind = isSameKind(attempt, as: command)
    if isUnchanged, !isSameKind, isReading(command) || attempt.message != nil { return .free }
    let author = try await author(of: command, since: opening, isUnchanged: isUnchanged)
    let difference = WrongAnswer.effect(after.difference(from: author.state) ?? .settings)
    if author.state == opening.state {
      guard isUnchanged else { return .wrong(difference) }
      guard isSameKind else { return .free }
      // The same report is the same answer, however it was asked for.
      if let value = attempt.value, value.alone == author.value?.alone { return .right }
      if isReading(command) { return .wrong(.looksElsewhere) }
      // What is asked of the same model, or said in the same chat, may be said in other words.
      return isAboutTheSame(attempt, as: command) ? .right : .wrong(.looksElsewhere)
    }
    if after == author.state { return .right }
    if isUnchanged { return isSameKind ? .wrong(.changesNothing) : .free }
    return .wrong(difference)
  }

  /// Whether the lesson's line asks a model, and the attempt only looks at something that happens to
  /// hold the words of the answer.
  private func isLookForQuestion(
    _ attempt: Attempt, _ command: ScriptDocument.Command
  ) -> Bool {
    guard let statement = command.statement,
      let traits = world.interpreter.table.traits(of: statement),
      traits.asksServices, !traits.isReading
    else { return false }
    return attempt.message == nil && !attempt.statements.isEmpty
      && attempt.statements.allSatisfy(isReading)
  }

  private func judgeFailing(
    _ attempt: Attempt, _ command: ScriptDocument.Command, _ opening: Opening
  ) async throws -> Judgement {
    let expected = expectedCode(of: command)
    guard let failure = attempt.failure else {
      let isOther = attempt.statements.allSatisfy(isReading)
      return isOther && !isSameKind(attempt, as: command)
        ? .free : .wrong(.wentWell(expected: expected))
    }
    let code: String
    if let expected {
      code = expected
    } else if case .unreadable(let diagnostic) = command.action {
      code = diagnostic.kind.code
    } else {
      code = try await author(of: command, since: opening, isUnchanged: false).failure?.code ?? ""
    }
    if failure.code == code { return .right }
    return isSameKind(attempt, as: command)
      ? .wrong(.otherFailure(code: failure.code, expected: code)) : .free
  }

  private func expectedCode(of command: ScriptDocument.Command) -> String? {
    for statement in command.expectations {
      guard let expectation = try? Expectation(statement) else { continue }
      if case .error(let code) = expectation.test { return code }
    }
    return nil
  }

  /// What a line of the lesson shows that only looks; it is no cell of the learner's.
  private func look(
    _ statement: Statement, answers: [String], _ state: LessonState
  ) async -> AuthorOutcome {
    let told = session.cells.told
    world.console.beginAuthor(answers: answers, showing: .nothing)
    defer {
      world.console.endAuthor()
      session.cells.told = told
    }
    var outcome = AuthorOutcome(state: state)
    switch await world.interpreter.run(statement, makesCell: false).result {
    case .success(let report): outcome.value = report.json
    case .failure(let failure): outcome.failure = failure
    }
    return outcome
  }

  /// What the lesson's own line comes to; it runs once for each turn, on the state before.
  private func author(
    of command: ScriptDocument.Command, since opening: Opening, isUnchanged: Bool
  ) async throws -> AuthorOutcome {
    if let authorOutcome { return authorOutcome }
    // A line that only looks, at what nothing has changed, needs no copy.
    if isUnchanged, let statement = command.statement, isReading(statement),
      world.tapePosition == opening.tapePosition
    {
      let outcome = await look(statement, answers: command.answers, opening.state)
      try Task.checkCancellation()
      authorOutcome = outcome
      return outcome
    }
    let after = try world.save()
    try world.enterCopy(of: opening.savepoint)
    let told = session.cells.told
    world.console.beginAuthor(answers: command.answers, showing: .nothing)
    var outcome = AuthorOutcome(state: opening.state)
    do throws(Failure) {
      _ = try await performer.perform(command)
      outcome.value = session.cells.result(of: nil)?.json
    } catch {
      outcome.failure = error
    }
    world.console.endAuthor()
    let state = Result { try LessonState(of: session, in: world.folder) }
    try world.restore(after)
    // A learner asks about their own line.
    session.cells.told = told
    try Task.checkCancellation()
    outcome.state = try state.get()
    authorOutcome = outcome
    return outcome
  }

  // MARK: Kinds of lines

  func isReading(_ statement: Statement) -> Bool {
    guard statement.verb != nil else { return true }
    return world.interpreter.table.traits(of: statement)?.isReading ?? false
  }

  private func isReading(_ command: ScriptDocument.Command) -> Bool {
    command.statement.map(isReading) ?? false
  }

  /// Whether the attempt uses the verb of the answer, or both are messages.
  private func isSameKind(_ attempt: Attempt, as command: ScriptDocument.Command) -> Bool {
    switch command.action {
    case .message(let text):
      guard let message = attempt.message else { return false }
      return chatVerb(of: message) == chatVerb(of: text)
    case .statement(let statement):
      guard attempt.message == nil, let last = attempt.statements.last else { return false }
      return verb(of: last) == verb(of: statement)
    case .unreadable: return attempt.isUnreadable
    case .file: return false
    }
  }

  /// The name of the verb, whichever alias was typed; a bare reference shows itself.
  func verb(of statement: Statement) -> String {
    let name = statement.verb?.name ?? "show"
    return world.interpreter.table.catalog.declaration(named: name)?.name ?? name
  }

  /// The word behind `/`; nil for what is said to the model.
  private func chatVerb(of message: String) -> Substring? {
    guard message.hasPrefix("/"), !message.hasPrefix("//") else { return nil }
    return message.prefix { !$0.isWhitespace }
  }

  /// Whether the line says the same as the answer, once the dataset in use and variables are filled in.
  private func isSameLine(_ attempt: Attempt, as command: ScriptDocument.Command) -> Bool {
    switch command.action {
    case .message(let text): return attempt.message == text
    case .statement(let statement):
      guard attempt.statements.count == 1, let last = attempt.statements.last else { return false }
      return filledIn(last) == filledIn(statement)
    case .file, .unreadable: return false
    }
  }

  /// Whether the first argument, the model or the job, is that of the answer.
  private func isAboutTheSame(_ attempt: Attempt, as command: ScriptDocument.Command) -> Bool {
    switch command.action {
    case .message: return true
    case .statement(let statement):
      let other = attempt.statements.last.flatMap(filledIn)?.arguments.first
      return other == filledIn(statement)?.arguments.first
    case .file, .unreadable: return false
    }
  }

  private func filledIn(_ statement: Statement) -> Statement? {
    let dataset = session.currentDataset
    let filled = try? statement.substituting(session.variables).mapped {
      argument throws(Diagnostic) in
      guard case .reference(.examples(nil, let revision, let ranges, let field)) = argument.value
      else { return argument }
      return Argument(
        .reference(
          .examples(dataset: dataset, revision: revision, ranges: ranges, field: field)),
        text: argument.text, span: argument.span)
    }
    guard let filled else { return nil }
    let name = verb(of: filled)
    return Statement(
      verb: Statement.Verb(name, span: filled.verb?.span ?? filled.span), parts: filled.parts,
      source: filled.source, span: filled.span)
  }
}

extension JSONValue {
  /// A list of one is that one: an example may be named, or found.
  fileprivate var alone: JSONValue {
    if case .array(let elements) = self, elements.count == 1 { elements[0] } else { self }
  }
}
