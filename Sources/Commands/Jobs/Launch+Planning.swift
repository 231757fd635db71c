import CommandLanguage
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
    try LaunchCheck.compare(plan, allowsAll: input.allowsErrors, in: session)
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
    try refuseEnded(model, at: provider)
    let validation = try input.validation.map { argument in
      let dataset = try session.selections.dataset(named: argument.text, at: argument.span)
      try session.selections.refuseLocked(
        dataset, at: argument.span, consequence: "nothing was uploaded or started")
      return Selection(dataset: dataset, field: FieldPath())
    }
    let launchCheck = LaunchCheck(
      session: session, input: input, reading: try session.checks.reading(of: model, at: provider))
    let kind = try launchCheck.method(for: selection, validation)
    try launchCheck.refuseErrors(selection)
    if let validation { try launchCheck.refuseErrors(validation, isValidation: true) }
    for sent in [selection, validation].compactMap(\.self) {
      try LaunchCheck.refuseSecrets(
        of: sent, to: provider, in: session, consequence: "nothing was uploaded or started")
    }
    return LaunchPlan(
      selection: selection, training: try SentContent(of: selection, in: session.workspace),
      validation: try validation.map { try SentContent(of: $0, in: session.workspace) },
      model: model, method: TrainingMethod(kind, input.hyperparameters), suffix: input.suffix,
      seed: input.seed)
  }

  /// A model that its provider has shut down is named with its day, and with what to take instead.
  private func refuseEnded(_ model: String, at provider: ProviderSummary) throws {
    guard let table = PriceTable.known(at: provider.name), let priced = table.model(model),
      let notice = table.notices(for: priced, on: session.spending.today)
        .first(where: \.forbidsTraining)
    else { return }
    let isGone = if case .modelIsGone = notice { true } else { false }
    throw Failure(
      .modelEnded, "\(notice)", at: input.model?.span,
      consequence: "nothing was uploaded or started",
      remedy: isGone
        ? priced.successor.map { "--model \($0) takes its place" } ?? "estimate --all"
        : "estimate --all")
  }

  /// A provider that trains no models but its own has no other: another name is caught before
  /// anything is uploaded.
  private func refuseForeign(_ model: String, at provider: ProviderSummary) throws {
    guard let own = provider.defaultModel, !provider.owns(model) else { return }
    let owner = PriceTable.openAI.model(model) == nil ? nil : PriceTable.openAI.provider
    let job = (try? session.workspace.jobs())?.first { $0.name == model }
    throw Failure(
      .foreignModel, "\(provider.name) has no model \"\(model)\"", at: input.model?.span,
      consequence: "nothing was uploaded or started",
      remedy: job.map { "did you mean --model @\($0.name)?" }
        ?? owner.map { "launch … --model \(model) --provider \($0)" } ?? "--model \(own)")
  }

  private func defaultModel(at provider: ProviderSummary) throws -> String {
    guard let model = provider.defaultModel else {
      throw Failure(
        .missingArgument, "launch needs a model", consequence: "nothing was uploaded or started",
        remedy: "launch \(input.selection.argument?.text ?? "NAME") --model gpt-4.1-mini")
    }
    return model
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
