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

    /// Reads an entry; in a chat a slash may stand before the word, and `/back` and `/quit` are the
    /// chat's own.
    init?(_ text: String, inChat: Bool) {
      if inChat {
        let word = text.hasPrefix("/") ? String(text.dropFirst()) : text
        switch word {
        case "hint", "reveal", "skip": self.init(rawValue: word)
        case "quit", "exit": self = .quit
        default: return nil
        }
      } else {
        switch text {
        case "exit", "q": self = .quit
        default: self.init(rawValue: text)
        }
      }
    }
  }

  /// Takes what the learner typed: Enter, a word of the guide, or a line to run.
  ///
  /// - Throws: ``Failure`` where the lesson itself does not do what it says, or its workspace cannot
  ///   be written; `CancellationError` after Ctrl-C, with everything as it was before the line.
  package func accept(_ text: String) async throws -> Verdict {
    if case .nothing = waiting { return .finished }
    let entry = text.trimmingEnds
    let inChat = session.chat != nil
    if let word = Word(entry, inChat: inChat) { return try await obey(word) }
    if entry.isEmpty {
      guard wanted != nil || isTrying else { return try await goOn { try await advance() } }
      tell(.reminder(inChat: inChat))
      return .goesOn
    }
    if scratch != nil { return try await tryOut(entry) }
    guard let command = wanted else { return try await lookAround(entry) }
    return try await answer(entry, command)
  }

  /// A line in the copy; there too, one that failed leaves nothing.
  private func tryOut(_ entry: String) async throws -> Verdict {
    let savepoint = try world.save()
    let attempt = try await run(entry)
    if attempt.failure != nil || Task.isCancelled {
      try world.restore(savepoint)
    } else {
      world.discard(savepoint)
    }
    try Task.checkCancellation()
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
    switch judgement {
    case .right:
      world.discard(opening.savepoint)
      return try await goOn { try await pass(isAnswered: true) }
    case .free:
      let hasLeftChat = hasLeftChat(since: opening)
      try putBack(attempt, since: opening)
      if hasLeftChat { tell(.chatGoesOn) }
    case .wrong(let reason):
      try world.restore(opening.savepoint)
      attemptCount += 1
      tell(.wrong(reason, attempts: attemptCount))
    }
    return .goesOn
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
