import CommandLanguage
import Commands
import Files
import Glibc
import Presentation
import Reports
import Sessions
import Terminal

/// The lines that a person or a pipe types in a lesson, one after another.
///
/// Ctrl-C cancels what a line does; twice in a row at the prompt it leaves, as the end of input does.
struct LessonLines: Sendable {
  let prompt: Prompt?
  let interrupts: Interrupts
  let console: TerminalConsole
  let language: LessonLanguage
  let session: @Sendable () -> Session
  let promptText: @Sendable () async throws -> StyledText

  private let parser = Parser(options: CommandTable.standard.catalog)

  init(
    prompt: Prompt?, interrupts: Interrupts, console: TerminalConsole,
    language: LessonLanguage = .english, session: @escaping @Sendable () -> Session,
    promptText: @escaping @Sendable () async throws -> StyledText
  ) {
    self.prompt = prompt
    self.interrupts = interrupts
    self.console = console
    self.language = language
    self.session = session
    self.promptText = promptText
  }

  /// Hands over each line, until `take` returns true or nothing more comes.
  func handOver(
    _ take: @escaping @Sendable (String) async throws -> Bool
  ) async throws -> Commands.ExitCode {
    guard let prompt, prompt.isInteractive else {
      do {
        try await interrupts.cancelling { try await readPipe(take) }
        return .success
      } catch is CancellationError {
        return .interrupted
      }
    }
    interrupts.outliveIdleInterrupts()
    let (parser, session) = (parser, session)
    await prompt.configure(
      completer: { request in
        Completer(session: session(), catalog: CommandTable.standard.catalog).completion(request)
      },
      awaited: { session().chat == nil ? parser.awaited(behind: $0) : nil })
    try await converse(prompt, take)
    return .success
  }

  private func converse(
    _ prompt: Prompt, _ take: @escaping @Sendable (String) async throws -> Bool
  ) async throws {
    var interruptCount = 0
    while true {
      switch await prompt.readLine(try await promptText()) {
      case .end:
        // The end of input leaves a chat first, as at the prompt.
        guard session().chat != nil, interruptCount == 0 else { return }
        if await isLast("/done", take) { return }
      case .interrupted(dropsText: true):
        // What was typed is gone, and nobody meant to leave.
        interruptCount = 0
        continue
      case .interrupted:
        interruptCount += 1
        if interruptCount > 1 { return }
        console.tell(.guide(.interruptedOnce, language))
        continue
      case .line(let text):
        await prompt.remember([text.maskingKeys])
        if await isLast(text, take) { return }
      }
      interruptCount = 0
    }
  }

  private func readPipe(_ take: @escaping @Sendable (String) async throws -> Bool) async throws {
    var lines = StandardInputLines()
    var entry = ""
    while let line = try lines.next(checking: Task.checkCancellation) {
      entry += entry.isEmpty ? line : "\n" + line
      if session().chat == nil, parser.isIncomplete(entry) { continue }
      let text = entry
      entry = ""
      if await isLast(text, take) { return }
    }
    if !entry.isEmpty { _ = await isLast(entry, take) }
  }

  private func isLast(
    _ text: String, _ take: @escaping @Sendable (String) async throws -> Bool
  ) async -> Bool {
    do {
      return try await interrupts.cancelling { try await take(text) }
    } catch is CancellationError {
      console.tell(.guide(.interrupted, language))
    } catch {
      console.show(fault: session().failure(explaining: error).text(in: SourceText("")))
    }
    return false
  }
}

extension Application {
  /// The line editor of a lesson; nil where no person is at both ends.
  func lessonPrompt() -> Prompt? {
    guard isatty(0) == 1, isatty(1) == 1 else { return nil }
    return Prompt(
      environment: environment.variables,
      usesColor: color.usesColor(environment: environment.variables, isTerminal: true))
  }
}
