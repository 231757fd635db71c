import CommandLanguage
import Commands
import Glibc
import JSON
import Presentation
import Reports
import Sessions
import Terminal
import Workspaces

/// One person, or one pipe, at one session: reads entries, runs them, shows what they gave.
struct InteractiveLoop: Sendable {
  let interpreter: Interpreter
  let prompt: Prompt?
  let console: TerminalConsole
  let interrupts: Interrupts

  var session: Session { interpreter.session }

  /// The prompt, until the person leaves; `workspace` is how its file is named to them.
  func converse(isNew: Bool, in workspace: String) async throws -> Commands.ExitCode {
    guard let prompt else { return .failed }
    interrupts.outliveIdleInterrupts()
    greet(isNew: isNew, in: workspace)
    try useAgain()
    let parser = interpreter.parser
    let completer = Completer(session: session, catalog: interpreter.table.catalog)
    await prompt.configure(
      completer: { completer.completion($0) },
      awaited: { [session] in session.chat == nil ? parser.awaited(behind: $0) : nil })
    await prompt.remember(try session.workspace.inputs())
    let watch = JobWatch(session: session) { [self] in ring(ifLong: $0) }
    defer { watch.stop() }
    watch.look()
    while true {
      switch await prompt.readLine(try session.promptText) {
      case .end:
        if session.chat != nil {
          session.chat = nil
          continue
        }
        await leave()
        return .success
      case .interrupted: continue
      case .line(let text):
        try? session.workspace.remember(text.maskingKeys)
        await prompt.remember([text.maskingKeys])
        if await accept(text) == .quit { return .success }
        watch.look()
      }
    }
  }

  /// A chat that was opened from the shell, until `/done` or Ctrl-D.
  func converseInChat(_ prompt: Prompt) async throws -> Commands.ExitCode {
    interrupts.outliveIdleInterrupts()
    while session.chat != nil {
      switch await prompt.readLine(try session.promptText) {
      case .end: return .success
      case .interrupted: continue
      case .line(let text): _ = await accept(text)
      }
    }
    return .success
  }

  /// Lines of a pipe, without a prompt; stops at the first that fails, as a script does.
  func readPipe() async throws -> Commands.ExitCode {
    let parser = interpreter.parser
    var entry = ""
    while let line = readLine(strippingNewline: true) {
      entry += entry.isEmpty ? line : "\n" + line
      if session.chat == nil, parser.isIncomplete(entry) { continue }
      let text = entry
      entry = ""
      switch await accept(text) {
      case .quit: return .success
      case .failed(let code): return code
      case .done: continue
      }
    }
    if !entry.isEmpty, case .failed(let code) = await accept(entry) { return code }
    return .success
  }

  /// What an entry led to.
  enum Verdict: Equatable {
    case done
    case quit
    case failed(Commands.ExitCode)

    var exitCode: Commands.ExitCode {
      if case .failed(let code) = self { code } else { .success }
    }
  }

  /// Runs an entry: a message of a chat, a command, or a pasted list of commands.
  private func accept(_ text: String) async -> Verdict {
    if session.chat != nil { return await say(text) }
    switch TypedEntry(text, parser: interpreter.parser) {
    case .leave:
      await leave()
      return .quit
    case .data(let failure): return .failed(show(failure, in: SourceText(text)))
    case .unreadable(let fault):
      session.cells.told = CellMemory.Told(
        line: text.maskingKeys, failure: Failure(explaining: fault))
      console.screen.message([.message(StyledText(fault.rendered))])
      return .failed(.usage)
    case .lines(let lines):
      for line in lines {
        switch line {
        case .command(let statement):
          let verdict = await execute(statement)
          if verdict != .done { return verdict }
          if interpreter.table.traits(of: statement)?.companion != nil {
            keep(statement.text)
          }
        case .prose(let text): keep(text)
        }
      }
      return .done
    }
  }

  /// Prose typed at the prompt is part of the notebook, and so is what only a script makes use of.
  private func keep(_ text: String) {
    guard let cell = try? session.workspace.beginCell(text.maskingKeys) else { return }
    try? session.workspace.finishCell(cell, outcome: nil, duration: .zero)
  }

