import CommandLanguage
import Datasets
import FineTuning
import Pricing
import Spelling
import Tokenization
import Workspaces

extension Spending {
  /// What the model costs at that provider; nil where no price is known.
  func priced(_ model: String, at provider: String) -> PricedModel? {
    PriceTable.known(at: provider)?.model(model)
  }

  /// What training on the selection would cost, with its arithmetic.
  ///
  /// - Throws: ``Failure`` E403 for a model without a known price.
  func estimate(
    _ selection: Selection, model: String, epochs: Int?, at span: Span? = nil
  ) throws -> Estimate {
    if let owner = try session.providers.owner(of: model), !owner.isPriced {
      return try freeEstimate(selection, model: model, epochs: epochs, at: owner)
    }
    guard let priced = PriceTable.openAI.model(model) else {
      throw Failure(
        .noPrice, "no price is known for \"\(model)\"", at: span,
        remedy: pricedName(near: model).map { "did you mean \($0)?" } ?? "estimate --all")
    }
    let rules = TokenRules(model: priced.snapshot)
    let found = try session.tokens.tokenCounts(selection, encoding: priced.encoding, rules: rules)
    var estimate = PriceTable.openAI.estimate(
      priced, tokens: found.counts, epochs: epochs,
      isExact: session.tokens.countsExactly(priced.encoding))
    estimate.note(found, rules)
    return estimate
  }

  /// In the model's own tokens where its service measures them, so that the job will say the same.
  private func freeEstimate(
    _ selection: Selection, model: String, epochs: Int?, at provider: ProviderSummary
  ) throws -> Estimate {
    let service = try session.services.service(named: provider.name)
    if let measure = try service.offer((any ExampleMeasuring).self)?.measure(for: model) {
      let read = measure.makeReader()
      var tokens: [Int] = []
      try session.selections.forEach(selection) { stored in
        try Task.checkCancellation()
        let reading = try? read(Example(stored.bytes).sentBytes)
        tokens.append(reading?.computed ?? 0)
        return true
      }
      let method = TrainingMethod(.supervised)
      let byDefault =
        provider.isTrainedByEngine(model)
        ? method.resolvedForEngines(exampleCount: tokens.count)
        : method.resolved(exampleCount: tokens.count)
      var estimate = Estimate(
        free: model, tokens: tokens, epochs: epochs ?? byDefault.epochCount.number)
      if epochs == nil { estimate.epochChoice = .byDefault }
      return estimate
    }
    let found = try session.tokens.tokenCounts(
      selection, encoding: TokenCounting.datasetEncoding, rules: .standard)
    let byDefault = TrainingMethod(.supervised).resolved(exampleCount: found.counts.count)
    var estimate = Estimate(
      free: model, tokens: found.counts, epochs: epochs ?? byDefault.epochCount.number)
    if epochs == nil { estimate.epochChoice = .byDefault }
    estimate.isExact = session.tokens.countsExactly()
    estimate.note(found, .standard)
    return estimate
  }

  /// The estimates of every model that still trains, the cheapest first.
  func estimates(_ selection: Selection, epochs: Int?) throws -> [Estimate] {
    let today = today
    let priced = PriceTable.openAI.models.filter { model in
      !PriceTable.openAI.notices(for: model, on: today).contains(where: \.forbidsTraining)
    }
    let models = [try session.providers.local?.defaultModel].compactMap(\.self)
    return try (models + priced.map(\.snapshot)).map { model in
      try estimate(selection, model: model, epochs: epochs)
    }
    .sorted { ($0.cost, $0.model) < ($1.cost, $1.model) }
  }

  /// The model with a known price whose name is the most like this one.
  func pricedName(near model: String) -> String? {
    nearest(to: model, in: PriceTable.openAI.models.flatMap { [$0.snapshot] + $0.aliases })
  }
}
