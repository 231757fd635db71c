package import CommandLanguage

/// Takes a line apart for its verb: arguments in order, options by name, clauses by keyword.
///
/// What nothing asked for is refused at the end, so that a verb never passes over a word silently.
package struct ArgumentReader: Sendable {
  private let invocation: Invocation
  private var asked: Set<String> = ["json", "help"]
  private var position = 0

  package init(_ invocation: Invocation) { self.invocation = invocation }

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
    SelectionRequest(argument: argument, clauses: invocation.statement.clauses)
  }

  /// The failure for something that the line should say and does not.
  package func missing(_ what: String) -> Failure { invocation.missing(what) }

  /// Refuses what was not taken.
  ///
  /// - Throws: ``Failure`` E022 for the first argument or option that this line has no use for.
  package func finish() throws(Failure) {
    if remainingCount > 0 { throw invocation.unexpected(invocation.arguments[position]) }
    for option in invocation.statement.options where !asked.contains(option.name) {
      throw Failure(
        .unexpectedArgument, "this line has no use for --\(option.name)", at: option.span,
        consequence: "nothing was done", remedy: invocation.command.usage.first)
    }
  }
}
