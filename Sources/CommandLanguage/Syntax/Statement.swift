/// One command as it was read: a verb (nil for a bare reference) and what follows.
///
/// Statements are equal when they say the same; positions and quoting are not compared.
package struct Statement: Sendable {
  /// What follows a verb.
  package enum Part: Sendable, Hashable {
    case argument(Argument)
    case clause(Clause, Span)
    case option(OptionArgument)
  }

  /// A verb and where it stands.
  package struct Verb: Sendable, Hashable {
    package let name: String
    package let span: Span

    package init(_ name: String, span: Span) {
      self.name = name
      self.span = span
    }

    package var range: Range<Int> { span.range }
  }

  /// Whether the command is marked `!`: it is right when it fails.
  package let expectsFailure: Bool
  package let verb: Verb?
  /// Arguments, clauses and options in the order they were written.
  package let parts: [Part]
  /// The text behind ` # `.
  package let note: String?
  package let source: SourceText
  package let span: Span

  package init(
    expectsFailure: Bool = false, verb: Verb?, parts: [Part], note: String? = nil,
    source: SourceText, span: Span
  ) {
    self.expectsFailure = expectsFailure
    self.verb = verb
    self.parts = parts
    self.note = note
    self.source = source
    self.span = span
  }

  /// The UTF-8 offsets of the whole statement in the source text.
  package var range: Range<Int> { span.range }

  /// The arguments that are neither in a clause nor an option's value.
  package var arguments: [Argument] {
    parts.compactMap { if case .argument(let argument) = $0 { argument } else { nil } }
  }

  package var clauses: [Clause] {
    parts.compactMap { if case .clause(let clause, _) = $0 { clause } else { nil } }
  }

  package var options: [OptionArgument] {
    parts.compactMap { if case .option(let option) = $0 { option } else { nil } }
  }

  /// Returns the option of a name, when it was given.
  package func option(_ name: String) -> OptionArgument? { options.first { $0.name == name } }

  /// What `where` asks, when it was given.
  package var condition: Condition? {
    for case .where(let condition) in clauses { return condition }
    return nil
  }

  /// Whether `--help` or `-h` stands anywhere in the line.
  package var asksForHelp: Bool {
    option("help") != nil || arguments.contains { $0.word == "-h" }
  }
}

extension Statement: Hashable {
  package static func == (left: Statement, right: Statement) -> Bool {
    left.expectsFailure == right.expectsFailure && left.verb == right.verb
      && left.parts == right.parts && left.note == right.note
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(expectsFailure)
    hasher.combine(verb)
    hasher.combine(parts)
    hasher.combine(note)
  }
}

extension Statement {
  /// The line without the mark of one that fails.
  package var unmarkedText: String { String(text.drop { $0 == "!" || $0 == " " }) }
}
