import Pricing
import Quantities
import Testing

@Suite struct MoneyTests {
  @Test(arguments: [
    (0, "$0.00"), (1, "$0.000001"), (40, "$0.00004"), (2_597, "$0.003"), (9_400, "$0.009"),
    (9_600, "$0.01"), (10_000, "$0.01"), (42_000, "$0.04"), (420_000, "$0.42"),
    (999_999, "$1.00"), (1_000_000, "$1.00"), (1_234_567_890, "$1,234.57"), (-2_597, "-$0.003"),
  ])
  func `An amount shows cents, and below a cent its first digit`(amount: Int, text: String) {
    #expect(Money(microdollars: amount).description == text)
  }

  @Test(arguments: [
    (0, "$0.00"), (2_100, "$0.003"), (9_600, "$0.01"), (10_001, "$0.02"), (20_000, "$0.02"),
    (1_234_567_890, "$1,234.57"),
  ])
  func `An amount rounded up is enough as a limit`(amount: Int, text: String) {
    let limit = Money(microdollars: amount).roundedUp
    #expect(limit.description == text)
    #expect(limit.microdollars >= amount)
  }

  @Test(arguments: [
    ("1", 1_000_000), ("$0.42", 420_000), ("0.003", 3_000), (".5", 500_000), ("2.", 2_000_000),
    ("$1_000", 1_000_000_000), ("0.000001", 1),
  ])
  func `An amount is read as people type it`(text: String, amount: Int) {
    #expect(Money(text)?.microdollars == amount)
  }

  @Test(arguments: [(0, "0.00"), (1, "0.000001"), (2_500, "0.0025"), (1_500_000, "1.50")])
  func `An amount can be written down whole and read back`(amount: Int, text: String) {
    #expect(Money(microdollars: amount).decimal == text)
    #expect(Money(text)?.microdollars == amount)
  }

  @Test(arguments: ["", "$", ".", "-1", "1e3", "0.0000001", "1.2.3", "1,000", "99999999999999999"])
  func `What is no amount is not read as one`(text: String) {
    #expect(Money(text) == nil)
  }
}

@Suite struct DayTests {
  @Test func `Every day of four centuries survives the count of days and back`() {
    var previous = Day(1969, 12, 31)
    for count in 0..<146_097 {
      let day = Day(secondsSince1970: count * 86_400 + 86_399)
      #expect(day.daysSince1970 == count && previous < day && Day(day.description) == day)
      previous = day
    }
    #expect(previous == Day(2369, 12, 31))
  }

