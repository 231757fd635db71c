import CommandLanguage
import FineTuning
import Presentation
import Pricing
import Quantities
import Workspaces

/// What a launch may cost: what the ledger sets aside, and how it came to that amount.
struct LaunchCost {
  /// What is held against every limit, and reserved.
  var amount: Money
  /// nil where no price is known; then ``amount`` is the limit that the line names.
  var estimate: Estimate?

  /// Such as `about $0.40`, and what was added to an estimate of tokens.
  var words: String {
    guard let estimate else { return "up to \(amount), as no price is known" }
    return "about \(estimate.cost)"
      + (estimate.isExact
        ? "" : " (\(amount.roundedUp) with \(Estimate.margin) % for estimated tokens)")
  }
}

extension Session {
  /// What the launch would cost, refused over a limit before a key or a network is asked for.
  ///
  /// - Returns: nil where training is free.
  /// - Throws: ``Failure`` E401 over a limit, E402 where one must be named and is not.
  func affordable(
    _ plan: LaunchPlan, at provider: ProviderSummary, _ invocation: Invocation
  ) throws -> LaunchCost? {
    guard provider.isPriced else { return nil }
    let limit = try limit(invocation)
    let cost = try cost(of: plan, at: provider, limit: limit, invocation)
    try refuse(cost, over: limit, invocation)
    if surroundings.isScript, scriptBudget == nil {
      throw Failure(
        .notAgreed, "a script that spends money says first how much it may",
        consequence: "nothing was uploaded or started",
        remedy: "add a line above:  budget \(cost.amount.roundedUp.decimal)")
    }
    let cap = try cap()
    let spentToday = try workspace.spent(since: startOfDay)
    guard spentToday + cost.amount.microdollars <= cap.microdollars else {
      throw Failure(
        .overLimit,
        "this would cost \(cost.words); today's cap is \(cap), "
          + "\(Money(microdollars: spentToday)) of it is gone",
        consequence: "nothing was uploaded or started",
        remedy: "raise the cap:  budget \(wholeDollars(above: cost.amount, spentToday))")
    }
    return cost
  }

  /// Asks, where somebody is there to be asked, and reserves the amount in the ledger.
  ///
  /// - Returns: the reservation.
  /// - Throws: ``Failure`` E402 when the answer is no.
  func agree(
    on cost: LaunchCost, at provider: ProviderSummary, _ name: String
  ) async throws -> Spend.ID {
    if console.isInteractive, !surroundings.isScript {
      if let estimate = cost.estimate { console.write(blocks(of: estimate)) }
      if let note = priceNote(of: provider, cost) { console.write([note]) }
      let answer = await console.confirm(
        "spend \(cost.words) at \(provider.name)?",
        defaultsToYes: false)
      guard answer == true else {
        throw Failure(.notAgreed, "not agreed", consequence: "nothing was uploaded or started")
      }
    }
    return try workspace.reserve(
      cost.amount.microdollars, for: "job \(name)", at: provider.name,
      cap: SpendingCap(cap().microdollars, since: startOfDay))
  }

  /// Where the price is from, when that is not the provider's own page.
  func priceNote(of provider: ProviderSummary, _ cost: LaunchCost) -> Block? {
    if cost.estimate == nil {
      return .note(
        """
        no price is known here: \(cost.amount.description) are set aside, \
        and the bill may be higher
        """)
    }
    guard let table = PriceTable.known(at: provider.name), table.provider != provider.name else {
      return nil
    }
    return .note(StyledText("\(table.provider)'s prices; those of \(provider.name) may differ"))
  }

  private func limit(_ invocation: Invocation) throws -> Money? {
    guard let given = invocation.statement.option("max-cost")?.value else { return nil }
    guard let limit = Money(given.text) else {
      throw Failure(
        .badAmount, "\"\(given.text)\" is not an amount", at: given.span,
        consequence: "nothing was uploaded or started", remedy: "--max-cost 0.50")
    }
    return limit
  }

  private func cost(
    of plan: LaunchPlan, at provider: ProviderSummary, limit: Money?, _ invocation: Invocation
  ) throws -> LaunchCost {
    let model = invocation.statement.option("model")?.value?.span
    if priced(plan.model, at: provider.name) != nil {
      let estimate = try estimate(
        plan.selection, model: plan.model,
        epochs: plan.method.hyperparameters.epochCount.number, at: model)
      return LaunchCost(amount: estimate.guardedCost, estimate: estimate)
    }
    guard let limit else {
      let near = PriceTable.known(at: provider.name).flatMap { _ in pricedName(near: plan.model) }
      throw Failure(
        .notAgreed, "no price is known for \"\(plan.model)\" at \(provider.name)", at: model,
        consequence: "nothing was uploaded or started",
        remedy: (near.map { "did you mean \($0)? or " } ?? "")
          + "say what it may cost:  --max-cost 5")
    }
    return LaunchCost(amount: limit)
  }

  private func refuse(_ cost: LaunchCost, over limit: Money?, _ invocation: Invocation) throws {
    guard let limit else {
      guard surroundings.isScript || !console.isInteractive else { return }
      throw Failure(
        .notAgreed, "this would cost \(cost.words), and no limit is named",
        consequence: "nothing was uploaded or started",
        remedy: "add --max-cost \(cost.amount.roundedUp.decimal)")
    }
    guard cost.amount > limit else { return }
    throw Failure(
      .overLimit, "this would cost \(cost.words); the limit here is \(limit)",
      at: invocation.statement.option("max-cost")?.value?.span,
      consequence: "nothing was uploaded or started",
      remedy: "raise --max-cost to \(cost.amount.roundedUp.decimal), or try fewer --epochs")
  }

  private func wholeDollars(above cost: Money, _ spent: Int) -> Int {
    (cost.microdollars + spent) / 1_000_000 + 1
  }
}
