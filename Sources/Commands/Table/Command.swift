package import CommandLanguage

/// A verb: its name, its help, its completion and what it does, in one value.
package struct Command: Sendable {
  /// What a verb is about; help lists verbs by it.
  package enum Group: String, Sendable, CaseIterable {
    case data
    case money
    case jobs
    case talk
    case models
    case session
    case teach
    case tool
  }

  /// An option with its meaning.
  package struct Option: Sendable, Hashable {
    package var name: String
    /// What stands for the value in help, such as `N`; nil for a flag.
    package var placeholder: String?
    package var summary: String

    package init(_ name: String, _ placeholder: String? = nil, _ summary: String) {
      self.name = name
      self.placeholder = placeholder
      self.summary = summary
    }
  }

  /// A line to type, and what it does.
  package struct Sample: Sendable, Hashable {
    package var line: String
    package var effect: String

    package init(_ line: String, _ effect: String) {
      self.line = line
      self.effect = effect
    }
  }

  /// What may stand behind the verb, for completion.
  package enum Operand: Sendable, Hashable {
    case none
    case dataset
    case examples
    case job
    case model
    case path
    /// A file, or examples of a dataset.
    case pathOrExamples
    /// One of these words.
    case words([String])
    case verb

    /// Whether clauses choose among what stands there.
    var choosesExamples: Bool { self == .examples || self == .pathOrExamples }
  }

  package typealias Body = @Sendable (Invocation, Session) async throws -> Outcome

  package var name: String
  package var aliases: [String]
  package var group: Group
  /// One line, imperative, no full stop.
  package var summary: String
  /// The shapes of the line, without options.
  package var usage: [String]
  package var options: [Option]
  package var examples: [Sample]
  package var operands: [Operand]
  /// Whether it only reads, and so takes `--json` and never adds an operation.
  package var isReading: Bool
  /// The clauses that the verb takes; any other is refused.
  package var clauses: Set<Clause.Keyword>
  package var body: Body

  package init(
    _ name: String, aliases: [String] = [], _ group: Group, _ summary: String, usage: [String],
    options: [Option] = [], examples: [Sample] = [], operands: [Operand] = [.none],
    isReading: Bool = false, clauses: Set<Clause.Keyword>? = nil, body: @escaping Body
  ) {
    self.name = name
    self.aliases = aliases
    self.group = group
    self.summary = summary
    self.usage = usage
    self.options = options
    self.examples = examples
    self.operands = operands
    self.isReading = isReading
    self.clauses = clauses ?? Self.clauses(operands, usage)
    self.body = body
  }

  /// The command that runs a verb; `outcome` says how its result is shown.
  ///
  /// - Throws: from the body, what `read` refuses before anything is done.
  package init<Input, Result>(
    _ verb: Verb<Input, Result>, outcome: @escaping @Sendable (Result) -> Outcome
  ) {
    let facts = verb.declaration
    self.init(
      facts.name, aliases: facts.aliases, facts.group, facts.summary, usage: facts.usage,
      options: facts.options, examples: facts.examples, operands: facts.operands,
      isReading: facts.traits.isReading, clauses: facts.clauses
    ) { invocation, session in
      var reader = ArgumentReader(invocation)
      let input = try verb.read(&reader)
      try reader.finish()
      var done = outcome(try await verb.perform(input, session))
      if facts.traits.endsSession { done.request = .quit }
      return done
    }
  }

  /// What the table says of the verb.
  package var declaration: VerbDeclaration {
    VerbDeclaration(
      name, aliases: aliases, group, summary, usage: usage, options: options, examples: examples,
      operands: operands, traits: VerbTraits(isReading: isReading), clauses: clauses)
  }

  /// The clauses that choose among examples.
  package static let selecting: Set<Clause.Keyword> = [.where, .sort, .head, .sample]

  /// Verbs about examples take the choosing clauses; others take what their usage has.
  private static func clauses(_ operands: [Operand], _ usage: [String]) -> Set<Clause.Keyword> {
    let words = usage.flatMap { $0.split { !$0.isLetter } }.map(String.init)
    let used = Set(words.compactMap(Clause.Keyword.init))
    return operands.contains(where: \.choosesExamples) ? used.union(selecting) : used
  }

  /// The options that every verb has, behind its own.
  package var allOptions: [Option] { declaration.allOptions }
}
