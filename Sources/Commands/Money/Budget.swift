import CommandLanguage
import JSON
import Presentation
import Pricing
import Quantities
import Workspaces

extension Command {
  package static let budget = Command(
    "budget", .money, "show what was spent, or set the most that a day may cost",
    usage: ["budget", "budget DOLLARS"],
    examples: [
      Sample("budget", "spent and reserved today, and the cap"),
      Sample("budget 0.50", "at most 50 cents a day in this workspace"),
    ], isReading: true
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    if let argument = invocation.arguments.first {
      guard let cap = Money(argument.text) else {
        throw Failure(
          .badAmount, "\"\(argument.text)\" is not an amount", at: argument.span,
          consequence: "the cap is as it was", remedy: "budget 0.50")
      }
      try session.setCap(cap)
    }
    let spent = Money(microdollars: try session.workspace.spent(since: session.startOfDay))
    let total = Money(microdollars: try session.workspace.spent())
    let cap = try session.cap()
    return Outcome(
      [
        "spent_today": .number(Double(spent.microdollars) / 1e6),
        "spent_in_all": .number(Double(total.microdollars) / 1e6),
        "cap": .number(Double(cap.microdollars) / 1e6),
      ],
      [.line("spent today \(spent) of \(cap)   in all \(total)")])
  }
}

extension Session {
  /// The cap where nobody set one.
  static let defaultCap = Money(microdollars: 1_000_000)
  private static let capSetting = "budget"

  /// 0:00 UTC of today, in seconds since 1970.
  var startOfDay: Int { surroundings.now() / 86_400 * 86_400 }

  /// The most that today may cost; a script's own budget can only lower the workspace's.
  func cap() throws -> Money {
    let kept = try workspace.setting(Self.capSetting).flatMap { Money($0) } ?? Self.defaultCap
    guard let script = scriptBudget else { return kept }
    return min(kept, script)
  }

  fileprivate func setCap(_ cap: Money) throws {
    if surroundings.isScript {
      scriptBudget = min(scriptBudget ?? cap, cap)
    } else {
      try workspace.set(Self.capSetting, to: cap.decimal)
    }
  }
}
