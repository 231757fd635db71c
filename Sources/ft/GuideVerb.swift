import CommandLanguage
import Commands
import Files
import Presentation
import Reports
import Scripts
import Sessions
import Terminal

/// `ft guide`: a person, or a pipe, on the way through a lesson.
struct GuideVerb: Sendable {
  let application: Application
  let screen: Screen

  func run(_ input: GuideInput) async throws -> Commands.ExitCode {
    let (path, name) = try place(of: input)
    let script = try LessonFile(application: application).script(at: path, named: name)
    if let fault = script.diagnostics.first {
      screen.message([.message(StyledText(fault.rendered))])
      return .usage
    }
    let prompt = application.lessonPrompt()
    let progress = LessonProgress(in: application.environment.stateFolder)
    let console = TerminalConsole(
      screen: screen, prompt: prompt, environment: application.environment)
    let world = try application.world(
      of: script, at: path, console: console,
      remedy: "reveal  shows the line that the lesson's tape answers")
    defer { world.close() }
    if let notice = try ScriptTape(script: name, at: path).priceNotice() {
      screen.notice(StyledText(notice))
    }
    let guide = Guide(
      script, in: world, done: input.beginsAgain ? [] : progress.doneSteps(of: path)
    ) { progress.keep($0, of: path) }
    do {
      try await application.interrupts.cancelling { try await guide.begin() }
    } catch is CancellationError {
      await guide.leaveRestoring()
      return .interrupted
    }
    guard !(await guide.isOver) else { return .success }
    let lines = LessonLines(
      prompt: prompt, interrupts: application.interrupts, console: console,
      language: guide.language,
      session: { guide.session },
      promptText: {
        let text = try guide.session.promptText
        return await guide.isTrying ? "\("try", .caution) \(text)" : text
      })
    let code = try await lines.handOver { line in try await guide.accept(line) != .goesOn }
    guard await guide.isOver else {
      await guide.leave()
      return code
    }
    progress.finish(path)
    if let next = next(after: path, input) { console.tell(.guide(next, guide.language)) }
    return code
  }
}

extension GuideVerb {
  /// The absolute path of the lesson that was named, and what to call it: a file that is there, else
  /// one of the lessons by its number or name.
  private func place(of input: GuideInput) throws -> (path: String, name: String) {
    let word = input.lesson.text
    let path = application.environment.path(word)
    if LocalFile.exists(path), FileStatus(ofFileAt: path)?.kind == .file { return (path, word) }
    let isNamed = !word.contains("/") && !word.hasSuffix(".ft")
    guard isNamed else { return (path, word) }
    guard let lesson = try shelf(input).lesson(word) else {
      throw Failure(
        .noFile, "no lesson \(word)", at: input.lesson.span, consequence: "nothing ran",
        remedy: "ft tour  lists the lessons")
    }
    return (lesson.path, "\(lesson.number)" + option(input))
  }

  /// The lessons that come with ft, in the language that was asked for or the locale's.
  private func shelf(_ input: GuideInput) throws -> LessonShelf {
    var context = SessionContext(
      folder: application.environment.folder, now: ProcessEnvironment.now, tokenizer: { _ in nil })
    context.lessonFolders = application.environment.lessonFolders
    context.language = application.environment.language
    return try LessonShelf(
      language: input.language?.text, in: context, CommandTable.standard.catalog,
      at: input.language?.span)
  }

  private func option(_ input: GuideInput) -> String {
    input.language.map { " --lang \($0.text)" } ?? ""
  }

  /// Names the lesson behind one of those that come with ft.
  private func next(after path: String, _ input: GuideInput) -> GuideEvent? {
    guard let lessons = try? shelf(input).lessons,
      let here = lessons.first(where: { $0.path == path }),
      let next = lessons.first(where: { $0.number == here.number + 1 })
    else { return nil }
    return .next(command: "ft guide \(next.number)\(option(input))", title: next.title)
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
      let near = NearFile(to: name, from: application.environment.folder, usual: "ft")
      throw Failure(
        .noFile, "no file \(name)", consequence: "nothing ran",
        remedy: near.map { "did you mean \($0.path)?" }
          ?? "check the path; it starts from the folder that ft was started in")
    }
    return ScriptDocument(
      String(decoding: bytes, as: UTF8.self), file: name,
      parser: Parser(options: CommandTable.standard.catalog))
  }
}

extension Application {
  /// A lesson's workspace, whose sessions reach no provider outside this machine but on its tape;
  /// `remedy` is for who types a line that the tape does not answer.
  func world(
    of script: ScriptDocument, at path: String, console: any LessonListener,
    pace: Pace = .instant, remedy: String? = nil
  ) throws -> LessonWorld {
    let tape = try ScriptTape(script: script.file, at: path).read()
    let lesson = Lesson(folder: Folder.parent(of: path), language: LessonLanguage(of: script))
    return try LessonWorld(
      of: script, in: lesson.folder, table: .standard, console: LessonConsole(console)
    ) { [self] workspace, folder, attachments, console in
      let network = ScriptTape.network(
        of: tape, script: script.file, workspace: workspace, pace: pace, remedy: remedy)
      let (session, services) = try session(
        at: workspace, console: console, folder: folder, isScript: true, attachments: attachments,
        network: network, lesson: lesson)
      return LessonWorld.Opened(
        session: session, tapePosition: { network.tapePosition }, close: { services.close() })
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

  func show(fault text: String) { screen.message([.message(StyledText(text))]) }
}
