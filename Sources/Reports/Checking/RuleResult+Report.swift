import Commands
import Datasets
package import Presentation
import Quantities

extension RuleResult: Report {
  package var blocks: [Block] {
    switch self {
    case .list(let rules, let thresholds):
      let own: [Block] =
        rules.isEmpty
        ? [.hint(":  rule add NAME where TEST --is error", after: "no rules of yours")]
        : rules.map(\.line)
      return own + [.note("numbers that rules compare with:  rule set CODE NUMBER")]
        + thresholds.map(\.line)
    case .set(let threshold): return [threshold.line]
    case .added(let rule): return [rule.line]
    case .removed(let name): return [.line("\(name, .accent)  removed")]
    }
  }
}

extension RuleThreshold {
  fileprivate var line: Block {
    let usual = value == threshold.usual ? "" : " (usually \(threshold.usual))"
    return .line(
      "\(rule.code, .accent)  \(NumberFormat.count(value)) \(threshold.unit)\(usual)  \(rule.slug)")
  }
}

extension UserRule {
  fileprivate var line: Block { .line("\(name, .accent)  \("\(severity)")  where \(test)") }
}