  private func say(_ text: String) async -> Verdict {
    do {
      try await interrupts.cancelling { [session] in
        try await ChatLoop(session: session).accept(text)
      }
      return .done
    } catch {
      return .failed(show(session.failure(explaining: error), in: SourceText(text)))
    }
  }

  /// Runs one statement so that Ctrl-C stops it, and shows its result or its failure.
  func execute(_ statement: Statement) async -> Verdict {
    let wantsJSON = statement.option("json") != nil
    // Only the requests go to standard output, so that a shell can take them.
    console.speaksJSON = wantsJSON || statement.option("api") != nil
    defer { console.speaksJSON = false }
    let interpreter = interpreter
    let result: CellResult
    let started = ContinuousClock.now
    do {
      result = try await interrupts.cancelling { await interpreter.run(statement) }
    } catch {
      return .failed(.interrupted)
    }
    console.progress(nil)
    console.speaksJSON = wantsJSON
    // Who was asked in between is here.
    if !console.takeAttention() { ring(ifLong: started.duration(to: .now)) }
    switch result.result {
    case .success(let report):
      if wantsJSON {
        console.screen.write(report.jsonText)
      } else if console.isInteractive {
        let screen = console.screen
        await prompt?.withTerminal { screen.page(report.blocks) }
      } else {
        console.write(report.blocks)
      }
      guard statement.expectsFailure else {
        return interpreter.table.endsSession(statement) ? .quit : .done
      }
      let failure = Failure(
        .expectationDiffers, "the command should fail, and it went well", remedy: "take the ! away")
      return .failed(show(failure, in: statement.source))
    case .failure(let failure):
      let code = show(failure, in: statement.source)
      return statement.expectsFailure ? .done : .failed(code)
    }
  }

  /// Rings where somebody may have gone elsewhere while a line or a job took its time.
  private func ring(ifLong duration: Duration) {
    guard console.isInteractive,
      let wait = try? Preference.ringingWait(in: session.workspace), duration >= wait
    else { return }
    console.screen.ring()
  }

  private func show(_ failure: Failure, in source: SourceText) -> Commands.ExitCode {
    session.cells.told = CellMemory.Told(line: source.text.maskingKeys, failure: failure)
    console.screen.message([.message(StyledText(failure.text(in: source)))])
    return failure.exitCode
  }

  private func greet(isNew: Bool, in workspace: String) {
    let providers = (try? session.services.providers()) ?? []
    let keyed = providers.first { $0.keyVariable != nil && $0.hasKey }
    let free = providers.first { !$0.isPriced && $0.trainsOnlyWhileOpen }
    let provider =
      keyed.map { "key from \($0.keyVariable ?? "")" }
      ?? free.map { "\($0.name): no key is set, training is free" } ?? "no key is set"
    console.notice(
      "ft \(ProgramFacts.version) · workspace \(workspace)\(isNew ? " (new)" : "") · "
        + "\(provider) · help")
    if prompt?.locale == .assumed {
      console.notice("the locale is not UTF-8; UTF-8 is assumed")
    }
    guard isNew else { return }
    console.notice(
      "start with  load FILE.jsonl as NAME, or learn with  tour  ·  Tab completes, Ctrl-D leaves")
  }

  /// Goes on with the dataset that was in use when the workspace was left; it is said where there
  /// are others.
  private func useAgain() throws {
    let datasets = try session.workspace.datasets()
    guard let name = try session.workspace.lastDatasetInUse(),
      datasets.contains(where: { $0.name == name })
    else { return }
    session.currentDataset = name
    if datasets.count > 1 { console.notice("\(name) is in use, as before") }
  }

  private func leave() async {
    // Leaving without a word says what the verb would, and makes no cell.
    guard let quit = interpreter.table.catalog.declarations.first(where: \.traits.endsSession),
      let statement = try? interpreter.parser.statement(quit.name),
      let report = try? await interpreter.table.command(named: quit.name)?
        .run(statement, in: session)
    else { return }
    console.write(report.blocks)
  }
}
