import CommandLanguage
import Datasets
package import JSON
import Pricing
package import Quantities

/// What `estimate` is asked.
package struct EstimateInput: Sendable {
  var selection: SelectionRequest
  /// nil for the model that is trained here.
  var model: Argument?
  /// nil for the service's own choice.
  var epochs: Int?
  /// Whether every model that still trains is asked for.
  var comparesAll: Bool
}

/// What training would cost, on one model or on each.
package enum EstimateResult: VerbResult {
  case one(EstimateDetails)
  case comparison(Comparison)

  /// Estimates for the same examples, the cheapest first.
  package struct Comparison: Sendable {
    /// What a comparison shows of one model.
    package struct Row: Sendable {
      package var model: String
      package var tokensPerEpoch: Int
      package var isExact: Bool
      package var epochs: Int
      /// For a million tokens; nil when training is free.
      package var price: Money?
      package var cost: Money
    }

    var estimates: [Estimate]
    package var priceDate: Day
    /// Where the prices were read.
    package var priceSource: String

    package var rows: [Row] {
      estimates.map {
        Row(
          model: $0.model, tokensPerEpoch: $0.tokensPerEpoch, isExact: $0.isExact,
          epochs: $0.epochs, price: $0.price, cost: $0.cost)
      }
    }
  }

  package var json: JSONValue {
    switch self {
    case .one(let details): details.json
    case .comparison(let comparison): .array(comparison.estimates.map(\.json))
    }
  }
}

extension Verb where Input == EstimateInput, Result == EstimateResult {
  /// `estimate`: what training would cost.
  package static var estimate: Self {
    Self(
      VerbDeclaration(
        "estimate", .money, "say what training would cost, with the arithmetic",
        usage: ["estimate [NAME] [--model MODEL] [--epochs N]", "estimate NAME --all"],
        options: [
          .init("model", "MODEL", "the base model; sandbox-1 unless said"),
          .init("epochs", "N", "passes over the data; the service's own choice unless said"),
          .init("all", nil, "every model that still trains, the cheapest first"),
        ],
        examples: [
          .init("estimate marv --model gpt-4.1-mini --epochs 3", "one price, step by step"),
          .init("estimate marv --all", "all prices side by side"),
        ], operands: [.dataset], traits: .reading),
      read: { reader throws(Failure) in
        EstimateInput(
          selection: reader.selection(reader.optionalArgument()), model: reader.value("model"),
          epochs: try reader.integer("epochs", in: 1...50), comparesAll: reader.flag("all"))
      },
      perform: { input, session in
        let selection = try session.selections.selection(input.selection)
        let spending = session.spending
        if input.comparesAll {
          return .comparison(
            EstimateResult.Comparison(
              estimates: try spending.estimates(selection, epochs: input.epochs),
              priceDate: PriceTable.openAI.date, priceSource: PriceTable.openAI.source))
        }
        guard let model = try input.model?.text ?? session.providers.local?.defaultModel else {
          throw Failure(
            .missingArgument, "estimate needs a model", consequence: "nothing was done",
            remedy: "estimate \(selection.name) --model gpt-4.1-mini")
        }
        let estimate = try spending.estimate(
          selection, model: model, epochs: input.epochs, at: input.model?.span)
        var details = EstimateDetails(estimate, in: session)
        details.refusedKind = try refusedKind(of: selection, by: input.model, in: session)
        return .one(details)
      })
  }
}

/// What the examples of a dataset are, where a model does not train on such; nil where it does, or
/// nothing is known of it.
private func refusedKind(
  of selection: Selection, by model: Argument?, in session: Session
) throws -> String? {
  let reading =
    try model.map { try? session.checks.reading(named: $0) } ?? session.checks.readingInUse()
  let kind = try session.selections.kind(of: selection.dataset, revision: selection.revision)
  guard let target = reading?.target, let kind, !target.kinds.contains(kind) else { return nil }
  return kind.plural
}
