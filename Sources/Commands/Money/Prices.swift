import CommandLanguage
import Datasets
import FineTuning
import JSON
import Presentation
import Pricing
import Spelling
import Tokenization
import Workspaces

extension Session {
  /// What the model costs at that provider; nil where no price is known.
  func priced(_ model: String, at provider: String) -> PricedModel? {
    PriceTable.known(at: provider)?.model(model)
  }

  /// What training on the selection would cost, with its arithmetic.
  ///
  /// - Throws: ``Failure`` E402 for a model without a known price.
  func estimate(
    _ selection: Selection, model: String, epochs: Int?, at span: Span? = nil
  ) throws -> Estimate {
    if Self.isSandboxModel(model) {
      let found = try tokenCounts(
        selection, encoding: Session.datasetEncoding, rules: .standard)
      let byDefault = TrainingMethod(.supervised).resolved(exampleCount: found.counts.count)
      var estimate = Estimate(
        free: model, tokens: found.counts, epochs: epochs ?? byDefault.epochCount.number)
      if epochs == nil { estimate.epochChoice = .byDefault }
      estimate.isExact = countsExactly()
      estimate.note(found, .standard)
      return estimate
    }
    guard let priced = PriceTable.openAI.model(model) else {
      throw Failure(
        .noPrice, "no price is known for \"\(model)\"", at: span,
        remedy: pricedName(near: model).map { "did you mean \($0)?" } ?? "estimate --all")
    }
    let rules = TokenRules(model: priced.snapshot)
    let found = try tokenCounts(selection, encoding: priced.encoding, rules: rules)
    var estimate = PriceTable.openAI.estimate(
      priced, tokens: found.counts, epochs: epochs, isExact: countsExactly(priced.encoding))
    estimate.note(found, rules)
    return estimate
  }

  /// The model with a known price whose name is the most like this one.
  func pricedName(near model: String) -> String? {
    nearest(to: model, in: PriceTable.openAI.models.flatMap { [$0.snapshot] + $0.aliases })
  }
}
