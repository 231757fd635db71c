package import CommandLanguage

/// A verb that is not written as a ``Verb`` yet.
package struct Command: Sendable {
  package typealias Group = VerbDeclaration.Group
  package typealias Option = VerbDeclaration.Option
  package typealias Sample = VerbDeclaration.Sample
  package typealias Operand = VerbDeclaration.Operand
  package typealias Body = @Sendable (Invocation, Session) async throws -> Outcome

  package var declaration: VerbDeclaration
  package var body: Body

  package static let selecting = VerbDeclaration.selecting

  package init(
    _ name: String, aliases: [String] = [], _ group: Group, _ summary: String, usage: [String],
    options: [Option] = [], examples: [Sample] = [], operands: [Operand] = [.none],
    traits: VerbTraits = VerbTraits(), isReading: Bool = false, clauses: Set<Clause.Keyword>? = nil,
    body: @escaping Body
  ) {
    declaration = VerbDeclaration(
      name, aliases: aliases, group, summary, usage: usage, options: options, examples: examples,
      operands: operands, traits: isReading ? .reading : traits, clauses: clauses)
    self.body = body
  }
}
