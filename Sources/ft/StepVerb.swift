import CommandLanguage
import Commands
import Glibc
import Presentation
import Reports
import Scripts
import Sessions
import Terminal

/// `ft step`: a presenter and the keys that show a lesson.
struct StepVerb: Sendable {
  let application: Application
  let screen: Screen

  func run(_ input: PresenterInput) async throws -> Commands.ExitCode {
    let path = application.environment.path(input.lesson.text)
    let script = try LessonFile(application: application).script(
      at: path, named: input.lesson.text)
    if let fault = script.diagnostics.first {
      screen.message([.message(StyledText(fault.rendered))])
      return .usage
    }
    let prompt = application.lessonPrompt()
    let console = TerminalConsole(
      screen: screen, prompt: prompt, environment: application.environment)
    // A tape is waited for where that was asked for; typing is for whoever watches.
    let pace = input.pace ?? (prompt != nil && screen.animates ? .fast : .instant)
    let world = try application.world(
      of: script, at: path, console: console, pace: input.pace ?? .instant,
      remedy: "go  returns to the lesson's own lines, which its tape answers")
    defer { world.close() }
    let presenter = Presenter(script, in: world, typist: Typist(pace))
    await presenter.begin()
    let lines = LessonLines(
      prompt: prompt, interrupts: application.interrupts, console: console,
      session: { world.session },
      promptText: {
        await presenter.isAtOwnPrompt ? try presenter.session.promptText : StyledText("")
      })
    return try await lines.handOver { line in try await presenter.accept(line) == .left }
  }
}
