import CommandLanguage
import Commands
import JSON
import Presentation
import Reports
import Scripts
import Workspaces

extension Guide {
  /// A word of the guide itself.
  private enum Word: String {
    case hint
    case reveal
    case skip
    case `try`
    case back
    case quit

    /// Reads an entry; in a chat a slash may stand before the word, and `/back` is the chat's own.
    init?(_ text: String, inChat: Bool) {
      guard inChat else {
        self.init(rawValue: ["exit", "q"].contains(text) ? "quit" : text)
        return
      }
      guard text != "/back" else { return nil }
      let word = text.hasPrefix("/") ? String(text.dropFirst()) : text
      self.init(rawValue: word == "exit" ? "quit" : word)
    }
  }

  /// Takes what the learner typed: Enter, a word of the guide, or a line to run.
  ///
  /// - Throws: ``Failure`` where the lesson itself does not do what it says, or its workspace cannot
  ///   be written; `CancellationError` after Ctrl-C, with everything as it was before the line.
  package func accept(_ text: String) async throws -> Verdict {
    if case .nothing = waiting { return .finished }
    let inChat = session.chat != nil
    var entry = text.trimmingEnds
    // An input method types a wide slash.
    if inChat, entry.first == "／" { entry = "/" + entry.dropFirst() }
    if let word = Word(entry, inChat: inChat) { return try await obey(word) }
    if entry.isEmpty {
      guard wanted != nil || isTrying else { return try await goOn { try await advance() } }
      let isForModel = inChat && (wanted?.isMessage ?? true)
      if inChat, !isForModel { sayChat() } else { tell(.reminder(inChat: isForModel)) }
      return .goesOn
    }
    if scratch != nil { return try await tryOut(entry) }
    guard let command = wanted else { return try await lookAround(entry) }
    return try await answer(entry, command)
  }

  /// A line in the copy; there too, one that failed leaves nothing.
  private func tryOut(_ entry: String) async throws -> Verdict {
    let savepoint = try world.save()
    let chat = session.chat?.id
    let hasLeft = leaveChat(for: entry)
    let attempt = try await run(entry)
    if attempt.failure != nil || Task.isCancelled {
      try world.restore(savepoint)
      if hasLeft { tell(.chatReopened) }
    } else {
      world.discard(savepoint)
    }
    try Task.checkCancellation()
    remindOfChat(after: attempt, was: chat)
    return attempt.hasQuit ? .left : .goesOn
  }

  private func goOn(_ move: () async throws -> Void) async throws -> Verdict {
    try await move()
    if case .nothing = waiting { return .finished }
    return .goesOn
  }

  /// A line between two steps: looking is free, and a change is taken back.
  private func lookAround(_ entry: String) async throws -> Verdict {
    let opening = try await opening(for: nil)
    do {
      let attempt = try await run(entry)
      if attempt.hasQuit {
        world.discard(opening.savepoint)
        return .left
      }
      try Task.checkCancellation()
      let isUnchanged = try LessonState(of: session, in: world.folder) == opening.state
      try putBack(attempt, since: opening)
      if !isUnchanged { tell(.tookBack) }
      remindOfChat(after: attempt, was: opening.chat)
    } catch {
      try world.restore(opening.savepoint)
      throw error
    }
    return .goesOn
  }

  private func answer(
    _ entry: String, _ command: ScriptDocument.Command
  ) async throws -> Verdict {
    let opening = try await opening(for: command)
    let attempt: Attempt
    let judgement: Judgement
    let hasLeft = leaveChat(for: entry)
    do {
      attempt = try await run(entry)
      try Task.checkCancellation()
      if attempt.hasQuit {
        world.discard(opening.savepoint)
        return .left
      }
      judgement = try await judge(attempt, for: command, since: opening)
    } catch {
      try world.restore(opening.savepoint)
      throw error
    }
    return try await settle(judgement, of: attempt, command, since: opening, hasLeft: hasLeft)
  }

