import ArgumentParser
import Commands
import Presentation
import Terminal

/// The process's own options; everything from the first word on is a line of the language.
///
/// The executable connects the modules: it reads arguments and the environment here, decides in
/// ``Application`` what runs, gives a session its providers in ``Services``, and ends with an exit code.
@main
struct Program: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ft",
    abstract: ProgramFacts.summary,
    usage: ProgramFacts.synopsis.map(\.line).joined(separator: "\n"),
    version: "ft \(ProgramFacts.version)")

  /// What `ft --help` shows.
  static var help: String { helpMessage() }

  @Option(name: [.short, .long], help: ArgumentHelp(ProgramFacts.workspaceOption.summary))
  var workspace: String?

  @Option(help: ArgumentHelp(ProgramFacts.colorOption.summary))
  var color: ColorOption = .automatic

  @Argument(parsing: .captureForPassthrough, help: "A line of the language.")
  var words: [String] = []

  /// Wrong use of the process's own options ends as wrong use of a verb does.
  static func main() async {
    do {
      let program = try parse()
      try await program.run()
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      Screen(environment: ProcessEnvironment.current.variables)
        .message([.preformatted(StyledText(fullMessage(for: error)))])
      exit(withError: ArgumentParser.ExitCode(Commands.ExitCode.usage.rawValue))
    }
  }

  func run() async throws {
    let environment = ProcessEnvironment.current
    let interrupts = Interrupts()
    let application = Application(
      workspace: workspace, color: color, environment: environment, interrupts: interrupts)
    let code = await application.run(words)
    throw ArgumentParser.ExitCode(code.rawValue)
  }
}

extension ColorOption: ExpressibleByArgument {
  /// The words of `--color`.
  package init?(argument: String) {
    switch argument {
    case "auto": self = .automatic
    case "always": self = .always
    case "never": self = .never
    default: return nil
    }
  }
}
