import Commands
package import Presentation

extension RuleResult: Report {
  package var blocks: [Block] {
    switch self {
    case .list(let rules):
      guard !rules.isEmpty else {
        return [.hint(":  rule add NAME where TEST --is error", after: "no rules of yours")]
      }
      return rules.map(\.line)
    case .added(let rule): return [rule.line]
    case .removed(let name): return [.line("\(name, .accent)  removed")]
    }
  }
}

extension UserRule {
  fileprivate var line: Block { .line("\(name, .accent)  \("\(severity)")  where \(test)") }
}
