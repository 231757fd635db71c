package import CommandLanguage
package import Datasets
package import JSON
import Spelling

/// What `help` is asked to explain.
package struct HelpInput: Sendable {
  /// A verb or a code; nil for a list of all verbs.
  var topic: Argument?
  /// Whether the whole reference is asked for, as a manual page.
  var wantsManual: Bool
}

/// A page of help.
package enum HelpResult: VerbResult {
  case overview([VerbDeclaration])
  case verb(VerbDeclaration)
  /// The whole reference as a manual page.
  case manual([VerbDeclaration])
  case code(FailureKind)
  case rule(Rule)

  package var json: JSONValue {
    switch self {
    case .overview(let declarations), .manual(let declarations): .array(declarations.map(\.json))
    case .verb(let declaration): declaration.json
    case .code(let kind): ["code": .string(kind.code), "explanation": .string(kind.page)]
    case .rule(let rule):
      [
        "code": .string(rule.code), "slug": .string(rule.slug), "title": .string(rule.title),
        "severity": .string(String(describing: rule.severity)),
        "explanation": .string(rule.explanation),
        "threshold": rule.threshold.map { .integer($0.usual) } ?? .null,
      ]
    }
  }
}

extension Verb where Input == HelpInput, Result == HelpResult {
  /// `help`, `help VERB`, `help CODE`; a closure gives the verbs, since this one is among them.
  package static func help(_ declarations: @escaping @Sendable () -> [VerbDeclaration]) -> Self {
    Self(
      VerbDeclaration(
        "help", aliases: ["?"], .tool, "explain a verb, or a code that a message showed",
        usage: ["help", "help VERB", "help CODE"],
        options: [.init("man", nil, "print the whole reference as a manual page, for man")],
        examples: [
          .init("help", "the verbs, by what they are about"),
          .init("help load", "one verb, examples first"),
          .init("help D08", "what a rule of check asks, and how to satisfy it"),
        ], operands: [.verb],
        traits: VerbTraits(replay: .omitted, isReading: true, readsClauses: false)),
      read: { reader throws(Failure) in
        HelpInput(topic: reader.optionalArgument(), wantsManual: reader.flag("man"))
      },
      perform: { input, _ in
        let declarations = declarations()
        guard let topic = input.topic else {
          return input.wantsManual ? .manual(declarations) : .overview(declarations)
        }
        if let page = HelpResult(about: topic.text, declarations) { return page }
        let names = declarations.flatMap(\.names).sorted()
        throw Failure(
          .unknownTopic, "no verb or code \"\(topic.text)\"", at: topic.span,
          remedy: nearest(to: topic.text, in: names).map { "did you mean \($0)?" } ?? "help")
      })
  }
}

extension HelpResult {
  /// The page of a verb, a rule or a code; nil when nothing is called `topic`.
  fileprivate init?(about topic: String, _ declarations: [VerbDeclaration]) {
    if let found = declarations.first(where: { $0.names.contains(topic) }) {
      self = .verb(found)
    } else if let found = declarations.first(where: { $0.isAbout(topic) }) {
      self = .verb(found)
    } else if let rule = Rule.named(topic) {
      self = .rule(rule)
    } else if let kind = FailureKind(rawValue: topic.uppercased()) {
      self = .code(kind)
    } else {
      return nil
    }
  }
}

extension VerbDeclaration {
  fileprivate var names: [String] { [name] + aliases }

  /// Whether the verb's page has a part of that name.
  fileprivate func isAbout(_ topic: String) -> Bool { topics.contains { $0.name == topic } }

  /// The page of the verb as a value, for programs.
  var json: JSONValue {
    [
      "name": .string(name),
      "aliases": .array(aliases.map(JSONValue.string)),
      "group": .string(group.rawValue),
      "summary": .string(summary),
      "usage": .array(usage.map(JSONValue.string)),
      "options": .array(
        allOptions.map { option in
          [
            "name": .string(option.name),
            "value": option.placeholder.map(JSONValue.string) ?? .null,
            "summary": .string(option.summary),
          ]
        }),
      "examples": .array(
        examples.map { ["line": .string($0.line), "effect": .string($0.effect)] }),
      "topics": .array(
        topics.map { topic in
          [
            "name": .string(topic.name), "summary": .string(topic.summary),
            "parts": .object(topic.parts.map { JSONMember($0.line, .string($0.effect)) }),
          ]
        }),
    ]
  }
}
