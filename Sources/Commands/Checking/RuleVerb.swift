package import CommandLanguage
import Datasets
package import JSON

/// What `rule` is asked.
package enum RuleInput: Sendable {
  case list
  case add(UserRule)
  case remove(Argument)
}

/// The user's rules, or what has become of one.
package enum RuleResult: VerbResult {
  case list([UserRule])
  case added(UserRule)
  case removed(String)

  package var json: JSONValue {
    switch self {
    case .list(let rules): .array(rules.map(\.json))
    case .added(let rule): rule.json
    case .removed(let name): ["removed": .string(name)]
    }
  }
}

extension UserRule {
  fileprivate var json: JSONValue {
    ["name": .string(name), "severity": .string("\(severity)"), "where": .string(test)]
  }
}

extension Verb where Input == RuleInput, Result == RuleResult {
  /// `rule`: rules of the user's own.
  package static var rule: Self {
    Self(
      VerbDeclaration(
        "rule", .data, "add a rule of your own, which check asks of every dataset",
        usage: ["rule list", "rule add NAME where TEST [--is SEVERITY]", "rule remove NAME"],
        options: [.init("is", "SEVERITY", "error, warning (the usual one) or note")],
        examples: [
          .init("rule add too-short where tokens < 9 --is error", "short examples are errors"),
          .init("rule add names-us where assistant contains \"Acme\"", "a warning for each"),
          .init("rule list", "what there is"),
          .init("rule remove too-short", "check no longer asks it"),
        ], operands: [.words(["list", "add", "remove"])], clauses: [.where]),
      read: { reader throws(Failure) in try RuleInput(&reader) },
      perform: { input, session in
        let rules = UserRules(session: session)
        switch input {
        case .list: return .list(try rules.all)
        case .add(let rule):
          try rules.keep(try rules.all.filter { $0.name != rule.name } + [rule])
          return .added(rule)
        case .remove(let name):
          var all = try rules.all
          guard all.contains(where: { $0.name == name.text }) else {
            throw Failure(
              .unknownTopic, "no rule of yours is called \"\(name.text)\"", at: name.span,
              consequence: "nothing was removed", remedy: "rule list")
          }
          all.removeAll { $0.name == name.text }
          try rules.keep(all)
          return .removed(name.text)
        }
      })
  }
}

extension RuleInput {
  fileprivate init(_ reader: inout ArgumentReader) throws(Failure) {
    guard let word = reader.optionalArgument() else {
      self = .list
      return
    }
    switch word.text {
    case "list": self = .list
    case "remove": self = .remove(try reader.argument("a name:  rule remove too-short"))
    case "add": self = .add(try UserRule(&reader))
    default:
      throw Failure(
        .unknownSubcommand, "rule cannot \"\(word.text)\"", at: word.span,
        remedy: "rule list, add NAME where TEST, or remove NAME")
    }
  }
}

extension UserRule {
  fileprivate init(_ reader: inout ArgumentReader) throws(Failure) {
    let name = try reader.argument("a name:  rule add too-short where tokens < 9")
    guard isName(name.text), Rule.named(name.text) == nil else {
      throw Failure(
        .badName, "\"\(name.text)\" cannot be a rule of yours", at: name.span,
        consequence: "nothing was added",
        remedy: "letters, digits, - and _, and no name of a rule that there is")
    }
    guard let condition = reader.statement.condition else {
      throw reader.missing("a test:  rule add \(name.text) where tokens < 9")
    }
    guard !condition.asksRules else {
      throw Failure(
        .unknownTest, "a rule cannot ask what rules found", consequence: "nothing was added",
        remedy: "rule add \(name.text) where tokens < 9")
    }
    var severity = Severity.warning
    if let given = reader.value("is") {
      guard let known = Severity.allCases.first(where: { "\($0)" == given.text }) else {
        throw Failure(
          .badOptionValue, "no severity \"\(given.text)\"", at: given.span,
          consequence: "nothing was added", remedy: "--is error, warning or note")
      }
      severity = known
    }
    let text = Clause.where(condition).text
    self.init(name: name.text, severity: severity, test: String(text.dropFirst("where ".count)))
  }
}
