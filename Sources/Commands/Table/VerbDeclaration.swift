package import CommandLanguage

/// The facts about a verb that stand in the table: what it is called and how its line is written.
package struct VerbDeclaration: Sendable {
  /// What a verb is about; help lists verbs by it.
  package enum Group: String, Sendable, CaseIterable {
    case data
    case curate
    case money
    case jobs
    case talk
    case models
    case session
    case teach
    case tool
    case shell
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

  /// A name that a line of the verb may speak of, what it is, and what belongs to it.
  package struct Topic: Sendable, Hashable {
    package var name: String
    package var summary: String
    package var parts: [Sample]

    package init(_ name: String, _ summary: String, _ parts: [Sample]) {
      self.name = name
      self.summary = summary
      self.parts = parts
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
    /// A word of the glossary.
    case term
    case verb

    /// Whether a path may stand there.
    var mayBePath: Bool { self == .path || self == .pathOrExamples }

    /// Whether clauses choose among what stands there.
    package var choosesExamples: Bool { self == .examples || self == .pathOrExamples }
  }

  package var name: String
  package var aliases: [String]
  package var group: Group
  /// One line, imperative, no full stop.
  package var summary: String
  /// The shapes of the line, without options.
  package var usage: [String]
  package var options: [Option]
  package var examples: [Sample]
  /// What else its line may speak of, such as the tables of a query, for its page of help.
  package var topics: [Topic] = []
  package var operands: [Operand]
  package var traits: VerbTraits
  /// The clauses that the verb takes; any other is refused.
  package var clauses: Set<Clause.Keyword>

  package init(
    _ name: String, aliases: [String] = [], _ group: Group, _ summary: String,
    usage: [String], options: [Option] = [], examples: [Sample] = [],
    operands: [Operand] = [.none], traits: VerbTraits = VerbTraits(),
    clauses: Set<Clause.Keyword>? = nil
  ) {
    self.name = name
    self.aliases = aliases
    self.group = group
    self.summary = summary
    self.usage = usage
    self.options = options
    self.examples = examples
    self.operands = operands
    self.traits = traits
    self.clauses = clauses ?? Self.clauses(operands, usage)
  }

  /// The clauses that choose among examples.
  package static let selecting: Set<Clause.Keyword> = [.where, .sort, .head, .sample]

  /// Verbs about examples take the choosing clauses; others take what their usage has.
  private static func clauses(_ operands: [Operand], _ usage: [String]) -> Set<Clause.Keyword> {
    let words = usage.flatMap { $0.split { !$0.isLetter } }.map(String.init)
    let used = Set(words.compactMap(Clause.Keyword.init))
    return operands.contains(where: \.choosesExamples) ? used.union(selecting) : used
  }

  /// Whether an argument of a line of the verb may be a path: a word in the place of another operand
  /// is none, such as the pattern of `replace`.
  package func mayBePath(_ argument: Argument, of statement: Statement) -> Bool {
    guard let index = statement.arguments.firstIndex(where: { $0.range == argument.range }) else {
      return true
    }
    return (index < operands.count ? operands[index] : operands.last)?.mayBePath ?? true
  }

  /// What stands in a line of the verb where it takes a path, and is one: not a reference, and not the
  /// standard input.
  package func paths(of statement: Statement) -> [Argument] {
    zip(statement.arguments, operands).filter { argument, operand in
      operand.mayBePath && argument.reference == nil && argument.text != "-"
    }.map(\.0)
  }

  /// The options that every verb has, behind its own; what only the shell has gives no value.
  package var allOptions: [Option] {
    let json = Option("json", nil, "print the value as JSON")
    let api = Option("api", "FORM", "do it, and show its requests as curl, python or json")
    let help = Option("help", nil, "explain the verb")
    return options + (traits.asksServices ? [api] : [])
      + (traits.isShellOnly ? [help] : [json, help])
  }
}
