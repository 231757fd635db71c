package import CommandLanguage
package import Datasets
package import JSON

/// What `rule` is asked.
package enum RuleInput: Sendable {
  case list
  case add(UserRule)
  case remove(Argument)
  /// Sets what a rule compares with; nil for the usual.
  case set(Argument, Argument?)
}

/// What a rule compares with.
package struct RuleThreshold: Sendable {
  package var rule: Rule
  package var threshold: Threshold
  package var value: Int
}

/// The user's rules, or what has become of one.
package enum RuleResult: VerbResult {
  /// With every threshold that may be set.
  case list([UserRule], [RuleThreshold])
  case set(RuleThreshold)
  case added(UserRule)
  case removed(String)

  package var json: JSONValue {
    switch self {
    case .list(let rules, let thresholds):
      ["rules": .array(rules.map(\.json)), "thresholds": .array(thresholds.map(\.json))]
    case .set(let threshold): threshold.json
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

extension RuleThreshold {
  fileprivate var json: JSONValue {
    [
      "rule": .string(rule.code), "value": .integer(value), "usual": .integer(threshold.usual),
      "unit": .string(threshold.unit),
    ]
  }

  fileprivate init?(_ rule: Rule, in thresholds: Thresholds) {
    guard let threshold = rule.threshold, let value = thresholds.value(of: rule) else {
      return nil
    }
    self.init(rule: rule, threshold: threshold, value: value)
  }
}

extension Verb where Input == RuleInput, Result == RuleResult {
  /// `rule`: rules of the user's own.
  package static var rule: Self {
    Self(
      VerbDeclaration(
        "rule", .data, "add a rule of your own, or set what a rule compares with",
        usage: [
          "rule list", "rule add NAME where TEST [--is SEVERITY]", "rule remove NAME",
          "rule set CODE NUMBER", "rule set CODE usual",
        ],
        options: [.init("is", "SEVERITY", "error, warning (the usual one) or note")],
        examples: [
          .init("rule add too-short where tokens < 9 --is error", "short examples are errors"),
          .init("rule add names-us where assistant contains \"Acme\"", "a warning for each"),
          .init("rule set W26 20", "20 examples to measure on, instead of 10"),
          .init("rule list", "your rules, and the numbers that may be set"),
          .init("rule remove too-short", "check no longer asks it"),
        ], operands: [.words(["list", "add", "remove", "set"])], clauses: [.where]),
      read: { reader throws(Failure) in try RuleInput(&reader) },
      perform: { input, session in
        let rules = UserRules(session: session)
        switch input {
        case .list:
          let thresholds = try rules.thresholds
          return .list(try rules.all, Rule.all.compactMap { RuleThreshold($0, in: thresholds) })
        case .set(let code, let number): return .set(try rules.set(code, number))
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
    case "set":
      let code = try reader.argument("a rule and a number:  rule set W26 20")
      let number = try reader.argument("a number, or usual:  rule set \(code.text) usual")
      self = .set(code, number.text == "usual" ? nil : number)
    case "remove": self = .remove(try reader.argument("a name:  rule remove too-short"))
    case "add": self = .add(try UserRule(&reader))
    default:
      throw Failure(
        .unknownSubcommand, "rule has no action \"\(word.text)\"", at: word.span,
        remedy: "rule list, add NAME where TEST, remove NAME, or set CODE NUMBER")
    }
  }
}

extension UserRules {
  /// Sets what a rule compares with, nil for the usual.
  ///
  /// - Throws: ``Failure`` E023 for a rule without a threshold, E020 for a number out of its range.
  fileprivate func set(_ code: Argument, _ number: Argument?) throws -> RuleThreshold {
    guard let rule = Rule.named(code.text), let threshold = rule.threshold else {
      let codes = Rule.all.filter { $0.threshold != nil }.map(\.code).joined(separator: ", ")
      throw Failure(
        .unknownTopic,
        Rule.named(code.text) == nil
          ? "no rule \"\(code.text)\"" : "\(code.text) compares with no number that may be set",
        at: code.span, consequence: "nothing was set", remedy: "one of \(codes)")
    }
    var value: Int?
    if let number {
      value = number.number?.integer
      guard let value, threshold.range.contains(value) else {
        let range = threshold.range
        throw Failure(
          .badOptionValue,
          "\(rule.code) takes a whole number from \(range.lowerBound) to \(range.upperBound)",
          at: number.span, consequence: "nothing was set",
          remedy: "rule set \(rule.code) \(threshold.usual)")
      }
    }
    var thresholds = try thresholds
    thresholds.set(value, of: rule)
    try keep(thresholds)
    return RuleThreshold(rule: rule, threshold: threshold, value: value ?? threshold.usual)
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
