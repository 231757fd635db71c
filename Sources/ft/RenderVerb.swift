import CommandLanguage
import Commands
import Files
import Presentation
import Reports
import Scripts
import Sessions
import Terminal

/// `ft render`: a lesson that was run once, as a file to read or to watch.
struct RenderVerb: Sendable {
  let application: Application
  let screen: Screen

  func run(_ input: RenderInput) async throws -> Commands.ExitCode {
    let name = target(of: input)
    let path = application.environment.path(name)
    if !input.replaces, LocalFile.exists(path) {
      throw Failure(
        .fileExists, "\(name) is there already", at: input.target?.span,
        consequence: "nothing was written",
        remedy: "choose another name with --to, or put --force behind the line")
    }
    let run = ScriptRun(
      file: input.script.text, path: application.environment.path(input.script.text),
      purpose: .run, parameters: input.parameters)
    let verb = ScriptVerb(application: application, screen: screen)
    let script = try verb.document(of: run)
    let lines = ShownLines()
    let outcome = try await verb.outcome(of: script, run, isFresh: true, keeping: lines)
    guard outcome.exitCode == .success else {
      if let message = outcome.message { screen.message([.message(StyledText(message))]) }
      screen.notice("nothing was written, as the script did not come to its end")
      return outcome.exitCode
    }
    let text = text(of: ShownScript(script, lines.all), input)
    try LocalFile.write(Array(text.utf8), to: path)
    screen.write("wrote \(name)\n")
    return .success
  }

  private func text(of shown: ShownScript, _ input: RenderInput) -> String {
    switch input.form {
    case .html: LessonPage(shown, program: "ft \(ProgramFacts.version)").text
    case .md: LessonMarkdown(shown).text
    case .cast: LessonCast(shown).text(input.isNewerCast ? .v3 : .v2)
    }
  }

  /// The file's name as it was typed, or made from the script's.
  private func target(of input: RenderInput) -> String {
    if let target = input.target { return target.text }
    let file = input.script.text.split(separator: "/").last.map(String.init) ?? "lesson.ft"
    return (file.hasSuffix(".ft") ? String(file.dropLast(3)) : file) + ".\(input.form.rawValue)"
  }
}
