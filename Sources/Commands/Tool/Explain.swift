import CommandLanguage
package import JSON
import Spelling

/// The term of the glossary that `explain` shows, nil for a list of all, and the language; nil for
/// that of the locale.
package struct ExplainInput: Sendable {
  var term: Argument?
  var language: Argument?
}

/// One term, or all of them in a language.
package enum ExplainResult: VerbResult {
  case term(GlossaryTerm)
  case all(LessonLanguage)

  package var json: JSONValue {
    switch self {
    case .term(let term): term.json
    case .all(let language): .array(GlossaryTerm.all(in: language).map(\.json))
    }
  }
}

extension SessionContext {
  /// The locale's language where the glossary is written in it, else English.
  package var glossaryLanguage: LessonLanguage {
    language.flatMap(LessonLanguage.init(rawValue:)) ?? .english
  }
}

extension Verb where Input == ExplainInput, Result == ExplainResult {
  /// `explain`: what a word of the field means, and what ft does with it.
  package static var explain: Self {
    Self(
      VerbDeclaration(
        "explain", .tool, "say what a word of fine-tuning means, and what ft does with it",
        usage: ["explain", "explain TERM"],
        options: [.init("lang", "LANGUAGE", "en, ko or ja; the locale's unless said")],
        examples: [
          .init("explain epoch", "what it is, here and at the providers"),
          .init("explain \"learning rate multiplier\"", "a term of several words"),
          .init("explain epoch --lang ko", "the same in Korean"),
        ], operands: [.term],
        traits: VerbTraits(replay: .omitted, isReading: true, readsClauses: false)),
      read: { reader in
        ExplainInput(term: reader.optionalArgument(), language: reader.value("lang"))
      },
      perform: { input, session in try input.result(in: session.context.glossaryLanguage) })
  }
}

extension ExplainInput {
  /// What is shown where the locale's language is `own`.
  fileprivate func result(in own: LessonLanguage) throws -> ExplainResult {
    let wanted = try wantedLanguage()
    guard let term else { return .all(wanted ?? own) }
    guard let found = GlossaryTerm.named(term.text, in: wanted ?? own) else {
      let names = (wanted ?? own).andOthers.flatMap(GlossaryTerm.all(in:)).flatMap(\.names)
      let near = nearest(to: term.text.lowercased(), in: names)
      throw Failure(
        .unknownTopic, "the glossary has no term \"\(term.text)\"", at: term.span,
        remedy: near.map { "did you mean \($0)?" }
          ?? "explain lists the terms; help TOPIC explains verbs and codes")
    }
    return .term(wanted.map { found.term(in: $0) } ?? found)
  }

  /// The language that `--lang` names; nil without it.
  private func wantedLanguage() throws -> LessonLanguage? {
    guard let language else { return nil }
    if let wanted = LessonLanguage(rawValue: language.text) { return wanted }
    throw Failure(
      .unknownTopic, "the glossary is not written in \"\(language.text)\"", at: language.span,
      consequence: "nothing is shown",
      remedy: LessonLanguage.allCases.map { "--lang \($0.rawValue)" }.joined(separator: ", or "))
  }
}
