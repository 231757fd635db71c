import CommandLanguage
import Datasets
import JSON
import Presentation
import Pricing
import Tokenization
import Workspaces

extension Session {
  /// What the model costs at that provider; nil where no price is known.
  func priced(_ model: String, at provider: String) -> PricedModel? {
    PriceTable.known(at: provider)?.model(model)
  }

  /// Tokens of each selected example in the model's own encoding.
  func tokenCounts(_ selection: Selection, encoding: TokenEncoding) throws -> [Int] {
    var counts: [Int] = []
    // The workspace has the default encoding's counts already.
    let recount = encoding != Session.datasetEncoding
    let count = unsafe makeStringCount(encoding)
    try forEach(selection) { stored in
      if let known = stored.facts.tokens, !recount {
        counts.append(known)
      } else if let example = try? Example(stored.bytes) {
        counts.append(unsafe ExampleTokens(of: example, count: count).total)
      }
      return true
    }
    return counts
  }

  /// What training on the selection would cost, with its arithmetic.
  ///
  /// - Throws: ``Failure`` E402 for a model without a known price.
  func estimate(
    _ selection: Selection, model: String, epochs: Int?, at span: Span? = nil
  ) throws -> Estimate {
    if Self.isSandboxModel(model) {
      let counts = try tokenCounts(selection, encoding: Session.datasetEncoding)
      var estimate = Estimate(
        free: model, tokens: counts, epochs: epochs ?? sandboxEpochs(counts.count))
      if epochs == nil { estimate.epochChoice = .byDefault }
      estimate.isExact = countsExactly()
      return estimate
    }
    guard let priced = PriceTable.openAI.model(model) else {
      throw Failure(
        "E403", "no price is known for \"\(model)\"", at: span,
        remedy: pricedName(near: model).map { "did you mean \($0)?" } ?? "estimate --all")
    }
    let counts = try tokenCounts(selection, encoding: priced.encoding)
    return PriceTable.openAI.estimate(
      priced, tokens: counts, epochs: epochs, isExact: countsExactly(priced.encoding))
  }

  /// The model with a known price whose name is the most like this one.
  func pricedName(near model: String) -> String? {
    nearest(to: model, in: PriceTable.openAI.models.flatMap { [$0.snapshot] + $0.aliases })
  }

  /// The sandbox's own choice: enough passes for about 500 steps, 3 to 10; fewer for much data.
  func sandboxEpochs(_ count: Int) -> Int {
    guard count > 0 else { return 10 }
    if count >= 2_000 { return max(1, 6_000 / count) }
    return min(10, max(3, (500 + count - 1) / count))
  }
}
