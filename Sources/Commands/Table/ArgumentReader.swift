package import CommandLanguage

/// Takes a line apart for its verb: arguments in order, options by name, clauses by keyword.
///
/// What nothing asked for is refused at the end, so that a verb never passes over a word silently.
package struct ArgumentReader: Sendable {
  private let invocation: Invocation
  private var asked: Set<String> = ["json", "help", "api"]
  /// Options that may be given several times.
  private var repeatable: Set<String> = []
  private var position = 0

  package init(_ invocation: Invocation) { self.invocation = invocation }

  /// The name of the verb, for messages.
  package var verbName: String { invocation.verb.name }

  /// Arguments that were not taken yet.
  package var remainingCount: Int { invocation.arguments.count - position }

  /// Takes the next argument.
  ///
  /// - Throws: ``Failure`` E021 that says `what` is missing.
  package mutating func argument(_ what: String) throws(Failure) -> Argument {
    guard let argument = optionalArgument() else { throw invocation.missing(what) }
    return argument
  }

  /// Takes the next argument; nil when there is none.
  package mutating func optionalArgument() -> Argument? {
    guard remainingCount > 0 else { return nil }
    defer { position += 1 }
    return invocation.arguments[position]
  }

  /// Whether the flag was given.
  package mutating func flag(_ option: String) -> Bool {
    asked.insert(option)
    return invocation.has(option)
  }

  /// The option as it stands on the line, for a message that points at it; nil when not given.
  package mutating func option(_ option: String) -> OptionArgument? {
    asked.insert(option)
    return invocation.statement.option(option)
  }

  /// The value of an option, with its place; nil when the option was not given.
  package mutating func value(_ option: String) -> Argument? { self.option(option)?.value }

  /// The values of an option that may be given several times, in the order of the line.
  package mutating func values(_ option: String) -> [Argument] {
    asked.insert(option)
    repeatable.insert(option)
    return invocation.statement.options.filter { $0.name == option }.compactMap(\.value)
  }

  /// The text of an option's value; nil when the option was not given.
  package mutating func text(_ option: String) -> String? { value(option)?.text }

  /// The number of an option; nil when the option was not given.
  ///
  /// - Throws: ``Failure`` E020 when it is no number, or not above 0 where that is asked.
  package mutating func number(
    _ option: String, mustBePositive: Bool = false
  ) throws(Failure) -> Double? {
    asked.insert(option)
    return try invocation.number(option, mustBePositive: mustBePositive)
  }

  /// The argument of the clause `as`, `to` or `from`; nil when the clause is not there.
  package func clause(_ keyword: Clause.Keyword) -> Argument? { invocation.clause(keyword) }

  /// How many entries `head N` asks for; `usual` without it.
  package func limit(_ usual: Int) -> Int {
    for case .head(let argument) in invocation.statement.clauses {
      return argument.number?.integer ?? usual
    }
    return usual
  }

  /// Whether clauses stand on the line.
  package var hasClauses: Bool { !invocation.statement.clauses.isEmpty }

  /// Whether only the value is asked for, by `--json`, so that nothing need be made to be shown.
  package var wantsValue: Bool { invocation.has("json") }

  /// The line as it was read, for a verb with a grammar of its own.
  package var statement: Statement { invocation.statement }

  /// The whole number of an option within `range`; nil when the option was not given.
  ///
  /// - Throws: ``Failure`` E020 when it is no such number.
  package mutating func integer(
    _ option: String, in range: ClosedRange<Int>
  ) throws(Failure) -> Int? {
    asked.insert(option)
    return try invocation.integer(option, in: range)
  }

  /// What the argument and the clauses of the line choose; the current dataset without an argument.
  package func selection(_ argument: Argument?) -> SelectionRequest {
    SelectionRequest(
      argument: argument, clauses: invocation.statement.clauses,
      fieldlessVerb: invocation.verb.traits.takesField ? nil : verbName,
      mayBeLocked: invocation.verb.traits.mayReadLocked)
  }

  /// The failure for something that the line should say and does not.
  package func missing(_ what: String) -> Failure { invocation.missing(what) }

  /// The failure for an argument that the line has no use for.
  package func unexpected(_ argument: Argument) -> Failure { invocation.unexpected(argument) }

  /// Takes all arguments that were not taken yet.
  package mutating func remainingArguments() -> [Argument] {
    defer { position = invocation.arguments.count }
    return Array(invocation.arguments[position...])
  }

  /// Refuses what was not taken.
  ///
  /// - Throws: ``Failure`` E022 for the first argument or option that this line has no use for.
  package func finish() throws(Failure) {
    if remainingCount > 0 { throw invocation.unexpected(invocation.arguments[position]) }
    for option in invocation.statement.options where !asked.contains(option.name) {
      throw Failure(
        .unexpectedArgument, "this line has no use for --\(option.name)", at: option.span,
        consequence: "nothing was done", remedy: invocation.verb.usage.first)
    }
    try refuseRepeated()
  }

  /// Of two limits, say, nobody can tell which was meant.
  private func refuseRepeated() throws(Failure) {
    var given: Set<String> = []
    for option in invocation.statement.options
    where option.value != nil && !repeatable.contains(option.name) {
      guard !given.insert(option.name).inserted else { continue }
      throw Failure(
        .unexpectedArgument, "--\(option.name) is given twice", at: option.span,
        consequence: "nothing was done", remedy: "give it once")
    }
  }
}
