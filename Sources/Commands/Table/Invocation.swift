package import CommandLanguage
import Datasets
import Spelling

/// One statement on its way into its verb, with typed access to what was written.
package struct Invocation: Sendable {
  package let statement: Statement
  package let verb: VerbDeclaration

  package init(_ statement: Statement, _ verb: VerbDeclaration) {
    self.statement = statement
    self.verb = verb
  }

  /// What stands behind the verb, apart from clauses and options.
  package var arguments: [Argument] { statement.arguments }

  /// Whether the flag was given.
  package func has(_ option: String) -> Bool { statement.option(option) != nil }

  /// The text of an option's value; nil when the option was not given.
  package func text(_ option: String) -> String? { statement.option(option)?.value?.text }

  /// The whole number of an option within `range`; nil when the option was not given.
  ///
  /// - Throws: ``Failure`` E020 when it is no such number.
  package func integer(_ option: String, in range: ClosedRange<Int>) throws(Failure) -> Int? {
    guard let given = statement.option(option) else { return nil }
    guard let number = given.value?.number?.integer, range.contains(number) else {
      throw Failure(
        .badOptionValue,
        "--\(option) takes a whole number from \(range.lowerBound) to \(range.upperBound)",
        at: given.value?.span ?? given.span, consequence: "nothing was done",
        remedy: "\(verb.name) ... --\(option) \(range.lowerBound)")
    }
    return number
  }

  /// The number of an option; nil when the option was not given.
  ///
  /// - Throws: ``Failure`` E020 when it is no number, or not above 0 where that is asked.
  package func number(_ option: String, mustBePositive: Bool = false) throws(Failure) -> Double? {
    guard let given = statement.option(option) else { return nil }
    guard let number = given.value?.number?.value, number > 0 || !mustBePositive else {
      throw Failure(
        .badOptionValue, "--\(option) takes a number\(mustBePositive ? " above 0" : "")",
        at: given.value?.span ?? given.span, consequence: "nothing was done",
        remedy: "\(verb.name) ... --\(option) 0.1")
    }
    return number
  }

  /// The argument of the clause `as`, `to` or `from`; nil when the clause is not there.
  package func clause(_ keyword: Clause.Keyword) -> Argument? {
    for clause in statement.clauses {
      switch clause {
      case .as(let argument) where keyword == .as: return argument
      case .to(let argument) where keyword == .to: return argument
      case .from(let argument) where keyword == .from: return argument
      default: continue
      }
    }
    return nil
  }

  /// The failure for something that the line should say and does not.
  package func missing(_ what: String) -> Failure {
    Failure(
      .missingArgument, "\(verb.name) needs \(what)", consequence: "nothing was done",
      remedy: verb.examples.first?.line ?? verb.usage.first)
  }

  /// The failure for an argument that the command has no use for.
  package func unexpected(_ argument: Argument) -> Failure {
    Failure(
      .unexpectedArgument, "\(verb.name) has no use for \"\(argument.text)\"", at: argument.span,
      consequence: "nothing was done",
      remedy: option(for: argument) ?? example(numbered: argument) ?? example(before: argument)
        ?? field(before: argument) ?? test(from: argument) ?? order(without: argument)
        ?? keyword(for: argument) ?? textInQuotes(with: argument) ?? verb.usage.first)
  }

  /// What to type where an option's name stands without its dashes, or a count alone.
  private func option(for argument: Argument) -> String? {
    if case .word(let word) = argument.value,
      let option = verb.options.first(where: { $0.name == word || "-\($0.name)" == word })
    {
      guard let value = option.placeholder else { return "did you mean --\(option.name)?" }
      let next = arguments.firstIndex(of: argument).flatMap { arguments[($0 + 1)...].first }
      return "did you mean --\(option.name) \(next.map { Literal.word($0.text) } ?? value)?"
    }
    guard case .number = argument.value, verb.options.count == 1, let only = verb.options.first,
      only.placeholder == "N"
    else { return nil }
    return "did you mean --\(only.name) \(argument.text)?"
  }

  /// The line without a word that only English needs, such as the `with` between two texts; behind
  /// `in` stands what goes first.
  private func order(without argument: Argument) -> String? {
    guard verb.usage.contains(where: { $0.contains("TEXT") }),
      let place = arguments.firstIndex(of: argument),
      let index = arguments[...place].lastIndex(where: { argument in
        ["in", "of", "with", "by", "on", "and", "from"].contains(argument.text)
      }), index > 0, index + 1 < arguments.count
    else { return nil }
    var words = arguments
    let word = words.remove(at: index).text
    if word == "in" || word == "of" {
      guard index + 1 == words.count else { return nil }
      words.insert(words.removeLast(), at: 0)
    }
    return ([verb.name] + words.map(typed)).joined(separator: " ")
  }

  private func typed(_ argument: Argument) -> String {
    if case .text(let text) = argument.value { return Literal.quoted(text) }
    return argument.text
  }

  /// A word of the verb's usage that is nearly what was typed.
  private func keyword(for argument: Argument) -> String? {
    guard case .word(let word) = argument.value else { return nil }
    let words = verb.usage.flatMap { $0.split(separator: " ").dropFirst() }.map(String.init)
      .filter { $0.allSatisfy { $0.isLowercase } && $0.count > 2 }
    let near = words.first { $0.hasPrefix(word) } ?? nearest(to: word, in: words)
    return near.map { "did you mean \($0)?" }
  }

  /// What to type where a number stands behind a dataset without the sign.
  private func example(numbered argument: Argument) -> String? {
    guard let index = arguments.firstIndex(of: argument), index > 0, case .number = argument.value,
      case .word(let name) = arguments[index - 1].value,
      verb.usage.contains(where: { $0.contains("NAME#") })
    else { return nil }
    return "did you mean \(name)#\(argument.text)?"
  }

  /// What to type where a number stands behind a dataset without the sign, and a text behind it.
  private func example(before argument: Argument) -> String? {
    guard let index = arguments.firstIndex(of: argument), index == 2,
      case .word(let name) = arguments[0].value, case .number = arguments[1].value,
      verb.usage.contains(where: { $0.contains("NAME#") })
    else { return nil }
    let text = arguments[index...].map(\.text).joined(separator: " ")
    return "did you mean \(verb.name) \(name)#\(arguments[1].text) \(Literal.shortest(text))?"
  }

  /// What to type where a gap stands in place of the point before a field.
  private func field(before argument: Argument) -> String? {
    guard let index = arguments.firstIndex(of: argument), index > 1,
      case .reference(.examples(_, _, _, let field)) = arguments[index - 2].value, field.isEmpty,
      case .word(let word) = arguments[index - 1].value,
      ["system", "user", "assistant"].contains(word)
    else { return nil }
    let text = arguments[index...].map(\.text).joined(separator: " ")
    return "did you mean \(verb.name) \(arguments[index - 2].text).\(word) \(Literal.quoted(text))?"
  }

  /// What to type where `where` is missing in front of a test.
  private func test(from argument: Argument) -> String? {
    guard verb.clauses.contains(.where), case .word(let word) = argument.value,
      ["tagged", "duplicate"].contains(word) || Rule.named(word) != nil,
      let index = arguments.firstIndex(of: argument)
    else { return nil }
    let words = arguments[..<index].map(typed) + ["where"] + arguments[index...].map(typed)
    return "did you mean \(([verb.name] + words).joined(separator: " "))?"
  }

  /// What to type where the words of a text stand without quotes; nil where no text is taken, or
  /// none can end in front of `argument`.
  private func textInQuotes(with argument: Argument) -> String? {
    // Of two texts nobody can tell where the first ends.
    let takesText = verb.usage.contains { usage in
      ["TEXT", "VALUE", "ASSISTANT"].contains { usage.hasSuffix($0) }
        // Of two texts nobody can tell where the first ends.
        && usage.split(separator: " ").filter { $0 == "TEXT" }.count < 2
    }
    guard takesText, let index = arguments.firstIndex(of: argument), index > 0 else { return nil }
    switch arguments[index - 1].value {
    case .word, .number: break
    case .text, .reference, .template: return nil
    }
    if verb.operands.first == .job, index == 2, isOfText(arguments[0]) {
      return "\(verb.name) @demo \(Literal.quoted(arguments.map(\.text).joined(separator: " ")))"
    }
    let words = arguments[(index - 1)...].map(\.text).joined(separator: " ")
    return "a text of several words stands in quotes:  \(Literal.quoted(words))"
  }

  /// Whether an argument reads like the first word of a text, and like no model's name.
  private func isOfText(_ argument: Argument) -> Bool {
    guard case .word(let word) = argument.value else { return false }
    return !word.contains { "-:/_".contains($0) || $0.isNumber }
  }
}
