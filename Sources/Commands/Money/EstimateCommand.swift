import CommandLanguage
import JSON
import Presentation
import Pricing
import Quantities
import Tokenization
import Workspaces

extension Command {
  package static let estimate = Command(
    "estimate", .money, "say what training would cost, with the arithmetic",
    usage: ["estimate [NAME] [--model MODEL] [--epochs N]", "estimate NAME --all"],
    options: [
      Option("model", "MODEL", "the base model; sandbox-1 unless said"),
      Option("epochs", "N", "passes over the data; the service's own choice unless said"),
      Option("all", nil, "every model that still trains, the cheapest first"),
    ],
    examples: [
      Sample("estimate marv --model gpt-4.1-mini --epochs 3", "one price, step by step"),
      Sample("estimate marv --all", "all prices side by side"),
    ], operands: [.dataset], isReading: true
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    let selection = try session.selection(invocation)
    let epochs = try invocation.integer("epochs", in: 1...50)
    if invocation.has("all") { return try session.compareEstimates(selection, epochs: epochs) }
    let model = invocation.text("model") ?? Session.sandboxModel
    let estimate = try session.estimate(
      selection, model: model, epochs: epochs,
      at: invocation.statement.option("model")?.value?.span)
    return Outcome(estimate.json, session.blocks(of: estimate))
  }
}

extension Session {
  /// The sum in one line, and what a person should know about it.
  func blocks(of estimate: Estimate) -> [Block] {
    var blocks: [Block] = [.line(StyledText(estimate.arithmetic))]
    if estimate.epochChoice == .byDefault {
      blocks.append(
        .note(
          StyledText(
            "\(NumberFormat.count(estimate.epochs, "epoch")) is the default for "
              + NumberFormat.count(estimate.exampleCount, "example"))))
    }
    for part in estimate.estimatedParts {
      blocks.append(
        .note(
          StyledText(
            "of these ~\(NumberFormat.count(part.tokens)) per epoch for \(part.name): \(part.rule)")
        ))
    }
    let encoding = TokenEncoding(model: estimate.model) ?? Session.datasetEncoding
    if !countsExactly(encoding) { blocks.append(.note(StyledText(estimateReason(encoding)))) }
    if estimate.truncatedCount > 0, let limit = estimate.exampleLimit {
      blocks.append(
        .line(
          """
          \("\(NumberFormat.count(estimate.truncatedCount, "example"))", .caution) longer than \
          \(NumberFormat.count(limit)) tokens: the end is cut, \
          \(NumberFormat.count(estimate.truncatedTokens, "token")) per epoch are not trained
          """))
    }
    if estimate.missingExamples > 0 {
      blocks.append(
        .line(
          "\("too few examples", .caution): \(NumberFormat.count(estimate.missingExamples)) more are needed"
        ))
    }
    if let priced = PriceTable.openAI.model(estimate.model), estimate.price != nil {
      let today = Day(secondsSince1970: surroundings.now())
      blocks += PriceTable.openAI.notices(for: priced, on: today).map {
        .line(StyledText($0.description, .caution))
      }
    }
    return blocks
  }

  fileprivate func compareEstimates(_ selection: Selection, epochs: Int?) throws -> Outcome {
    let today = Day(secondsSince1970: surroundings.now())
    var estimates = [try estimate(selection, model: Session.sandboxModel, epochs: epochs)]
    for model in PriceTable.openAI.models
    where !PriceTable.openAI.notices(for: model, on: today).contains(where: \.forbidsTraining) {
      estimates.append(try estimate(selection, model: model.snapshot, epochs: epochs))
    }
    estimates.sort { ($0.cost, $0.model) < ($1.cost, $1.model) }
    let rows = estimates.map { estimate -> [StyledText] in
      [
        StyledText(estimate.model, .accent),
        StyledText((estimate.isExact ? "" : "~") + NumberFormat.count(estimate.tokensPerEpoch)),
        StyledText("\(estimate.epochs)"),
        StyledText(estimate.price.map { "\($0)/M" } ?? "free"),
        StyledText(estimate.price == nil ? "free" : estimate.cost.description),
      ]
    }
    let table = Table(
      [
        .init("model"), .init("tokens", alignment: .trailing, priority: 1),
        .init("epochs", alignment: .trailing), .init("price", alignment: .trailing, priority: 2),
        .init("cost", alignment: .trailing),
      ], rows: rows)
    return Outcome(
      .array(estimates.map(\.json)),
      [
        .table(table),
        .note(StyledText("prices of \(PriceTable.openAI.date), \(PriceTable.openAI.source)")),
      ])
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
