import CommandLanguage
import Datasets
import FineTuning
import JSON
import Presentation
import Pricing
import Quantities
import Workspaces

extension Command {
  package static let launch = Command(
    "launch", .jobs, "train a model on a dataset",
    usage: ["launch NAME [--model MODEL] [as JOB]"],
    options: [
      Option("model", "MODEL", "the base, or a tuned model; sandbox-1 unless said"),
      Option("epochs", "N", "passes over the data, 1 to 50"),
      Option("batch-size", "N", "examples per step, 1 to 256"),
      Option("lr", "FACTOR", "a factor on the service's learning rate"),
      Option("seed", "N", "the same seed and data give the same model"),
      Option("suffix", "TEXT", "a part of the tuned model's name"),
      Option("validation", "NAME", "a dataset to measure on, never trained"),
      Option("method", "NAME", "supervised, or dpo; what the examples are made for"),
      Option("beta", "NUMBER", "dpo only: how close to stay to the base, up to 2"),
      Option("provider", "NAME", "the provider; the one in use unless said"),
      Option("max-cost", "DOLLARS", "refuse when the estimate is higher"),
      Option("anyway", nil, "train on data that check finds errors in"),
      Option("again", nil, "launch the same once more"),
    ],
    examples: [
      Sample("launch marv as demo", "train the sandbox's model; @demo is the job"),
      Sample(
        "launch marv --model gpt-4.1-mini --provider openai --max-cost 0.10",
        "on a provider that charges"),
    ], operands: [.dataset], clauses: Command.selecting.union([.as])
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    let selection = try session.selection(invocation)
    try session.requireWhole(selection)
    return try await session.launch(selection, invocation)
  }
}

extension Session {
  fileprivate func launch(
    _ selection: Selection, _ invocation: Invocation
  ) async throws -> Outcome {
    let chosenModel = try invocation.text("model").map { try jobs.model(named: $0) }
    let provider = try provider(invocation, model: chosenModel)
    let model = try chosenModel ?? defaultModel(at: provider, invocation)
    try refuseForeign(model, at: provider, invocation)
    let method = try method(invocation, for: selection)
    let validation = try invocation.text("validation").map { name in
      try dataset(named: name, at: invocation.statement.option("validation")?.value?.span)
    }
    try refuseErrors(selection, invocation)
    let plan = LaunchPlan(
      selection: selection, validation: validation, model: model, method: method,
      suffix: invocation.text("suffix"), seed: try invocation.integer("seed", in: 0...2_147_483_647)
    )
    if !invocation.has("again"), let outcome = try await existing(plan, at: provider) {
      return outcome
    }
    let name = try jobName(invocation)
    let cost = try affordable(plan, at: provider, invocation)
    let chosen = ChosenService(
      provider: provider, service: try services.service(named: provider.name))
    var agreed: AgreedCost?
    if let cost {
      agreed = AgreedCost(cost: cost, reservation: try await agree(on: cost, at: provider, name))
    }
    return try await start(plan, as: name, at: chosen, agreed)
  }

  /// The sandbox has one model and what was tuned from it; another name is caught before anything
  /// is uploaded.
  private func refuseForeign(
    _ model: String, at provider: ProviderSummary, _ invocation: Invocation
  ) throws {
    guard provider.name == "sandbox", !Self.isSandboxModel(model) else { return }
    let owner = PriceTable.openAI.model(model) == nil ? nil : "openai"
    throw Failure(
      .foreignModel, "the sandbox has no model \"\(model)\"",
      at: invocation.statement.option("model")?.value?.span,
      consequence: "nothing was uploaded or started",
      remedy: owner.map { "launch … --model \(model) --provider \($0)" } ?? "--model sandbox-1")
  }

