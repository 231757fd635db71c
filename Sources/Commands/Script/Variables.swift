package import CommandLanguage
package import JSON
import Scripts

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
        traits: VerbTraits(makesCell: false, companion: .all)),
      read: { reader throws(Failure) in try reader.assignment() },
      perform: { input, session in
        // A value from the command line wins over the script's own.
        if session.variables[input.name] == nil {
          session.variables[input.name] = input.value
        }
        return NotedResult()
      })
  }
}

/// A name, and what it is to stand for.
package enum LetInput: Sendable {
  case value(AssignmentInput)
  case selection(SavedSelection)
  case removal(Argument)
}

/// What has become of a name.
package enum LetResult: VerbResult {
  case value
  case selection(SavedSelection)
  case removed(String)

  package var json: JSONValue {
    switch self {
    case .value: [:]
    case .selection(let selection): selection.json
    case .removed(let name): ["removed": .string(name)]
    }
  }
}

extension SavedSelection {
  var json: JSONValue { ["name": .string(name), "where": .string(condition.text)] }
}

extension Verb where Input == LetInput, Result == LetResult {
  /// `let`: a value or a selection under a name.
  package static var `let`: Self {
    Self(
      VerbDeclaration(
        "let", .teach, "name a value, or save a selection that every verb takes behind where",
        usage: ["let NAME = VALUE", "let NAME = where TEST", "let NAME --remove"],
        options: [.init("remove", nil, "forget the value or the selection")],
        examples: [
          .init("let question = \"What is H2O?\"", "used as $question, always one argument"),
          .init(
            "let slow = where tokens > 300 and not tagged kept",
            "show marv where $slow; the workspace keeps it"),
          .init("let slow --remove", "no longer kept"),
        ], traits: VerbTraits(makesCell: false, companion: .all), clauses: [.where]),
      read: { reader throws(Failure) in
        if reader.flag("remove") {
          return .removal(try reader.argument("a name:  let slow --remove"))
        }
        guard let condition = reader.statement.condition else {
          return .value(try reader.assignment())
        }
        let words = reader.remainingArguments()
        guard words.count == 2, words[1].text == "=", isName(words[0].text) else {
          throw reader.missing("a name and a test:  let NAME = where TEST")
        }
        guard isVariableName(words[0].text) else {
          throw Failure(
            .badName, "$\(words[0].text) cannot be a selection", at: words[0].span,
            consequence: "nothing was saved", remedy: "letters, digits and _")
        }
        return .selection(SavedSelection(name: words[0].text, condition: condition))
      },
      perform: { input, session in
        switch input {
        case .value(let assignment):
          session.variables[assignment.name] = assignment.value
          return .value
        case .selection(let selection):
          try session.selections.saved.keep(selection)
          return .selection(selection)
        case .removal(let argument): return .removed(try forget(argument, in: session))
        }
      })
  }
}

private func forget(_ argument: Argument, in session: Session) throws -> String {
  let name = argument.text
  let wasValue = session.variables.removeValue(forKey: name) != nil
  let wasSelection = try session.selections.saved.remove(name)
  guard wasValue || wasSelection else {
    throw Failure(
      .variableNotSet, "nothing is called $\(name)", at: argument.span,
      consequence: "nothing was removed", remedy: "list selections")
  }
  return name
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
  /// `auto`: the next command of a lesson needs no learner.
  package static var auto: Self {
    Self(
      VerbDeclaration(
        "auto", .teach, "the next command of a lesson runs unasked in a guide", usage: ["auto"],
        examples: [.init("auto", "before a command that only prepares")],
        traits: VerbTraits(makesCell: false, companion: .next)),
      read: { _ in GuidanceInput() }, perform: { _, _ in NotedResult() })
  }
}
