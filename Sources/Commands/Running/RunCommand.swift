import CommandLanguage
import JSON
import Presentation
import Quantities

extension Command {
  package static let run = script(
    "run", "run a script in a workspace of its own", .run,
    examples: [Sample("run lesson.ft", "every command, with what it says; yours stays as it is")])

  package static let test = script(
    "test", "run a script and compare what it says with its | lines", .test,
    examples: [Sample("test lesson.ft", "nothing but the first difference is shown")])

  private static func script(
    _ name: String, _ summary: String, _ purpose: ScriptRunner.Purpose, examples: [Sample]
  ) -> Command {
    Command(
      name, .session, summary, usage: ["\(name) FILE.ft"], examples: examples, operands: [.path]
    ) { invocation, session in
      try invocation.expectArguments(atMost: 1)
      let file = try invocation.argument(0, "a file:  \(name) lesson.ft")
      guard let runScript = session.surroundings.runScript else {
        throw Failure(
          .nestedScript, "a script cannot \(name) another", at: file.span,
          consequence: "nothing ran", remedy: "ft \(name) \(file.text), in the shell")
      }
      let report = try await runScript(session.path(file.text), file.text, purpose)
      let value: JSONValue = [
        "file": .string(file.text), "exit_code": .integer(Int(report.exitCode.rawValue)),
        "commands": .integer(report.commandCount),
        "expectations": .integer(report.expectationCount),
      ]
      guard report.exitCode == .success else {
        session.console.write([.preformatted(StyledText(report.message ?? ""))])
        throw Failure(.scriptStopped, "\(file.text) did not come to its end", at: file.span)
      }
      return Outcome(
        value,
        [
          .line(
            "\(file.text): \(NumberFormat.count(report.commandCount, "command")) and "
              + "\(NumberFormat.count(report.expectationCount, "expectation")) passed")
        ])
    }
  }
}
