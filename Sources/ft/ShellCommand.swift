import CommandLanguage
import Commands
import Presentation
import Reports
import Terminal

/// A verb that the program answers by itself, without the session of a workspace.
struct ShellCommand: Sendable {
  let declaration: VerbDeclaration
  private let body: @Sendable (Statement, Application, Screen) async throws -> Commands.ExitCode

  var name: String { declaration.name }

  static let all: [ShellCommand] = [
    ShellCommand(ShellVerb.serve) { try await Serving(application: $1, screen: $2).run($0) },
    ShellCommand(Verb.run.declaration, Verb.run.read, perform: script),
    ShellCommand(Verb.test.declaration, Verb.test.read, perform: script),
    ShellCommand(ShellVerb.guide) { try await GuideVerb(application: $1, screen: $2).run($0) },
    ShellCommand(ShellVerb.step) { try await StepVerb(application: $1, screen: $2).run($0) },
    ShellCommand(ShellVerb.render) { try await RenderVerb(application: $1, screen: $2).run($0) },
    ShellCommand(ShellVerb.record) { try await ScriptVerb(application: $1, screen: $2).run($0) },
    ShellCommand(ShellVerb.update) { try await ScriptVerb(application: $1, screen: $2).run($0) },
    ShellCommand(ShellVerb.completions) {
      try ShellCompletions(application: $1).answer($0, on: $2)
    },
    ShellCommand(ShellVerb.vocabulary) { input, application, _ in
      try buildVocabulary(input, application.environment)
    },
  ]

  private init<Input>(
    _ verb: ShellVerb<Input>,
    perform: @escaping @Sendable (Input, Application, Screen) async throws -> Commands.ExitCode
  ) {
    self.init(verb.declaration, verb.read) { input, _, application, screen in
      try await perform(input, application, screen)
    }
  }

  private init<Input: Sendable>(
    _ declaration: VerbDeclaration,
    _ read: @escaping @Sendable (inout ArgumentReader) throws(Failure) -> Input,
    perform:
      @escaping @Sendable (
        Input, Statement, Application, Screen
      ) async throws -> Commands.ExitCode
  ) {
    self.declaration = declaration
    body = { statement, application, screen in
      let input = try declaration.input(of: statement, by: read)
      return try await perform(input, statement, application, screen)
    }
  }

  /// Runs a line of the shell, or explains its verb.
  func run(
    _ statement: Statement, in application: Application, on screen: Screen
  ) async throws -> Commands.ExitCode {
    guard !statement.asksForHelp else {
      screen.write(declaration.page)
      return .success
    }
    try declaration.refuseUnknown(in: statement)
    return try await body(statement, application, screen)
  }

  private static func script(
    _ input: ScriptInput, _ statement: Statement, _ application: Application, _ screen: Screen
  ) async throws -> Commands.ExitCode {
    try await ScriptVerb(application: application, screen: screen)
      .run(input, asJSON: statement.option("json") != nil)
  }
}
