import CommandLanguage
package import JSON

/// A name and the value that it gets.
package struct AssignmentInput: Sendable {
  var name: String
  var value: String
}

/// Nothing came of a line but that it was taken note of.
package struct NotedResult: VerbResult {
  package var json: JSONValue { [:] }
}

extension Verb where Input == AssignmentInput, Result == NotedResult {
  /// `param`: a value that whoever runs the script may change.
  package static var param: Self {
    Self(
      VerbDeclaration(
        "param", .teach, "name a value that whoever runs the script may change",
        usage: ["param NAME = VALUE"],
        examples: [.init("param epochs = 10", "used as $epochs; ft run x.ft --param epochs=3")],
        traits: VerbTraits(makesCell: false)),
      read: { reader throws(Failure) in try reader.assignment() },
      perform: { input, session in
        // A value from the command line wins over the script's own.
        if session.variables[input.name] == nil {
          session.variables[input.name] = input.value
        }
        return NotedResult()
      })
  }

  /// `let`: a value under a name.
  package static var `let`: Self {
    Self(
      VerbDeclaration(
        "let", .teach, "name a value", usage: ["let NAME = VALUE"],
        examples: [
          .init("let question = \"What is H2O?\"", "used as $question, always one argument")
        ], traits: VerbTraits(makesCell: false)),
      read: { reader throws(Failure) in try reader.assignment() },
      perform: { input, session in
        session.variables[input.name] = input.value
        return NotedResult()
      })
  }
}

extension ArgumentReader {
  fileprivate mutating func assignment() throws(Failure) -> AssignmentInput {
    let words = remainingArguments()
    guard words.count == 3, words[1].text == "=", isName(words[0].text) else {
      throw missing("a name and a value:  \(verbName) NAME = VALUE")
    }
    return AssignmentInput(name: words[0].text, value: words[2].text)
  }
}

/// What only whoever guides a learner through a script reads.
package struct GuidanceInput: Sendable {}

extension Verb where Input == GuidanceInput, Result == NotedResult {
  /// `hint`: a help for the next command of a lesson.
  package static var hint: Self {
    Self(
      VerbDeclaration(
        "hint", .teach, "a help for the next command of a lesson; shown by a guide only",
        usage: ["hint TEXT"],
        examples: [.init("hint \"load reads a file\"", "shown when a learner asks")],
        traits: VerbTraits(makesCell: false, readsClauses: false)),
      read: { reader in
        _ = reader.remainingArguments()
        return GuidanceInput()
      },
      perform: { _, _ in NotedResult() })
  }

  /// `auto`: the next command of a lesson needs no learner.
  package static var auto: Self {
    Self(
      VerbDeclaration(
        "auto", .teach, "the next command of a lesson runs unasked in a guide", usage: ["auto"],
        examples: [.init("auto", "before a command that only prepares")],
        traits: VerbTraits(makesCell: false)),
      read: { _ in GuidanceInput() }, perform: { _, _ in NotedResult() })
  }
}
