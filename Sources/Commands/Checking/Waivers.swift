import CommandLanguage
package import Datasets
import Spelling
import Workspaces

/// A finding that was waived, with the reason.
package struct WaivedFinding: Sendable {
  package var finding: Finding
  package var reason: String
}

/// What is waived of one dataset, ready to be asked about findings.
struct Waivers {
  private var reasons: [Key: String] = [:]

  private struct Key: Hashable {
    let rule: String
    let number: Int?
  }

  init(_ waivers: [Waiver]) {
    for waiver in waivers {
      reasons[Key(rule: waiver.rule, number: waiver.number)] = waiver.reason
    }
  }

  /// Why a finding is to stand; nil where nobody said so.
  func reason(for finding: Finding) -> String? {
    if let number = finding.example,
      let reason = reasons[Key(rule: finding.rule, number: number)]
    {
      return reason
    }
    return reasons[Key(rule: finding.rule, number: nil)]
  }

  /// The report without what is waived, and that.
  func applied(to report: CheckReport) -> (report: CheckReport, waived: [WaivedFinding]) {
    if reasons.isEmpty { return (report, []) }
    let (left, out) = report.leavingOut { reason(for: $0) != nil }
    return (
      left,
      out.map { WaivedFinding(finding: $0, reason: reason(for: $0) ?? "") }
    )
  }
}

extension Checks {
  /// The code of a rule, or the name of one of the user's.
  ///
  /// - Throws: ``Failure`` E023 with the nearest name.
  func ruleCode(_ argument: Argument) throws -> String {
    if let rule = Rule.named(argument.text) { return rule.code }
    let own = try UserRules(session: session).all.map(\.name)
    if own.contains(argument.text) { return argument.text }
    let names = own + (Rule.all + Rule.aboutReaders).flatMap { [$0.code, $0.slug] }
    throw Failure(
      .unknownTopic, "no rule \"\(argument.text)\"", at: argument.span,
      consequence: "nothing was done",
      remedy: nearest(to: argument.text, in: names).map { "did you mean \($0)?" }
        ?? "check names the rules that found something")
  }
}
