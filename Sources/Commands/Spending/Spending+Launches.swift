import CommandLanguage
import FineTuning
import Pricing
import Quantities
import Workspaces

extension Spending {
  /// What the launch would cost, refused over a limit before a key or a network is asked for.
  ///
  /// A failure about the model points at `model`, where the line names one.
  ///
  /// - Returns: nil where training is free.
  /// - Throws: ``Failure`` E401 over a limit, E402 where one must be named and is not.
  func affordable(
    _ plan: LaunchPlan, at provider: ProviderSummary, limit: SpendingLimit?, model: Span?
  ) throws -> LaunchCost? {
    guard provider.isPriced else { return nil }
    let cost = try cost(of: plan, at: provider, limit: limit, model: model)
    try refuse(cost, over: limit)
    if session.context.isScript, session.scriptBudget == nil {
      throw Failure(
        .notAgreed, "a script that spends money says first how much it may",
        consequence: "nothing was uploaded or started",
        remedy: "add a line above:  budget \(cost.amount.roundedUp.decimal)")
    }
    let cap = try cap
    let spent = try spentToday
    guard spent + cost.amount <= cap else {
      throw Failure(
        .overLimit,
        "this would cost \(cost.words); today's cap is \(cap), \(spent) of it is gone",
        consequence: "nothing was uploaded or started",
        remedy: runRemedy
          ?? "raise the cap:  budget \((cost.amount + spent).microdollars / 1_000_000 + 1)")
    }
    return cost
  }

  /// Asks, where somebody is there to be asked, and reserves the amount in the ledger.
  ///
  /// - Returns: the reservation.
  /// - Throws: ``Failure`` E402 when the answer is no.
  func agree(
    on cost: LaunchCost, at provider: ProviderSummary, forJob name: String
  ) async throws -> Spend.ID {
    let console = session.console
    if console.isInteractive, !session.context.isScript {
      console.tell(.spending(.agreement(cost)))
      guard await console.confirm(.spend(cost.words, provider: provider.name)) == true else {
        throw Failure(.notAgreed, "not agreed", consequence: "nothing was uploaded or started")
      }
    }
    return try reserve(cost.amount, for: "job \(name)", at: provider.name)
  }

  private func cost(
    of plan: LaunchPlan, at provider: ProviderSummary, limit: SpendingLimit?, model: Span?
  ) throws -> LaunchCost {
    let table = PriceTable.known(at: provider.name)
    if let table, table.model(plan.model) != nil {
      let estimate = try estimate(
        plan.selection, model: plan.model,
        epochs: plan.method.hyperparameters.epochCount.number, at: model)
      return LaunchCost(
        amount: estimate.guardedCost, details: EstimateDetails(estimate, in: session),
        doubt: table.provider == provider.name
          ? nil : .otherPrices(table: table.provider, provider: provider.name))
    }
    guard let limit else {
      let near = table.flatMap { _ in pricedName(near: plan.model) }
      throw Failure(
        .notAgreed, "no price is known for \"\(plan.model)\" at \(provider.name)", at: model,
        consequence: "nothing was uploaded or started",
        remedy: (near.map { "did you mean \($0)? or " } ?? "")
          + "say what it may cost:  --max-cost 5")
    }
    return LaunchCost(amount: limit.amount, doubt: .noPrice)
  }

  private func refuse(_ cost: LaunchCost, over limit: SpendingLimit?) throws {
    guard let limit else {
      guard session.context.isScript || !session.console.isInteractive else { return }
      throw Failure(
        .notAgreed, "this would cost \(cost.words), and no limit is named",
        consequence: "nothing was uploaded or started",
        remedy: "add --max-cost \(cost.amount.roundedUp.decimal)")
    }
    guard cost.amount > limit.amount else { return }
    throw Failure(
      .overLimit, "this would cost \(cost.words); the limit here is \(limit.amount)",
      at: limit.span, consequence: "nothing was uploaded or started",
      remedy: "raise --max-cost to \(cost.amount.roundedUp.decimal), or try fewer --epochs")
  }
}