  private func defaultModel(
    at provider: ProviderSummary, _ invocation: Invocation
  ) throws -> String {
    guard provider.name == "sandbox" else {
      throw Failure(
        .missingArgument, "launch needs a model", consequence: "nothing was uploaded or started",
        remedy: "launch \(invocation.arguments.first?.text ?? "NAME") --model gpt-4.1-mini")
    }
    return Self.sandboxModel
  }

  private func method(
    _ invocation: Invocation, for selection: Selection
  ) throws -> TrainingMethod {
    func setting<Number>(_ value: Number?) -> Setting<Number> { value.map { .value($0) } ?? .auto }
    let name = try invocation.text("method") ?? usualMethod(for: selection)
    let kind = TrainingMethod.Kind(rawValue: name)
    guard [.supervised, .dpo].contains(kind) else {
      throw Failure(
        .badOptionValue, "--method is supervised or dpo",
        at: invocation.statement.option("method")?.value?.span,
        consequence: "nothing was uploaded or started")
    }
    return TrainingMethod(
      kind,
      Hyperparameters(
        epochCount: setting(try invocation.integer("epochs", in: 1...50)),
        batchSize: setting(try invocation.integer("batch-size", in: 1...256)),
        learningRateMultiplier: setting(try invocation.number("lr", mustBePositive: true)),
        beta: setting(try invocation.number("beta", mustBePositive: true))))
  }

  /// The method that the first example is made for.
  private func usualMethod(for selection: Selection) throws -> String {
    var name = "supervised"
    try forEach(selection) { stored in
      if (try? Example(stored.bytes))?.kind == .preference { name = "dpo" }
      return false
    }
    return name
  }

  private func refuseErrors(_ selection: Selection, _ invocation: Invocation) throws {
    if invocation.has("anyway") { return }
    let report = try check(selection.dataset, revision: selection.revision)
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
  ) async throws -> Outcome? {
    guard var record = try workspace.job(provider: provider.name, requestHash: plan.hash) else {
      return nil
    }
    if record.job == nil {
      switch try await JobSearch(session: self).find(record) {
      case .found(let found): record = found
      case .absent: return nil
      case .unknown: throw unansweredLaunch(record.name)
      }
    }
    guard let job = record.job, ![.failed, .cancelled].contains(job.status) else { return nil }
    return Outcome(
      record.json,
      [
        .line(
          """
          already launched as \("@\(record.name)", .accent) (\(job.status.rawValue)); \
          nothing was sent.  --again trains it once more
          """)
      ])
  }

  private func jobName(_ invocation: Invocation) throws -> String {
    let taken = Set(try workspace.jobs().map(\.name))
    if let argument = invocation.clause(.as) {
      guard isName(argument.text), argument.text != "last" else {
        throw Failure(
          .badName, "\"\(argument.text)\" cannot be a job's name", at: argument.span,
          consequence: "nothing was uploaded or started",
          remedy: "names are letters, digits, - and _, and start with a letter")
      }
      guard !taken.contains(argument.text) else {
        throw Failure(WorkspaceError.jobExists(argument.text))
      }
      return argument.text
    }
    var number = 1
    while taken.contains("job\(number)") { number += 1 }
    return "job\(number)"
  }
}

/// Everything that makes one launch equal to another.
struct LaunchPlan {
  var selection: Selection
  var validation: Dataset?
  var model: String
  var method: TrainingMethod
  var suffix: String?
  var seed: Int?

  /// Equal for equal plans: revision, parameters, model.
  var hash: String {
    let numbers = method.hyperparameters
    let parts: [String] = [
      "\(selection.dataset.id)r\(selection.revision ?? selection.dataset.revision)",
      validation.map { "\($0.id)r\($0.revision)" } ?? "", model, method.kind.rawValue,
      "\(numbers.epochCount)", "\(numbers.batchSize)", "\(numbers.learningRateMultiplier)",
      "\(numbers.beta)", suffix ?? "", seed.map(String.init) ?? "",
    ]
    return parts.joined(separator: "|")
  }
}
