import Datasets
import Workspaces

/// What is said beside the rules: by services that were asked, by rules of the user's own, and what
/// is to stand.
///
/// Everything that asks what is wrong with a dataset asks through this: `check` in all its forms,
/// `where error`, `launch`, and the fields of a dataset.
struct Judgment {
  private let own: [Finding]
  private let waivers: Waivers

  /// Asks the user's rules of a revision, of some examples where `numbers` says which.
  init(of dataset: Dataset, revision: Int?, numbers: [Int]? = nil, in session: Session) throws {
    let own =
      try session.checks.moderationFindings(in: dataset, revision: revision)
      + UserRules(session: session).findings(in: dataset, revision: revision)
    if let numbers = numbers.map(Set.init) {
      self.own = own.filter { $0.example.map(numbers.contains) ?? false }
    } else {
      self.own = own
    }
    waivers = Waivers(try session.workspace.waivers(of: dataset))
  }

  /// The report as the user sees it, and what was taken out of it.
  func applied(to report: CheckReport) -> (report: CheckReport, waived: [WaivedFinding]) {
    waivers.applied(to: report.adding(own))
  }
}

extension Checks {
  /// What a check of a revision says to the user: the rules, rules of their own, without what is
  /// waived.
  func judged(_ dataset: Dataset, revision: Int?) throws -> CheckReport {
    try judged(check(dataset, revision: revision), of: dataset, revision: revision)
  }

  /// A report on a revision with the user's rules in it, and without what is waived.
  func judged(_ report: CheckReport, of dataset: Dataset, revision: Int?) throws -> CheckReport {
    try Judgment(of: dataset, revision: revision, in: session).applied(to: report).report
  }
}
