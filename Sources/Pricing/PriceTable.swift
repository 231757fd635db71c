// Counts of tokens come in; prices and estimates go out, with every number that they are made of
// and the day of the price. Read this file first, then `Estimate.swift`.

package import Quantities
import Tokenization

/// Prices as one page gave them on one day; prices are valid only for their date.
package struct PriceTable: Sendable, Hashable {
  package var provider: String
  /// When the prices were read.
  package var date: Day
  /// Where they were read.
  package var source: String
  /// The day from which no job can be created any more; nil while no such day is announced.
  package var lastJobCreation: Day?
  package var models: [PricedModel]

  package init(
    provider: String, date: Day, source: String, lastJobCreation: Day? = nil,
    models: [PricedModel]
  ) {
    self.provider = provider
    self.date = date
    self.source = source
    self.lastJobCreation = lastJobCreation
    self.models = models
  }

  /// The model of that name: a snapshot, an alias, or a tuned model (`ft:BASE:...`); nil when the
  /// table does not have it.
  package func model(_ name: String) -> PricedModel? {
    var wanted = name[...]
    if name.hasPrefix("ft:") { wanted = name.dropFirst(3).prefix { $0 != ":" } }
    return models.first { $0.snapshot == wanted || $0.aliases.contains(String(wanted)) }
  }
}

extension PriceTable {
  /// The prices of that provider; nil when they are not known.
  ///
  /// Azure's are OpenAI's: its own depend on the region, and hosting a tuned model costs extra.
  package static func known(at provider: String) -> PriceTable? {
    ["openai", "azure"].contains(provider) ? openAI : nil
  }

  /// OpenAI's supervised and preference tuning; both are billed by the training tokens.
  ///
  /// Prices: the pricing page of developers.openai.com as mirrored after the notice of May 2026,
  /// checked against LiteLLM's table. Dates: the deprecations page. The prices for gpt-3.5-turbo
  /// and the `-002` models are of the same page.
  package static let openAI = PriceTable(
    provider: "openai", date: Day(2026, 11, 21), source: "developers.openai.com/api/docs/pricing",
    lastJobCreation: Day(2027, 1, 6),
    models: [
      PricedModel(
        "gpt-4.1-2025-04-14", aliases: ["gpt-4.1"],
        prices: prices("25", "3", cached: "0.75", "12"), limits: long, encoding: .o200k,
        shutdown: Day(2027, 1, 14)),
      PricedModel(
        "gpt-4.1-mini-2025-04-14", aliases: ["gpt-4.1-mini"],
        prices: prices("5", "0.8", cached: "0.2", "3.2"), limits: long, encoding: .o200k,
        shutdown: Day(2027, 1, 14)),
      PricedModel(
        "gpt-4.1-nano-2025-04-14", aliases: ["gpt-4.1-nano"],
        prices: prices("1.5", "0.2", cached: "0.05", "0.8"), limits: long, encoding: .o200k,
        shutdown: Day(2026, 10, 23), successor: "gpt-4.1-mini"),
      PricedModel(
        "gpt-4o-2024-08-06", aliases: ["gpt-4o"],
        prices: prices("25", "3.75", cached: "1.875", "15"), limits: long, encoding: .o200k,
        shutdown: Day(2027, 1, 14)),
      PricedModel(
        "gpt-4o-mini-2024-07-18", aliases: ["gpt-4o-mini"],
        prices: prices("3", "0.3", cached: "0.15", "1.2"), limits: long, encoding: .o200k,
        shutdown: Day(2027, 1, 14)),
      PricedModel(
        "gpt-3.5-turbo-0125", aliases: ["gpt-3.5-turbo"],
        prices: prices("8", "3", cached: nil, "6"), limits: short, encoding: .cl100k,
        shutdown: Day(2026, 10, 23), successor: "gpt-4o-mini"),
      PricedModel(
        "davinci-002", prices: prices("6", "12", cached: nil, "12"), limits: short,
        encoding: .cl100k, readsCompletions: true),
      PricedModel(
        "babbage-002", prices: prices("0.4", "1.6", cached: nil, "1.6"), limits: short,
        encoding: .cl100k, readsCompletions: true),
    ])

  private static let long = PricedModel.Limits(example: 65_536, context: 128_000)
  private static let short = PricedModel.Limits(example: 16_385, context: 16_385)

  private static func prices(
    _ training: String, _ input: String, cached: String?, _ output: String
  ) -> PricedModel.Prices {
    func money(_ text: String) -> Money { Money(text) ?? .zero }
    return PricedModel.Prices(
      training: money(training), input: money(input), cachedInput: cached.map(money),
      output: money(output))
  }
}
