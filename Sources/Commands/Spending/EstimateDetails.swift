import JSON
package import Pricing
import Quantities
import Tokenization

/// An estimate with what a person should know before trusting it.
package struct EstimateDetails: Sendable {
  package var estimate: Estimate
  /// Why tokens are not counted exactly; nil where the model's vocabulary is on this machine.
  package var reason: EstimateReason?
  /// What ends, or has ended, for the model.
  package var notices: [ShutdownNotice] = []
  /// What the examples are, where the model does not train on such; nil where it does.
  package var refusedKind: String?

  /// The estimate with what it leaves out.
  var json: JSONValue {
    guard case .object(let members) = estimate.json else { return estimate.json }
    let kind = refusedKind.map(JSONValue.string) ?? .null
    return .object(members + [JSONMember("refused_kind", kind)])
  }

  init(_ estimate: Estimate, in session: Session) {
    self.estimate = estimate
    // A model that counts for itself needs no vocabulary.
    reason =
      estimate.isExact
      ? nil
      : session.tokens.estimateReason(
        TokenEncoding(model: estimate.model) ?? TokenCounting.datasetEncoding)
    if estimate.price != nil, let priced = PriceTable.openAI.model(estimate.model) {
      notices = PriceTable.openAI.notices(for: priced, on: session.spending.today)
    }
  }
}

extension Estimate {
  /// The estimate as `--json` gives it; money in dollars.
  var json: JSONValue {
    [
      "model": .string(model), "examples": .integer(exampleCount),
      "tokens_per_epoch": .integer(tokensPerEpoch), "epochs": .integer(epochs),
      "trained_tokens": .integer(trainedTokens), "tokens_are_exact": .bool(isExact),
      "price_per_million": price.map { .number(Double($0.microdollars) / 1e6) } ?? .null,
      "price_date": priceDate.map { .string($0.description) } ?? .null,
      "cost": .number(Double(cost.microdollars) / 1e6),
      "truncated_examples": .integer(truncatedCount),
      "estimated_parts": .array(
        estimatedParts.map { part in
          [
            "part": .string(part.name), "tokens": .integer(part.tokens), "rule": .string(part.rule),
          ]
        }),
    ]
  }
}