  /// Goes on after an answer, or puts things back.
  private func settle(
    _ judgement: Judgement, of attempt: Attempt, _ command: ScriptDocument.Command,
    since opening: Opening, hasLeft: Bool
  ) async throws -> Verdict {
    switch judgement {
    case .right:
      world.discard(opening.savepoint)
      return try await goOn { try await pass(isAnswered: true) }
    case .rightOnOwnData(let other):
      guard try await rebuild(through: command) else {
        return try await settle(other, of: attempt, command, since: opening, hasLeft: hasLeft)
      }
      world.discard(opening.savepoint)
      return try await goOn { try await pass(isAnswered: true) }
    case .free:
      let hasLeftChat = hasLeftChat(since: opening)
      try putBack(attempt, since: opening)
      if hasLeftChat { tell(.chatGoesOn) }
      remindOfChat(after: attempt, was: opening.chat)
    case .wrong(let reason):
      let changed = Result {
        try hasLeftChat(since: opening)
          || LessonState(of: session, in: world.folder) != opening.state
      }
      try world.restore(opening.savepoint)
      // Looking is free, also where it is asked for.
      if reason != .looksElsewhere { attemptCount += 1 }
      tell(.wrong(reason, attempts: attemptCount, changedSomething: try changed.get()))
    }
    if hasLeft, session.chat != nil { tell(.chatReopened) }
    return .goesOn
  }

  /// Whether a line would pass as the answer; nothing of it stays either way.
  func rehearse(_ entry: String) async throws -> Bool {
    guard let command = wanted else { return false }
    let opening = try await opening(for: command)
    let judgement: Judgement
    do {
      judgement = try await judge(await run(entry), for: command, since: opening)
      try Task.checkCancellation()
    } catch {
      try world.restore(opening.savepoint)
      throw error
    }
    try world.restore(opening.savepoint)
    if case .right = judgement { return true }
    return false
  }

  /// Goes on after a line that is no answer: what it changed or took from the tape is put back, and
  /// so is all of one that failed, which may have done a part.
  private func putBack(_ attempt: Attempt, since opening: Opening) throws {
    if attempt.failure == nil, try leftNothing(since: opening) {
      world.discard(opening.savepoint)
    } else {
      try world.restore(opening.savepoint)
    }
  }

  // MARK: A chat where a line for ft is asked for

  /// Says that what is typed goes to a model.
  func sayChat() {
    hasSaidChat = true
    tell(.chatIsOpen)
  }

  /// Says so behind the line that opened a chat, and behind what was said in it where the lesson asks
  /// for something else: once for talk, each time for what reads like a command.
  private func remindOfChat(after attempt: Attempt, was chat: Int?) {
    guard let open = session.chat?.id, !(wanted?.isMessage ?? false) else { return }
    if open != chat { return sayChat() }
    guard wanted != nil, let message = attempt.message, !message.hasPrefix("/") else { return }
    let isCommand = statement(of: message)?.verb.map {
      world.interpreter.table.catalog.declaration(named: $0.name) != nil
    }
    if !hasSaidChat || isCommand == true { sayChat() }
  }

  /// Leaves an open chat for a line that is plainly the command that the step asks for, since the
  /// prompt is where it belongs; says whether it did.
  private func leaveChat(for entry: String) -> Bool {
    guard session.chat != nil, case .statement(let asked)? = wanted?.action, asked.verb != nil,
      let typed = statement(of: entry), typed.verb != nil, verb(of: typed) == verb(of: asked)
    else { return false }
    tell(.chatLeft)
    session.chat = nil
    return true
  }

  /// What a line means at the command prompt; nil where it is no single command.
  private func statement(of entry: String) -> Statement? {
    guard case .lines(let lines) = TypedEntry(entry, parser: world.interpreter.parser),
      lines.count == 1, case .command(let statement) = lines[0]
    else { return nil }
    return statement
  }

  // MARK: Running what was typed

  /// Runs an entry as the prompt does: a message of the chat, a line, or several that were pasted.
  private func run(_ entry: String) async throws -> Attempt {
    if session.chat != nil { return await say(entry) }
    var attempt = Attempt()
    switch TypedEntry(entry, parser: world.interpreter.parser) {
    case .leave: attempt.hasQuit = true
    case .data(let failure): show(failure, in: SourceText(entry), &attempt)
    case .unreadable(let diagnostic):
      attempt.isUnreadable = true
      let failure = Failure(explaining: diagnostic)
      attempt.failure = failure
      session.cells.told = CellMemory.Told(line: entry.maskingKeys, failure: failure)
      world.console.show(fault: diagnostic.rendered)
    case .lines(let lines):
      for case .command(let statement) in lines {
        guard !world.interpreter.table.endsSession(statement) else {
          attempt.hasQuit = true
          break
        }
        await run(statement, &attempt)
        if attempt.failure != nil || Task.isCancelled { break }
      }
    }
    return attempt
  }

