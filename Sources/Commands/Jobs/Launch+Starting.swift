import CommandLanguage
import FineTuning
import JSON
import Presentation
import Pricing
import Workspaces

/// What a launch may cost, agreed on before anything is sent.
struct AgreedCost {
  var estimate: Estimate
  /// In the ledger; nil where training is free.
  var reservation: Int?
}

extension Session {
  /// What the launch would cost, refused over a limit before a key or a network is asked for.
  ///
  /// - Throws: ``Failure`` E401 over a limit, E402 in a script that names none.
  func affordable(
    _ plan: LaunchPlan, at provider: ProviderSummary, _ invocation: Invocation
  ) throws -> Estimate {
    let estimate = try estimate(
      plan.selection, model: provider.isPriced ? plan.model : Self.sandboxModel,
      epochs: plan.method.hyperparameters.epochCount.number,
      at: invocation.statement.option("model")?.value?.span)
    guard provider.isPriced else { return estimate }
    try refuse(estimate, overLimitOf: invocation)
    let cap = try cap()
    let spentToday = try workspace.spent(since: startOfDay)
    guard spentToday + estimate.cost.microdollars <= cap.microdollars else {
      throw Failure(
        "E401",
        "this would cost about \(estimate.cost); today's cap is \(cap), "
          + "\(Money(microdollars: spentToday)) of it is gone",
        consequence: "nothing was uploaded or started",
        remedy: "raise the cap:  budget \(ceilDollars(estimate.cost, spentToday))")
    }
    return estimate
  }

  /// Asks, where somebody is there to be asked, and reserves the amount in the ledger.
  ///
  /// - Throws: ``Failure`` E402 when the answer is no.
  func agree(
    on estimate: Estimate, at provider: ProviderSummary, _ name: String
  ) async throws -> AgreedCost {
    guard provider.isPriced else { return AgreedCost(estimate: estimate) }
    if console.isInteractive, !surroundings.isScript {
      console.write(blocks(of: estimate))
      let answer = await console.confirm(
        "spend about \(estimate.cost) at \(provider.name)?", defaultsToYes: false)
      guard answer == true else {
        throw Failure("E402", "not agreed", consequence: "nothing was uploaded or started")
      }
    }
    let reservation = try workspace.reserve(
      estimate.cost.microdollars, for: "job \(name)", at: provider.name,
      cap: SpendingCap(cap().microdollars, since: startOfDay))
    return AgreedCost(estimate: estimate, reservation: reservation)
  }

  private func refuse(_ estimate: Estimate, overLimitOf invocation: Invocation) throws {
    let given = invocation.statement.option("max-cost")?.value
    guard let given else {
      guard surroundings.isScript || !console.isInteractive else { return }
      throw Failure(
        "E402", "this would cost about \(estimate.cost), and no limit is named",
        consequence: "nothing was uploaded or started",
        remedy: "add --max-cost \(estimate.cost.roundedUp.decimal)")
    }
    guard let limit = Money(given.text) else {
      throw Failure(
        "E404", "\"\(given.text)\" is not an amount", at: given.span,
        consequence: "nothing was uploaded or started", remedy: "--max-cost 0.50")
    }
    guard estimate.cost > limit else { return }
    throw Failure(
      "E401", "this would cost about \(estimate.cost); the limit here is \(limit)",
      at: given.span, consequence: "nothing was uploaded or started",
      remedy: """
        raise --max-cost to \(estimate.cost.roundedUp.decimal), \
        or try fewer --epochs
        """)
  }

  private func ceilDollars(_ cost: Money, _ spent: Int) -> Int {
    (cost.microdollars + spent) / 1_000_000 + 1
  }

  /// Uploads, creates the job, and keeps it under its name.
  ///
  /// The job is noted before the service is asked, so that no crash can lose a paid one.
  func start(
    _ plan: LaunchPlan, as name: String, at chosen: ChosenService, _ cost: AgreedCost
  ) async throws -> Outcome {
    let dataset = plan.selection.dataset
    let revision = plan.selection.revision ?? dataset.revision
    do {
      let training = try await upload(plan.selection, to: chosen)
      var validation: SentFile?
      if let other = plan.validation {
        validation = try await upload(Selection(dataset: other, field: FieldPath()), to: chosen)
      }
      try workspace.beginJob(
        named: name, provider: chosen.provider.name,
        JobLaunch(
          dataset: dataset.id, revision: revision, validationDataset: plan.validation?.id,
          validationRevision: plan.validation?.revision, requestHash: plan.hash,
          reservation: cost.reservation))
      let job = try await chosen.service.createJob(
        JobRequest(
          model: plan.model, trainingFile: training.file, validationFile: validation?.file,
          suffix: plan.suffix, seed: plan.seed, method: plan.method))
      let record = try workspace.update(job, named: name)
      return outcome(record, job, training, chosen.provider, cost)
    } catch let error as ServiceError where error.status < 500 {
      // The service said no, so nothing runs there and nothing is owed.
      try? workspace.abandonJob(named: name)
      if let reservation = cost.reservation { try? workspace.release(reservation) }
      throw error
    }
  }

  private func outcome(
    _ record: JobRecord, _ job: Job, _ training: SentFile, _ provider: ProviderSummary,
    _ cost: AgreedCost
  ) -> Outcome {
    let price = cost.reservation == nil ? "free" : "about \(cost.estimate.cost)"
    var blocks: [Block] = [
      .line(
        training.line
          + ", created \("@\(record.name)", .accent) \(job.id) on \(job.model), \(price)")
    ]
    if provider.name == "sandbox" {
      blocks.append(
        .note("the sandbox trains a small model on this machine;  tail @\(record.name)  follows it")
      )
    } else {
      blocks.append(.note("tail @\(record.name)  follows it"))
    }
    return Outcome(record.json, blocks)
  }
}

extension JobRecord {
  /// The job as every verb's `--json` names it.
  var json: JSONValue {
    let numbers = job?.method.hyperparameters
    return [
      "name": .string(name), "provider": .string(provider),
      "id": job.map { .string($0.id.rawValue) } ?? .null,
      "status": .string(job?.status.rawValue ?? "unknown"),
      "base": job.map { .string($0.model) } ?? .null,
      "model": job?.fineTunedModel.map(JSONValue.string) ?? .null,
      "method": job.map { .string($0.method.kind.rawValue) } ?? .null,
      "epochs": numbers?.epochCount.number.map(JSONValue.integer) ?? .null,
      "batch_size": numbers?.batchSize.number.map(JSONValue.integer) ?? .null,
      "seed": job.map { .integer($0.seed) } ?? .null,
      "trained_tokens": job?.trainedTokens.map(JSONValue.integer) ?? .null,
      "error": job?.error.map { .string($0.message) } ?? .null,
      "created_at": .integer(createdAt),
    ]
  }
}
