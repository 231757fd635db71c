package import CommandLanguage
package import JSON

/// A verb of the language: what it is called, what it reads from its line, what it does.
///
/// `read` takes everything from the line before anything is done, so that a bad option is said
/// before a dataset is looked at; `perform` works and writes no sentence: how a result is shown is
/// decided in the module `Reports`, and the table there pairs each verb with its report.
package struct Verb<Input: Sendable, Result: VerbResult>: Sendable {
  /// Name, usage, options and examples, of which help, completion and scripts are made.
  package var declaration: VerbDeclaration
  /// Takes options, arguments and clauses from the line, each once, without doing any work.
  package var read: @Sendable (inout ArgumentReader) throws(Failure) -> Input
  /// Does what the line asks, and returns what came of it.
  package var perform: @Sendable (Input, Session) async throws -> Result

  package init(
    _ declaration: VerbDeclaration,
    read: @escaping @Sendable (inout ArgumentReader) throws(Failure) -> Input,
    perform: @escaping @Sendable (Input, Session) async throws -> Result
  ) {
    self.declaration = declaration
    self.read = read
    self.perform = perform
  }
}

/// What a verb gave, for programs and scripts.
package protocol VerbResult: Sendable {
  /// The value that `--json`, `%` and `expect` read.
  var json: JSONValue { get }
  /// The words that `expect %` compares when the value is a record with one, such as a reply.
  var text: String? { get }
}

extension VerbResult {
  /// Most results are compared as values.
  package var text: String? { nil }
}

/// The facts about a verb that stand in the table: what it is called and how its line is written.
package struct VerbDeclaration: Sendable {
  package var name: String
  package var aliases: [String]
  package var group: Command.Group
  /// One line, imperative, no full stop.
  package var summary: String
  /// The shapes of the line, without options.
  package var usage: [String]
  package var options: [Command.Option]
  package var examples: [Command.Sample]
  package var operands: [Command.Operand]
  /// Whether it only reads, and so never adds an operation.
  package var isReading: Bool
  /// The clauses that the verb takes; nil for those that its operands and usage speak of.
  package var clauses: Set<Clause.Keyword>?

  package init(
    _ name: String, aliases: [String] = [], _ group: Command.Group, _ summary: String,
    usage: [String], options: [Command.Option] = [], examples: [Command.Sample] = [],
    operands: [Command.Operand] = [.none], isReading: Bool = false,
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
    self.isReading = isReading
    self.clauses = clauses
  }
}
