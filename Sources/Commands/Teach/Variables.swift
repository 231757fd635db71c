import CommandLanguage
import JSON
import Presentation

extension Command {
  package static let param = Command(
    "param", .teach, "name a value that whoever runs the script may change",
    usage: ["param NAME = VALUE"],
    examples: [Sample("param epochs = 10", "used as $epochs; ft run x.ft --param epochs=3")]
  ) { invocation, session in
    let (name, value) = try assignment(invocation)
    // A value from the command line wins over the script's own.
    if session.variables[name] == nil { session.setVariable(name, to: value) }
    return Outcome([:])
  }

  package static let `let` = Command(
    "let", .teach, "name a value", usage: ["let NAME = VALUE"],
    examples: [Sample("let question = \"What is H2O?\"", "used as $question, always one argument")]
  ) { invocation, session in
    let (name, value) = try assignment(invocation)
    session.setVariable(name, to: value)
    return Outcome([:])
  }

  package static let hint = Command(
    "hint", .teach, "a help for the next command of a lesson; shown by a guide only",
    usage: ["hint TEXT"],
    examples: [Sample("hint \"load reads a file\"", "shown when a learner asks")]
  ) { _, _ in Outcome([:]) }

  package static let auto = Command(
    "auto", .teach, "the next command of a lesson runs unasked in a guide", usage: ["auto"],
    examples: [Sample("auto", "before a command that only prepares")]
  ) { _, _ in Outcome([:]) }

  private static func assignment(_ invocation: Invocation) throws -> (String, String) {
    let arguments = invocation.arguments
    guard arguments.count == 3, arguments[1].text == "=", isName(arguments[0].text) else {
      throw invocation.missing("a name and a value:  \(invocation.command.name) NAME = VALUE")
    }
    return (arguments[0].text, arguments[2].text)
  }
}