  private func say(_ message: String) async -> Attempt {
    var attempt = Attempt()
    attempt.message = message
    do {
      try await ChatLoop(session: session).accept(message)
      session.cells.lastFailure = nil
    } catch {
      show(session.failure(explaining: error), in: SourceText(message), &attempt)
      session.cells.lastFailure = attempt.failure
    }
    return attempt
  }

  private func run(_ statement: Statement, _ attempt: inout Attempt) async {
    attempt.statements.append(statement)
    let result = await world.interpreter.run(statement)
    world.console.progress(nil)
    switch result.result {
    case .success(let report):
      attempt.value = report.json
      if statement.option("json") != nil {
        world.console.present(
          json: report.jsonText)
      } else {
        await world.console.present(report.blocks)
      }
    case .failure(let failure):
      show(failure, in: statement.source, &attempt)
    }
  }

  private func show(_ failure: Failure, in source: SourceText, _ attempt: inout Attempt) {
    attempt.failure = failure
    session.cells.told = CellMemory.Told(line: source.text.maskingKeys, failure: failure)
    world.console.show(fault: failure.text(in: source))
  }

  // MARK: Words of the guide

  private func obey(_ word: Word) async throws -> Verdict {
    switch word {
    case .quit: return .left
    case .hint, .reveal, .skip:
      guard let command = wanted else {
        tell(.notNow(word.rawValue))
        return .goesOn
      }
      switch word {
      case .hint: hint(at: command)
      case .reveal: tell(.revealed(command.answerText))
      default: return try await skip(command)
      }
    case .try: try await openScratch()
    case .back: return try await closeScratch()
    }
    return .goesOn
  }

  /// The next hint: the author's in their order, then how the verb is used.
  private func hint(at command: ScriptDocument.Command) {
    if !command.isMessage, session.chat != nil { sayChat() }
    hintCount += 1
    if hintCount <= command.hints.count {
      let text = command.hints[hintCount - 1].arguments.map(\.text).joined(separator: " ")
      tell(.hint(text, number: hintCount, count: command.hints.count))
    } else if case .message(let text) = command.action, !text.hasPrefix("/") {
      tell(.messageWanted)
    } else if let name = command.statement?.verb?.name,
      let declaration = world.interpreter.table.catalog.declaration(named: name)
    {
      tell(.usage(declaration.usage))
    } else {
      tell(.revealed(command.answerText))
    }
  }

  private func skip(_ command: ScriptDocument.Command) async throws -> Verdict {
    if let scratch {
      try world.restore(scratch)
      forgetScratch()
    }
    try await run(command, isShown: true)
    return try await goOn { try await pass() }
  }

  private func openScratch() async throws {
    guard scratch == nil else { return tell(.notNow("try")) }
    let opening = try await opening(for: wanted)
    scratch = opening.savepoint
    scratchOpening = opening
    tell(.scratchOpened)
  }

  /// Leaves the copy; what was done there stays when it is what the lesson waits for.
  private func closeScratch() async throws -> Verdict {
    guard let scratch, let opening = scratchOpening else {
      tell(.notNow("back"))
      return .goesOn
    }
    if let command = wanted, !command.expectsFailure, session.chat == nil || command.isMessage,
      case .right = try await judge(Attempt(), for: command, since: opening)
    {
      world.discard(scratch)
      forgetScratch()
      tell(.scratchKept)
      return try await goOn { try await pass() }
    }
    try world.restore(scratch)
    forgetScratch()
    tell(.scratchClosed)
    return .goesOn
  }

  private func forgetScratch() {
    scratch = nil
    scratchOpening = nil
  }
}

extension ScriptDocument.Command {
  /// The line as a learner types it: without the mark of one that fails or is for a chat.
  var answerText: String {
    switch action {
    case .message(let text): text
    case .statement, .file, .unreadable:
      expectsFailure ? String(text.drop { $0 == "!" || $0.isWhitespace }) : text
    }
  }
}
