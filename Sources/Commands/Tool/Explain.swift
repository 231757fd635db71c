import CommandLanguage
package import JSON
import Spelling

/// The term of the glossary that `explain` shows; nil for a list of all.
package struct ExplainInput: Sendable {
  var term: Argument?
}

/// One term, or all of them.
package enum ExplainResult: VerbResult {
  case term(GlossaryTerm)
  case all([GlossaryTerm])

  package var json: JSONValue {
    switch self {
    case .term(let term): term.json
    case .all(let terms): .array(terms.map(\.json))
    }
  }
}

extension Verb where Input == ExplainInput, Result == ExplainResult {
  /// `explain`: what a word of the field means, and what ft does with it.
  package static var explain: Self {
    Self(
      VerbDeclaration(
        "explain", .tool, "say what a word of fine-tuning means, and what ft does with it",
        usage: ["explain", "explain TERM"],
        examples: [
          .init("explain epoch", "what it is, here and at the providers"),
          .init("explain \"learning rate multiplier\"", "a term of several words"),
        ], operands: [.words(GlossaryTerm.all.map(\.completion))],
        traits: VerbTraits(replay: .omitted, isReading: true, readsClauses: false)),
      read: { reader in ExplainInput(term: reader.optionalArgument()) },
      perform: { input, _ in
        guard let term = input.term else { return .all(GlossaryTerm.all) }
        if let found = GlossaryTerm.named(term.text) { return .term(found) }
        let near = nearest(to: term.text.lowercased(), in: GlossaryTerm.all.flatMap(\.names))
        throw Failure(
          .unknownTopic, "the glossary has no term \"\(term.text)\"", at: term.span,
          remedy: near.map { "did you mean \($0)?" }
            ?? "explain lists the terms; help TOPIC explains verbs and codes")
      })
  }
}
