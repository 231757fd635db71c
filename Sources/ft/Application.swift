import CommandLanguage
import Commands
import Files
import FineTuningHTTP
import Glibc
import Presentation
import Quantities
import Reports
import Sessions
import Terminal
import Workspaces

/// What a start of the program leads to: the prompt, a pipe, one command, a script, or the server.
struct Application: Sendable {
  let workspace: String?
  let color: ColorOption
  let environment: ProcessEnvironment
  let interrupts: Interrupts
  let vocabularies: VocabularyFiles

  init(
    workspace: String?, color: ColorOption, environment: ProcessEnvironment,
    interrupts: Interrupts
  ) {
    self.workspace = workspace
    self.color = color
    self.environment = environment
    self.interrupts = interrupts
    vocabularies = VocabularyFiles(environment)
  }

  func run(_ words: [String]) async -> Commands.ExitCode {
    let screen = Screen(environment: environment.variables, color: color)
    let code = await outcome(of: words, on: screen)
    guard let fault = screen.fault, code == .success else { return code }
    let reason = unsafe String(cString: strerror(fault))
    let failure = Failure(.outputFailed, "the result could not be written: \(reason)")
    screen.message([.message(StyledText(failure.text(in: SourceText(""))))])
    return failure.exitCode
  }

  private func outcome(of words: [String], on screen: Screen) async -> Commands.ExitCode {
    do {
      switch words.first {
      case nil: return try await converse(on: screen)
      case "--help", "-h", "-help":
        screen.write(Program.help)
        return .success
      case "--version":
        screen.write("ft \(ProgramFacts.version)\n")
        return .success
      default: return try await answer(words, screen)
      }
    } catch {
      let failure = Services.failure(of: error) ?? Failure(explaining: error)
      let text = failure.text(in: SourceText(words.joined(separator: " ")))
      screen.message([.message(StyledText(text))])
      return failure.exitCode
    }
  }

  /// `ft VERB ...`: a verb of the shell, or one command of a session.
  private func answer(_ words: [String], _ screen: Screen) async throws -> Commands.ExitCode {
    let isScript = words[0].hasSuffix(".ft") && LocalFile.exists(environment.path(words[0]))
    let parser = Parser(options: CommandTable.standard.catalog)
    guard let statement = try parser.statement(arguments: (isScript ? ["run"] : []) + words) else {
      return .usage
    }
    if let command = ShellCommand.all.first(where: { $0.name == statement.verb?.name }) {
      return try await command.run(statement, in: self, on: screen)
    }
    return try await single(statement, screen)
  }

  /// The path of the workspace: `-w`, `FT_WORKSPACE`, else the user's own.
  var workspacePath: String {
    let typed =
      workspace ?? environment.variables["FT_WORKSPACE"].flatMap { $0.isEmpty ? nil : $0 }
    return typed.map(environment.path) ?? environment.dataFolder + "/workspace.ftdb"
  }

  /// A lesson that a session is in.
  struct Lesson {
    /// Where its files are.
    var folder: String
    var language: LessonLanguage
  }

  /// A session over the workspace at `path`; relative paths start from `folder`.
  func session(
    at path: String, console: any Console, folder: String, isScript: Bool = false,
    attachments: [String: String] = [:], standardInput: SessionContext.StandardInput? = nil,
    network: Network = .open, spendingLimit: Money? = nil, lesson: Lesson? = nil
  ) throws -> (session: Session, services: Services) {
    try requireFolder(of: path)
    let now = network.now
    let workspace = try Workspace.open(path: path, now: now)
    if let migration = workspace.migration {
      console.tell(
        .migrated(
          workspace: environment.shown(path), copy: environment.shown(migration.copy)))
    }
    let services = Services(workspace: workspace, environment: environment, network: network)
    let vocabularies = vocabularies
    var context = SessionContext(
      folder: folder, now: now,
      tokenizer: { vocabularies.tokenizer($0) }, isScript: isScript)
    context.attachments = attachments
    network.setTime(of: &context)
    context.spendingLimit = spendingLimit ?? network.spendingLimit
    context.vocabularyFault = { vocabularies.fault($0) }
    context.standardInput = standardInput
    context.lessonFolders = environment.lessonFolders
    if let named = self.workspace { context.program = "ft -w \(Literal.word(named))" }
    context.stateFolder = environment.stateFolder
    context.language = lesson?.language.rawValue ?? environment.language
    context.bringFile = lesson.map { LessonFiles(from: $0.folder, to: folder).bring }
    if !isScript {
      let screen = Screen(environment: environment.variables, color: color)
      context.runScript = { [self] path, file, purpose, parameters, pace in
        let asJSON = (console as? TerminalConsole)?.speaksJSON == true
        return try await ScriptVerb(application: self, screen: screen).outcome(
          of: ScriptRun(
            file: file, path: path, purpose: purpose, parameters: parameters, pace: pace,
            asJSON: asJSON))
      }
    }
    let session = Session(
      workspace: workspace, services: services, console: console, context: context)
    if case .recorded(let recorder) = network {
      recorder.askForCell { [cells = session.cells] in cells.current }
    }
    return (session, services)
  }

  /// The user's own folder is made when it is missing; a mistyped one is not.
  private func requireFolder(of path: String) throws {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    guard !folder.isEmpty, folder != environment.dataFolder, !LocalFile.exists(folder) else {
      return
    }
    throw Failure(
      .noFolder, "no folder \(folder)", consequence: "no workspace was made",
      remedy: "mkdir -p \(folder) in the shell, or name another file:  ft -w mine.ftdb")
  }

  private func converse(on screen: Screen) async throws -> Commands.ExitCode {
    let isTerminal = isatty(0) == 1 && isatty(1) == 1
    let usesColor = color.usesColor(
      environment: environment.variables, isTerminal: isTerminal)
    let prompt = Prompt(environment: environment.variables, usesColor: usesColor)
    let screen =
      prompt.isInteractive
      ? Screen(environment: environment.variables, color: color, prompt: prompt.notices)
      : screen
    let console = TerminalConsole(screen: screen, prompt: prompt, environment: environment)
    let isNew = !LocalFile.exists(workspacePath)
    let (session, services) = try session(
      at: workspacePath, console: console, folder: environment.folder)
    defer { services.close() }
    let interpreter = Interpreter(session: session, table: .standard)
    let loop = InteractiveLoop(
      interpreter: interpreter, prompt: prompt, console: console, interrupts: interrupts)
    return isTerminal
      ? try await loop.converse(isNew: isNew, in: environment.shown(workspacePath))
      : try await loop.readPipe()
  }

  /// One command, its result, an exit code.
  private func single(_ statement: Statement, _ screen: Screen) async throws -> Commands.ExitCode {
    let isTerminal = isatty(0) == 1 && isatty(1) == 1
    let prompt = isTerminal ? Prompt(environment: environment.variables) : nil
    let console = TerminalConsole(screen: screen, prompt: prompt, environment: environment)
    let (session, services) = try session(
      at: workspacePath, console: console, folder: environment.folder,
      standardInput: .ofProcess)
    defer { services.close() }
    let interpreter = Interpreter(session: session, table: .standard)
    let loop = InteractiveLoop(
      interpreter: interpreter, prompt: prompt, console: console, interrupts: interrupts)
    let code = await loop.execute(statement).exitCode
    guard session.chat != nil else {
      guard code == .success, let result = session.cells.result(of: nil) else { return code }
      return result.exitCode
    }
    guard let prompt, prompt.isInteractive else { return try await loop.readPipe() }
    return try await loop.converseInChat(prompt)
  }
}
