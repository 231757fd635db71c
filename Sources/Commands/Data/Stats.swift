import CommandLanguage
import Datasets
package import JSON
package import Workspaces

/// The examples that `stats` counts.
package struct StatsInput: Sendable {
  var selection: SelectionRequest
}

/// The figures of some examples.
package struct StatsResult: VerbResult {
  /// What is counted in each example; the value's key is the raw value.
  package enum Measure: String, Sendable, CaseIterable {
    case messages
    case tokens
    case assistantTokens = "assistant_tokens"
    case trainedTokens = "trained_tokens"
  }

  /// A measure over all examples.
  package struct Figures: Sendable {
    package var sum: Int
    package var minimum: Int
    package var maximum: Int
    package var mean: Double
    package var median: Double
    /// The 5th percentile.
    package var p5: Double
    /// The 95th percentile.
    package var p95: Double
  }

  /// The examples whose tokens are in one range.
  package struct Bin: Sendable {
    package var tokens: ClosedRange<Int>
    package var exampleCount: Int
  }

  /// Images, and the rule by which their tokens are estimated.
  package struct Images: Sendable {
    package var count: Int
    /// The rule in words.
    package var rule: String
    /// Where the rule's numbers are from.
    package var source: String
  }

  /// The dataset, with its revision where it is an older one.
  package var name: String
  package var exampleCount: Int
  package var byteCount: Int
  package var tokenCount: Int
  /// Measures without any example are absent.
  package var figures: [Measure: Figures]
  /// Tokens per example, at most a dozen ranges.
  package var bins: [Bin]
  /// Chats without a system prompt.
  package var missingSystemCount: Int
  /// Examples with tools, whose tokens are estimates.
  package var toolExampleCount: Int
  /// nil without images.
  package var images: Images?
  /// nil where the vocabulary is on this machine.
  package var estimateReason: EstimateReason?
  var dataset: String

  /// Whether no part of the tokens is an estimate.
  package var isExact: Bool {
    estimateReason == nil && toolExampleCount == 0 && images == nil
  }

  package var json: JSONValue {
    let facts = [
      JSONMember("dataset", .string(name)), JSONMember("count", .integer(exampleCount)),
      JSONMember("bytes", .integer(byteCount)), JSONMember("tokens_are_exact", .bool(isExact)),
    ]
    return .object(
      facts
        + Measure.allCases.map { JSONMember($0.rawValue, figures[$0]?.json ?? .null) })
  }

  package var replayFacts: ReplayFacts { ReplayFacts(dataset: dataset) }
}

extension Verb where Input == StatsInput, Result == StatsResult {
  /// `stats`: how long examples are.
  package static var stats: Self {
    Self(
      VerbDeclaration(
        "stats", .data, "count messages and tokens: extremes, mean, percentiles, histogram",
        usage: ["stats [NAME]", "stats NAME where TEST"],
        examples: [.init("stats marv", "the figures of the whole dataset")],
        operands: [.dataset], traits: VerbTraits(isReading: true, mayReadLocked: true),
        clauses: VerbDeclaration.selecting),
      read: { reader in StatsInput(selection: reader.selection(reader.optionalArgument())) },
      perform: { input, session in
        let selection = try session.selections.selection(input.selection)
        return StatsResult(
          try session.selections.statistics(of: selection), of: selection,
          session.tokens.estimateReason())
      })
  }
}

extension Selections {
  /// The figures of the examples of a selection.
  func statistics(of selection: Selection) throws -> DatasetStatistics {
    try Counting(session: session, selection: selection).statistics()
  }
}

/// One selection whose examples are counted.
private struct Counting {
  let session: Session
  let selection: Selection

  /// The figures that were kept with the revision, else by reading every example.
  func statistics() throws -> DatasetStatistics {
    let isTrusted = session.tokens.trustsStoredCounts(of: selection.dataset)
    if selection.numbers == nil, isTrusted,
      let kept = try session.workspace.keptStatistics(
        of: selection.dataset, revision: selection.revision)
    {
      return kept
    }
    var statistics = DatasetStatistics()
    let wanted = selection.numbers.map(Set.init)
    try session.workspace.forEachTransformedBatch(
      of: selection.dataset, revision: selection.revision,
      makeTransform: { [session] in
        let counter = session.tokens.makeCounter()
        return { batch in
          var part = DatasetStatistics()
          for entry in batch.entries where wanted?.contains(entry.number) ?? true {
            guard let example = try? Example(Array(batch.bytes[entry.range])) else { continue }
            let known = isTrusted ? entry.facts.known(for: example) : nil
            part.add(
              example, tokens: known ?? ExampleTokens(of: example, counter: counter))
          }
          return part
        }
      }, combine: { statistics.merge($0) })
    return statistics
  }
}

extension StatsResult {
  fileprivate init(
    _ statistics: DatasetStatistics, of selection: Selection, _ reason: EstimateReason?
  ) {
    name = selection.name
    dataset = selection.dataset.name
    exampleCount = statistics.exampleCount
    byteCount = statistics.byteCount
    tokenCount = statistics.tokens.sum
    missingSystemCount = statistics.missingSystemCount
    toolExampleCount = statistics.toolExampleCount
    estimateReason = reason
    bins = statistics.tokens.histogram(limit: 12).map {
      Bin(tokens: $0.lowerBound...$0.lowerBound + $0.width - 1, exampleCount: $0.count)
    }
    if statistics.imageCount > 0 {
      let rule = ImageRule.standard
      images = Images(count: statistics.imageCount, rule: rule.sentence, source: rule.source)
    }
    figures = [:]
    for measure in Measure.allCases {
      figures[measure] = Figures(statistics.distribution(of: measure))
    }
  }
}

extension StatsResult.Figures {
  fileprivate init?(_ distribution: Distribution) {
    guard let summary = distribution.summary else { return nil }
    self.init(
      sum: distribution.sum, minimum: summary.minimum, maximum: summary.maximum,
      mean: summary.mean, median: summary.median, p5: summary.p5, p95: summary.p95)
  }

  fileprivate var json: JSONValue {
    [
      "sum": .integer(sum), "min": .integer(minimum), "max": .integer(maximum),
      "mean": .number(mean), "median": .number(median), "p5": .number(p5), "p95": .number(p95),
    ]
  }
}

extension DatasetStatistics {
  fileprivate func distribution(of measure: StatsResult.Measure) -> Distribution {
    switch measure {
    case .messages: messagesPerExample
    case .tokens: tokens
    case .assistantTokens: assistantTokens
    case .trainedTokens: trainedTokens
    }
  }
}

extension ExampleFacts {
  /// The counts made when the example was loaded; nil where they do not say everything.
  fileprivate func known(for example: Example) -> ExampleTokens? {
    // Assistant tokens are the trained ones unless a message is left out of training.
    guard let tokens, let trainedTokens,
      ![example.messages, example.preferred, example.rejected].contains(where: {
        $0.contains(where: \.isWeightZero)
      })
    else { return nil }
    return ExampleTokens(total: tokens, trained: trainedTokens, assistant: trainedTokens)
  }
}
