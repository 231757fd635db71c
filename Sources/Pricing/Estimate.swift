package import Quantities

/// What a training would cost, with every number that the amount is made of.
package struct Estimate: Sendable, Hashable {
  /// Why this many epochs.
  package enum EpochChoice: Sendable, Hashable {
    case asked
    /// What the service chooses for the number of examples by default.
    case byDefault
  }

  /// The dated name; for a provider without prices, the name that was given.
  package var model: String
  package var exampleCount: Int
  /// Tokens of one epoch, longer examples cut at the model's limit.
  package var tokensPerEpoch: Int
  package var epochs: Int
  package var epochChoice: EpochChoice
  /// For a million tokens; nil when training is free.
  package var price: Money?
  /// The day of the price table; nil when training is free.
  package var priceDate: Day?
  /// Whether the tokens were counted with the model's own encoding, and are words alone.
  package var isExact: Bool
  /// Examples longer than the limit, which lose their end in training.
  package var truncatedCount: Int
  /// Tokens of one example that are trained on at most; nil without a limit.
  package var exampleLimit: Int?
  /// Tokens per epoch that the truncation leaves out.
  package var truncatedTokens: Int
  /// Examples that are missing from the service's minimum.
  package var missingExamples: Int
  /// Of the tokens of one epoch, before any truncation, those that no documented rule gives.
  package var estimatedParts: [EstimatedPart] = []

  /// Something in the examples that is counted by a rule of thumb.
  package struct EstimatedPart: Sendable, Hashable {
    /// What it is, such as `images`.
    package var name: String
    package var tokens: Int
    /// The rule in words.
    package var rule: String

    package init(name: String, tokens: Int, rule: String) {
      self.name = name
      self.tokens = tokens
      self.rule = rule
    }
  }

  /// Tokens over all epochs, which is what is billed.
  package var trainedTokens: Int { tokensPerEpoch.multipliedClamped(by: epochs) }

  /// Rounded to a millionth of a dollar.
  package var cost: Money {
    guard let price else { return .zero }
    return Money.sum([(trainedTokens, price)])
  }
}

extension Estimate {
  /// In percent, what is added where tokens could only be estimated.
  package static let margin = 20

  /// What a limit is held against: the cost, with the ``margin`` unless the tokens are exact.
  package var guardedCost: Money {
    guard !isExact else { return cost }
    return Money(
      microdollars: cost.microdollars.multipliedClamped(by: 100 + Self.margin).addingClamped(99)
        / 100)
  }
}

extension PriceTable {
  /// The estimate for training `model` on examples of these token counts.
  ///
  /// - Complexity: O(*n*) in the examples.
  package func estimate(
    _ model: PricedModel, tokens: some Sequence<Int>, epochs: Int? = nil, isExact: Bool = true
  ) -> Estimate {
    var estimate = Estimate(
      free: model.snapshot, tokens: tokens, epochs: epochs, limit: model.limits.example)
    estimate.price = model.prices.training
    estimate.priceDate = date
    estimate.isExact = isExact
    estimate.missingExamples = max(0, model.limits.minimumExamples - estimate.exampleCount)
    return estimate
  }

  /// The estimate for every model that still trains on a day, the cheapest first.
  package func comparison(
    tokens: [Int], epochs: Int? = nil, isExact: Bool = true, on today: Day
  ) -> [Estimate] {
    models.filter { model in !notices(for: model, on: today).contains(where: \.forbidsTraining) }
      .map { estimate($0, tokens: tokens, epochs: epochs, isExact: isExact) }
      .sorted { ($0.cost, $0.model) < ($1.cost, $1.model) }
  }
}

extension Estimate {
  /// The estimate where training costs nothing, as in the sandbox.
  package init(
    free model: String, tokens: some Sequence<Int>, epochs: Int? = nil, limit: Int? = nil
  ) {
    self.model = model
    exampleLimit = limit
    exampleCount = 0
    tokensPerEpoch = 0
    truncatedCount = 0
    truncatedTokens = 0
    for count in tokens {
      exampleCount += 1
      tokensPerEpoch = tokensPerEpoch.addingClamped(min(count, limit ?? count))
      if let limit, count > limit {
        truncatedCount += 1
        truncatedTokens = truncatedTokens.addingClamped(count.subtractingClamped(limit))
      }
    }
    self.epochs = epochs ?? defaultEpochs(exampleCount: exampleCount)
    epochChoice = epochs == nil ? .byDefault : .asked
    isExact = true
    missingExamples = 0
  }

  /// The whole sum in one line, as a person would write it down.
  package var arithmetic: String {
    let mark = isExact ? "" : "~"
    let examples = "\(NumberFormat.count(exampleCount)) example\(exampleCount == 1 ? "" : "s")"
    let tokens = "\(mark)\(NumberFormat.count(tokensPerEpoch)) tokens"
    let passes = "\(epochs) epoch\(epochs == 1 ? "" : "s")"
    let product = "\(mark)\(NumberFormat.count(trainedTokens))"
    guard let price, let priceDate else {
      return "\(examples) · \(tokens) × \(passes) = \(product) · free"
    }
    return "\(examples) · \(tokens) × \(passes) = \(product) · \(price)/M "
      + "(price table \(priceDate)) = about \(cost)"
  }
}

/// The passes over the data that OpenAI makes by default.
///
/// The rule of the cookbook's data preparation notebook, confirmed by real jobs: three, unless
/// that is fewer than 100 or more than 25,000 examples in all; at least 1 and at most 25.
package func defaultEpochs(exampleCount: Int) -> Int {
  let (target, fewest, most) = (3, 100, 25_000)
  if exampleCount <= 0 { return target }
  if exampleCount * target < fewest { return min(25, fewest / exampleCount) }
  if exampleCount * target > most { return max(1, most / exampleCount) }
  return target
}
