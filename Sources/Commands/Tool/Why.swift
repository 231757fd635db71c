package import CommandLanguage
package import Datasets
package import JSON
import Workspaces

/// `why` takes nothing: it is about the line before it.
package struct WhyInput: Sendable {}

/// What the line before led to, as the facts that its message was made of.
package struct WhyResult: VerbResult {
  /// A rule that the line named, and how often.
  package struct NamedRule: Sendable {
    package var rule: Rule
    package var count: Int
    /// The numbers of the first examples that break it.
    package var examples: [Int]
  }

  /// As it was typed, without keys.
  package var line: String
  /// What the code of its failure means; nil after a line that went well.
  package var kind: FailureKind?
  /// The failure itself; nil also for a line of an earlier start of ft, of which the code is kept.
  package var failure: Failure?
  /// The rules in its value, the most frequent first.
  package var rules: [NamedRule] = []
  /// The plain values of its value, by name.
  package var figures: [JSONMember] = []
  /// The verb of the line; nil for one that could not be read.
  package var verb: String?

  package var json: JSONValue {
    [
      "line": .string(line), "code": JSONValue(kind?.code), "message": JSONValue(failure?.message),
      "context": .array((failure?.context ?? []).map(JSONValue.string)),
      "consequence": JSONValue(failure?.consequence), "remedy": JSONValue(failure?.remedy),
      "explanation": JSONValue(kind?.page),
      "rules": .array(
        rules.map { named in
          [
            "rule": .string(named.rule.code), "count": .integer(named.count),
            "examples": .array(named.examples.map(JSONValue.integer)),
            "explanation": .string(named.rule.explanation),
          ]
        }),
      "figures": .object(figures), "verb": JSONValue(verb),
    ]
  }
}

extension Verb where Input == WhyInput, Result == WhyResult {
  /// `why`: the facts and the rules behind the last message; the catalog is a parameter, since it
  /// holds this verb too.
  package static func why(_ catalog: @escaping @Sendable () -> VerbCatalog) -> Self {
    Self(
      VerbDeclaration(
        "why", .tool, "say why the last line said what it said",
        usage: ["why"],
        examples: [
          .init("why", "its facts, its numbers, and what its code or its rules ask")
        ],
        // It asks about the line before it, and so leaves that as it was.
        traits: VerbTraits(
          replay: .omitted, isReading: true, makesCell: false, judgesLastFailure: true)),
      read: { _ in WhyInput() },
      perform: { _, session in
        guard let told = try session.cells.told ?? session.lastCell else {
          throw Failure(
            .noResult, "no line was typed yet", consequence: "there is nothing to explain",
            remedy: "help")
        }
        return WhyResult(told, catalog())
      })
  }
}

extension Session {
  /// What is kept of the last line of an earlier start.
  fileprivate var lastCell: CellMemory.Told? {
    get throws {
      let cell = try workspace.cells(limit: 1).last { $0.exitCode != nil }
      return cell.map {
        CellMemory.Told(
          line: $0.source, kind: $0.failure.flatMap(FailureKind.init(rawValue:)), value: $0.outcome)
      }
    }
  }
}

extension WhyResult {
  /// The most of each list that is shown.
  private static let limit = 12

  init(_ told: CellMemory.Told, _ catalog: VerbCatalog) {
    line = told.line
    failure = told.failure
    kind = told.failure?.kind ?? told.kind
    let statement = try? Parser(options: catalog).statement(told.line)
    verb = statement.flatMap { catalog.declaration(named: $0.verb?.name ?? "show")?.name }
    guard let value = told.value else { return }
    rules = Self.rules(in: value)
    figures = (value.members ?? []).filter { member in
      switch member.value {
      case .integer, .number, .bool: true
      case .string(let text): text.count <= 60 && !text.contains(where: \.isNewline)
      case .null, .array, .object: false
      }
    }
    figures = Array(figures.prefix(Self.limit))
  }

  /// The rules that stand anywhere in a value as `"rule": "D08"`.
  private static func rules(in value: JSONValue) -> [NamedRule] {
    var found: [String: NamedRule] = [:]
    func visit(_ value: JSONValue) {
      for element in value.array ?? [] { visit(element) }
      if let code = value["rule"]?.string, let rule = Rule.named(code) {
        var named = found[rule.code] ?? NamedRule(rule: rule, count: 0, examples: [])
        named.count += value["count"]?.integer ?? 1
        if let example = value["example"]?.integer, named.examples.count < limit {
          named.examples.append(example)
        }
        found[rule.code] = named
      }
      for member in value.members ?? [] { visit(member.value) }
    }
    visit(value)
    return found.values.sorted { ($1.count, $0.rule.code) < ($0.count, $1.rule.code) }
  }
}
