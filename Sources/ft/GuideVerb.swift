import CommandLanguage
import Commands
import Files
import Glibc
import Presentation
import Reports
import Scripts
import Sessions
import Terminal
import Workspaces

/// `ft guide`: a person, or a pipe, on the way through a lesson.
struct GuideVerb: Sendable {
  let application: Application
  let screen: Screen

  func run(_ input: GuideInput) async throws -> Commands.ExitCode {
    let path = application.environment.path(input.lesson.text)
    let script = try LessonFile(application: application).script(
      at: path, named: input.lesson.text)
    if let fault = script.diagnostics.first {
      screen.message([.preformatted(StyledText(fault.rendered))])
      return .usage
    }
    let isTerminal = isatty(0) == 1 && isatty(1) == 1
    let prompt =
      isTerminal
      ? Prompt(
        environment: application.environment.variables,
        usesColor: application.color.usesColor(
          environment: application.environment.variables, isTerminal: true))
      : nil
    let progress = LessonProgress(in: application.environment.stateFolder)
    let console = TerminalConsole(
      screen: screen, prompt: prompt, environment: application.environment)
    let world = try application.world(of: script, at: path, console: console)
    defer { world.close() }
    let guide = Guide(
      script, in: world, done: input.beginsAgain ? [] : progress.doneSteps(of: path)
    ) { progress.keep($0, of: path) }
    let talk = GuideTalk(
      guide: guide, console: console, prompt: prompt, interrupts: application.interrupts)
    return try await talk.run()
  }
}

/// The lines of one learner, read and handed to the guide until one of them leaves.
private struct GuideTalk: Sendable {
  let guide: Guide
  let console: TerminalConsole
  let prompt: Prompt?
  let interrupts: Interrupts

  func run() async throws -> Commands.ExitCode {
    do {
      try await interrupts.cancelling { [guide] in try await guide.begin() }
      if let prompt, prompt.isInteractive {
        interrupts.outliveIdleInterrupts()
        await configure(prompt)
        try await converse(prompt)
      } else {
        try await interrupts.cancelling { try await readPipe() }
      }
    } catch is CancellationError {
      await guide.leave()
      return .interrupted
    }
    return .success
  }

  private func configure(_ prompt: Prompt) async {
    let parser = Parser(options: CommandTable.standard.catalog)
    await prompt.configure(
      completer: { [guide] request in
        Completer(session: guide.session, catalog: CommandTable.standard.catalog)
          .completion(request)
      },
      needsMore: { [guide] in guide.session.chat == nil && parser.isIncomplete($0) })
  }

  /// The prompt, until the lesson is done or the learner leaves; Ctrl-C twice in a row leaves too.
  private func converse(_ prompt: Prompt) async throws {
    var interruptCount = 0
    while !(await guide.isOver) {
      switch await prompt.readLine(try await promptText()) {
      case .end:
        guard guide.session.chat != nil else { return await guide.leave() }
        if await accept("/done") { return }
      case .interrupted:
        interruptCount += 1
        if interruptCount > 1 { return await guide.leave() }
        console.notice("Ctrl-C again, or quit, leaves; the steps you have done are kept")
        continue
      case .line(let text):
        await prompt.remember([text.maskingKeys])
        if await accept(text) { return }
      }
      interruptCount = 0
    }
  }

  /// Lines of a pipe; their end leaves.
  private func readPipe() async throws {
    let parser = Parser(options: CommandTable.standard.catalog)
    var lines = StandardInputLines()
    var entry = ""
    while !(await guide.isOver), let line = try lines.next(checking: Task.checkCancellation) {
      entry += entry.isEmpty ? line : "\n" + line
      if guide.session.chat == nil, parser.isIncomplete(entry) { continue }
      let text = entry
      entry = ""
      if await accept(text) { return }
    }
    if !(await guide.isOver) { await guide.leave() }
  }

  /// Hands a line to the guide, and says whether it was the last.
  private func accept(_ text: String) async -> Bool {
    do {
      switch try await interrupts.cancelling({ [guide] in try await guide.accept(text) }) {
      case .goesOn: return false
      case .finished: return true
      case .left:
        await guide.leave()
        return true
      }
    } catch is CancellationError {
      console.notice("interrupted; everything is as it was before the line")
    } catch {
      let failure = guide.session.failure(explaining: error)
      console.show(fault: failure.text(in: SourceText("")))
    }
    return false
  }

  private func promptText() async throws -> StyledText {
    let text = try guide.session.promptText
    return await guide.isTrying ? "\("try", .caution) \(text)" : text
  }
}

/// A lesson's file.
struct LessonFile: Sendable {
  let application: Application

  /// Reads the script at an absolute path.
  func script(at path: String, named name: String) throws -> ScriptDocument {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try LocalFile.contents(of: path)
    } catch {
      guard error.obstacle == .isMissing else { throw error }
      throw Failure(
        .noFile, "no file \(name)", consequence: "nothing ran",
        remedy: "check the path; it starts from the folder that ft was started in")
    }
    return ScriptDocument(
      String(decoding: bytes, as: UTF8.self), file: name,
      parser: Parser(options: CommandTable.standard.catalog))
  }
}

extension Application {
  /// A lesson's workspace, whose sessions reach no provider outside this machine.
  func world(
    of script: ScriptDocument, at path: String, console: any LessonListener
  ) throws -> LessonWorld {
    try LessonWorld(
      of: script, in: Folder.parent(of: path), table: .standard, console: LessonConsole(console)
    ) { [self] workspace, folder, attachments, console in
      let (session, services) = try session(
        at: workspace, console: console, folder: folder, isScript: true, attachments: attachments,
        reachesProviders: false)
      return LessonWorld.Opened(session: session) { services.close() }
    }
  }
}

extension TerminalConsole: LessonListener {
  func present(_ blocks: [Block]) async {
    guard isInteractive else { return write(blocks) }
    let screen = screen
    await prompt?.withTerminal { screen.page(blocks) }
  }

  func present(json text: String) { screen.write(text) }

  func show(fault text: String) { screen.message([.preformatted(StyledText(text))]) }
}
