import CommandLanguage
import Datasets
import FineTuning
import Pricing
import Quantities
import Workspaces

/// One launch, from what its line asks for to its job.
struct Launch {
  let session: Session
  let input: LaunchInput

  func run() async throws -> LaunchResult {
    let selection = try session.selections.selection(input.selection)
    try FileSending.requireWhole(selection)
    let chosenModel = try input.model.map { try session.jobs.model(named: $0.text) }
    let provider = try session.providers.provider(input.provider, model: chosenModel)
    let plan = try plan(for: selection, model: chosenModel, at: provider)
    if !input.isRepeated, let record = try await existing(plan, at: provider) {
      return LaunchResult(record: record)
    }
    let name = try jobName()
    let cost = try session.spending.affordable(
      plan, at: provider, limit: input.limit, model: input.model?.span)
    let chosen = ChosenService(
      provider: provider, service: try session.services.service(named: provider.name))
    var agreed: AgreedCost?
    if let cost {
      agreed = AgreedCost(
        cost: cost,
        reservation: try await session.spending.agree(on: cost, at: provider, forJob: name))
    }
    let launching = Launching(
      session: session, plan: plan, name: name, chosen: chosen, agreed: agreed)
    return try await launching.run()
  }

  private func plan(
    for selection: Selection, model: String?, at provider: ProviderSummary
  ) throws -> LaunchPlan {
    let model = try model ?? defaultModel(at: provider)
    try refuseForeign(model, at: provider)
    let kind = try input.method ?? usualMethod(for: selection)
    let validation = try input.validation.map {
      try session.selections.dataset(named: $0.text, at: $0.span)
    }
    try refuseErrors(selection)
    return LaunchPlan(
      selection: selection, validation: validation, model: model,
      method: TrainingMethod(kind, input.hyperparameters), suffix: input.suffix, seed: input.seed)
  }

  /// A provider that trains no models but its own has no other: another name is caught before
  /// anything is uploaded.
  private func refuseForeign(_ model: String, at provider: ProviderSummary) throws {
    guard let own = provider.defaultModel, !provider.owns(model) else { return }
    let owner = PriceTable.openAI.model(model) == nil ? nil : PriceTable.openAI.provider
    throw Failure(
      .foreignModel, "the \(provider.name) has no model \"\(model)\"", at: input.model?.span,
      consequence: "nothing was uploaded or started",
      remedy: owner.map { "launch … --model \(model) --provider \($0)" } ?? "--model \(own)")
  }

  private func defaultModel(at provider: ProviderSummary) throws -> String {
    guard let model = provider.defaultModel else {
      throw Failure(
        .missingArgument, "launch needs a model", consequence: "nothing was uploaded or started",
        remedy: "launch \(input.selection.argument?.text ?? "NAME") --model gpt-4.1-mini")
    }
    return model
  }

  /// The method that the first example is made for.
  private func usualMethod(for selection: Selection) throws -> TrainingMethod.Kind {
    var kind = TrainingMethod.Kind.supervised
    try session.selections.forEach(selection) { stored in
      if (try? Example(stored.bytes))?.kind == .preference { kind = .dpo }
      return false
    }
    return kind
  }

  private func refuseErrors(_ selection: Selection) throws {
    if input.allowsErrors { return }
    let report = try session.checks.check(selection.dataset, revision: selection.revision)
    let errors = report.count(.error)
    guard errors > 0 else { return }
    let first = report.findings.first { $0.severity == .error }
    let place = first?.example.map { "\(selection.dataset.name)#\($0)" } ?? selection.name
    throw Failure(
      .dataHasErrors, "\(selection.name) has \(NumberFormat.count(errors, "error"))",
      context: first.map { ["\($0.rule) \(place): \($0.detail)"] } ?? [],
      consequence: "nothing was uploaded or started",
      remedy: "check \(selection.name), mend it, or launch with --anyway")
  }

  /// The job that the same launch has made before, unless it went wrong.
  ///
  /// - Throws: ``Failure`` E324 when it is not known whether that launch has made one.
  private func existing(
    _ plan: LaunchPlan, at provider: ProviderSummary
  ) async throws -> JobRecord? {
    guard
      var record = try session.workspace.job(provider: provider.name, requestHash: plan.hash)
    else { return nil }
    if record.job == nil {
      switch try await JobSearch(session: session).find(record) {
      case .found(let found): record = found
      case .absent: return nil
      case .unknown: throw Failure.unansweredLaunch(record.name)
      }
    }
    guard let job = record.job, ![.failed, .cancelled].contains(job.status) else { return nil }
    return record
  }

  private func jobName() throws -> String {
    let taken = Set(try session.workspace.jobs().map(\.name))
    if let name = input.name {
      guard !taken.contains(name) else { throw Failure(WorkspaceError.jobExists(name)) }
      return name
    }
    var number = 1
    while taken.contains("job\(number)") { number += 1 }
    return "job\(number)"
  }
}
