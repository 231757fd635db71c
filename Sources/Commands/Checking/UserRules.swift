import CommandLanguage
package import Datasets
import JSON
import Workspaces

/// A rule that a user made: examples that a test holds of are findings.
package struct UserRule: Sendable, Hashable {
  /// By which findings and waivers call it.
  package var name: String
  package var severity: Severity
  /// The test as it was typed behind `where`.
  package var test: String

  /// The test as it was read; nil where it no longer can be.
  var condition: Condition? { Condition(stored: test) }
}

extension Condition {
  /// Reads tests that were kept as their text.
  init?(stored text: String) {
    let parser = Parser(options: VerbCatalog([]))
    guard let condition = (try? parser.statement("show where \(text)"))?.condition else {
      return nil
    }
    self = condition
  }
}

/// The rules that a user made, kept in the workspace.
struct UserRules {
  let session: Session

  /// The workspace's setting that keeps them.
  private static let setting = "rules"

  var all: [UserRule] {
    get throws {
      let text = try session.workspace.setting(Self.setting) ?? "[]"
      let list = (try? JSONValue(parsing: text))?.array ?? []
      return list.compactMap { value in
        guard let name = value["name"]?.string, let test = value["test"]?.string,
          let severity = Severity.allCases.first(where: {
            "\($0)" == value["severity"]?.string
          })
        else { return nil }
        return UserRule(name: name, severity: severity, test: test)
      }
    }
  }

  func keep(_ rules: [UserRule]) throws {
    let list = rules.map { rule -> JSONValue in
      [
        "name": .string(rule.name), "severity": .string("\(rule.severity)"),
        "test": .string(rule.test),
      ]
    }
    try session.workspace.set(Self.setting, to: list.isEmpty ? nil : JSONValue.array(list).text)
  }

  /// The workspace's setting that keeps thresholds.
  private static let thresholdSetting = "thresholds"

  /// What rules compare with, as the user has set it.
  var thresholds: Thresholds {
    get throws {
      let text = try session.workspace.setting(Self.thresholdSetting) ?? "{}"
      let members = (try? JSONValue(parsing: text))?.members ?? []
      return Thresholds(
        Dictionary(
          members.compactMap { member in member.value.integer.map { (member.key, $0) } },
          uniquingKeysWith: { $1 }))
    }
  }

  func keep(_ thresholds: Thresholds) throws {
    let members = thresholds.set.sorted { $0.key < $1.key }.map {
      JSONMember($0.key, .integer($0.value))
    }
    try session.workspace.set(
      Self.thresholdSetting, to: members.isEmpty ? nil : JSONValue.object(members).text)
  }

  /// What the user's rules find in a revision.
  ///
  /// A rule whose test cannot be asked of this dataset finds nothing in it, and neither does one
  /// that asks what rules found.
  func findings(in dataset: Dataset, revision: Int?) throws -> [Finding] {
    try all.flatMap { rule -> [Finding] in
      guard let condition = rule.condition, !condition.asksRules else { return [] }
      var whole = Selection(dataset: dataset, revision: revision, field: FieldPath())
      do {
        try session.selections.narrow(&whole, by: .where(condition))
      } catch {
        return []
      }
      return (whole.numbers ?? []).sorted().map { number in
        Finding(
          rule: rule.name, severity: rule.severity, example: number, line: nil,
          detail: "where \(rule.test)")
      }
    }
  }
}

extension Condition {
  /// Whether the condition asks what rules found, so that a rule made of it would ask itself.
  var asksRules: Bool {
    switch self {
    case .flag(let flag): [.error, .warning, .note].contains(flag)
    case .and(let left, let right), .or(let left, let right): left.asksRules || right.asksRules
    case .not(let test): test.asksRules
    case .query(let statement): statement.text.lowercased().contains("finding")
    case .comparison, .tagged, .rule, .saved: false
    }
  }
}
