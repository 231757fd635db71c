import CommandLanguage
import FineTuning
import Pricing
import Quantities
import Workspaces

/// What is spent in a workspace, and what may be.
package struct Spending {
  let session: Session

  /// The day of the prices that are reckoned with; nil where none are known.
  package static var priceDate: String? {
    PriceTable.known(at: "openai").map { "\($0.date)" }
  }

  /// The cap where nobody set one.
  private static let defaultCap = Money(microdollars: 1_000_000)
  private static let capSetting = "budget"

  /// 0:00 UTC of today, in seconds since 1970.
  private var startOfDay: Int { session.context.now() / 86_400 * 86_400 }

  /// The day that prices and notices are read for.
  var today: Day { Day(secondsSince1970: session.context.now()) }

  /// Spent and set aside since the day began.
  var spentToday: Money {
    get throws { Money(microdollars: try session.workspace.spent(since: startOfDay)) }
  }

  /// Spent and set aside in all.
  var spentInAll: Money {
    get throws { Money(microdollars: try session.workspace.spent()) }
  }

  /// The most that today may cost; a script's own budget can only lower the workspace's.
  var cap: Money {
    get throws {
      let kept =
        try session.workspace.setting(Self.capSetting).flatMap { Money($0) } ?? Self.defaultCap
      guard let script = session.scriptBudget else { return kept }
      return min(kept, script)
    }
  }

  /// Sets the cap of the workspace; in a script, that of the script.
  func setCap(_ cap: Money) throws {
    if session.context.isScript {
      session.scriptBudget = min(session.scriptBudget ?? cap, cap)
    } else {
      try session.workspace.set(Self.capSetting, to: cap.decimal)
    }
  }

  /// Sets an amount aside, unless others have come before it and today's cap would be passed.
  func reserve(_ amount: Money, for what: String, at provider: String) throws -> Spend.ID {
    do {
      return try session.workspace.reserve(
        amount.microdollars, for: what, at: provider,
        cap: SpendingCap(cap.microdollars, since: startOfDay))
    } catch let error as WorkspaceError {
      guard case .overBudget = error, let remedy = runRemedy else { throw error }
      throw Failure(
        .overLimit, error.description, consequence: "nothing was sent", remedy: remedy)
    }
  }

  /// What helps where the run's own limit is in the way; nil where it is not.
  var runRemedy: String? {
    guard let limit = session.context.spendingLimit, (try? cap) == limit else { return nil }
    return "give the run more on its line in the shell:  --budget "
      + "\(limit.microdollars / 1_000_000 + 1)"
  }

  /// Refuses to ask a model that costs money once today's cap is reached.
  ///
  /// - Throws: ``Failure`` E401; nothing was sent.
  func refuseOverCap(at provider: ProviderSummary) throws {
    guard provider.isPriced else { return }
    let spent = try spentToday
    let cap = try cap
    guard spent >= cap else { return }
    throw Failure(
      .overLimit, "today's cap of \(cap) is reached: \(spent) are gone",
      consequence: "nothing was sent",
      remedy: runRemedy ?? "raise the cap:  budget \(spent.microdollars / 1_000_000 + 1)")
  }

  /// Writes the cost of a reply into the ledger, where the model's price is known.
  func record(_ usage: TokenUsage, model: String, at provider: ProviderSummary) throws {
    guard provider.isPriced, let priced = priced(model, at: provider.name) else { return }
    let cost = priced.cost(promptTokens: usage.prompt, completionTokens: usage.completion)
    try session.workspace.note(cost.microdollars, for: "talk to \(model)", at: provider.name)
  }
}