  @Test(arguments: ["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "2026-11-21x", ""])
  func `A day that the calendar does not have is refused`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func `A second before 1970 is on the day before`() {
    #expect(Day(secondsSince1970: -1).description == "1969-12-31")
  }
}

@Suite struct EstimateTests {
  // Real jobs: 10 examples trained 10 epochs; 100, 101 and 103 examples trained 3.
  @Test(arguments: [
    (1, 25), (4, 25), (5, 20), (10, 10), (12, 8), (33, 3), (34, 3), (100, 3), (101, 3), (103, 3),
    (8_333, 3), (8_334, 2), (12_501, 1), (1_000_000, 1), (0, 3),
  ])
  func `The default number of epochs follows the cookbook`(examples: Int, epochs: Int) {
    #expect(defaultEpochs(exampleCount: examples) == epochs)
  }

  @Test func `The arithmetic is shown with the date of the price`() throws {
    let table = PriceTable.openAI
    let model = try #require(table.model("gpt-4.1-nano"))
    let tokens = Array(repeating: 52, count: 10) + [57]
    let estimate = table.estimate(model, tokens: tokens, epochs: 3, isExact: false)
    #expect(
      estimate.arithmetic == "11 examples · ~577 tokens × 3 epochs = ~1,731 · $1.50/M "
        + "(price table 2026-11-21) = about $0.003")
    #expect(estimate.cost.microdollars == 2_597)
  }

  @Test func `A limit is held against more than an estimate of tokens`() throws {
    let table = try #require(PriceTable.known(at: "azure"))
    let model = try #require(table.model("gpt-4.1-nano"))
    let estimates = [true, false].map { isExact in
      table.estimate(model, tokens: [577], epochs: 3, isExact: isExact)
    }
    #expect(estimates.map(\.cost.microdollars) == [2_597, 2_597])
    #expect(estimates.map(\.guardedCost.microdollars) == [2_597, 3_117])
    #expect(PriceTable.known(at: "nebius") == nil)
  }

  // The service's own guide of 2024: 100k tokens over 3 epochs are $0.90, or $2.40 on gpt-3.5.
  @Test(arguments: [("gpt-4o-mini", 900_000), ("gpt-3.5-turbo-0125", 2_400_000)])
  func `The guide's example costs what the guide says`(name: String, amount: Int) throws {
    let table = PriceTable.openAI
    let model = try #require(table.model(name))
    let estimate = table.estimate(model, tokens: Array(repeating: 1_000, count: 100), epochs: 3)
    #expect(estimate.cost == Money(microdollars: amount))
  }

  @Test func `Longer examples are cut at the model's limit, and counted`() throws {
    let table = PriceTable.openAI
    let model = try #require(table.model("gpt-4o"))
    let estimate = table.estimate(model, tokens: [65_536, 65_537, 70_000, 1], epochs: 1)
    #expect(estimate.tokensPerEpoch == 3 * 65_536 + 1)
    #expect(estimate.truncatedCount == 2)
    #expect(estimate.truncatedTokens == 1 + 4_464)
    #expect(estimate.missingExamples == 6)
  }

  @Test func `The sandbox is free`() {
    let estimate = Estimate(free: "ft-tiny", tokens: [10, 20])
    #expect(estimate.arithmetic == "2 examples · 30 tokens × 25 epochs = 750 · free")
    #expect(estimate.cost == .zero)
  }

  @Test func `Models are compared by cost, without those that are gone`() {
    let estimates = PriceTable.openAI.comparison(
      tokens: Array(repeating: 1_000, count: 1_000), epochs: 1, on: Day(2026, 11, 21))
    #expect(
      estimates.map { "\($0.model) \($0.cost)" } == [
        "babbage-002 $0.40", "gpt-4o-mini-2024-07-18 $3.00", "gpt-4.1-mini-2025-04-14 $5.00",
        "davinci-002 $6.00", "gpt-4.1-2025-04-14 $25.00", "gpt-4o-2024-08-06 $25.00",
      ])
  }
}

@Suite struct PriceTableTests {
  @Test(arguments: [
    ("gpt-4o-mini", "gpt-4o-mini-2024-07-18"),
    ("gpt-4o-mini-2024-07-18", "gpt-4o-mini-2024-07-18"),
    ("ft:gpt-4o-mini-2024-07-18:acme:marv:Ab12", "gpt-4o-mini-2024-07-18"),
    ("ft:gpt-4.1-nano:acme:marv:Ab12", "gpt-4.1-nano-2025-04-14"),
  ])
  func `A model is found by any of its names`(name: String, snapshot: String) {
    #expect(PriceTable.openAI.model(name)?.snapshot == snapshot)
  }

  @Test func `An unknown model has no price`() {
    #expect(PriceTable.openAI.model("gpt-4o-min") == nil)
  }

  @Test func `Names are given once`() {
    let names = PriceTable.openAI.models.flatMap { [$0.snapshot] + $0.aliases }
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: [
    (
      "gpt-4o", Day(2026, 11, 21),
      [
        "gpt-4o-2024-08-06, and what is tuned on it, ends on 2027-01-14, in 54 days",
        "openai creates no fine-tuning jobs from 2027-01-06 on, in 46 days",
      ]
    ),
    (
      "gpt-4o", Day(2027, 1, 13),
      [
        "openai has created no fine-tuning jobs since 2027-01-06",
        "gpt-4o-2024-08-06, and what is tuned on it, ends on 2027-01-14, tomorrow",
      ]
    ),
    (
      "gpt-4.1-nano", Day(2026, 11, 21),
      [
        "gpt-4.1-nano-2025-04-14 was shut down on 2026-10-23",
        "openai creates no fine-tuning jobs from 2027-01-06 on, in 46 days",
      ]
    ),
  ])
  func `What ends is named with its day`(name: String, day: Day, notices: [String]) throws {
    let model = try #require(PriceTable.openAI.model(name))
    #expect(PriceTable.openAI.notices(for: model, on: day).map(\.description) == notices)
  }

  @Test func `A chat with a tuned model is priced by both sides`() throws {
    let model = try #require(PriceTable.openAI.model("gpt-4o"))
    let cost = model.cost(promptTokens: 1_000, completionTokens: 100)
    #expect(cost == Money(microdollars: 3_750 + 1_500))
  }
}
