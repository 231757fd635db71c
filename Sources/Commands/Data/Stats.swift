import CommandLanguage
import Datasets
import JSON
import Presentation
import Quantities
import Workspaces

extension Command {
  package static let stats = Command(
    "stats", .data, "count messages and tokens: extremes, mean, percentiles, histogram",
    usage: ["stats [NAME]", "stats NAME where TEST"],
    examples: [Sample("stats marv", "the figures of the whole dataset")],
    operands: [.dataset], isReading: true, clauses: Command.selecting
  ) { invocation, session in
    try invocation.expectArguments(atMost: 1)
    let selection = try session.selection(invocation)
    let statistics = try session.statistics(selection)
    return session.report(statistics, of: selection)
  }
}

extension Session {
  fileprivate func statistics(_ selection: Selection) throws -> DatasetStatistics {
    let isTrusted = trustsStoredCounts(of: selection.dataset)
    if selection.numbers == nil, isTrusted,
      let kept = try workspace.keptStatistics(
        of: selection.dataset, revision: selection.revision)
    {
      return kept
    }
    var statistics = DatasetStatistics()
    let wanted = selection.numbers.map(Set.init)
    try workspace.forEachTransformedBatch(
      of: selection.dataset, revision: selection.revision,
      makeTransform: { [self] in
        let count = unsafe makeStringCount()
        return { batch in
          var part = DatasetStatistics()
          for entry in batch.entries where wanted?.contains(entry.number) ?? true {
            guard let example = try? Example(Array(batch.bytes[entry.range])) else { continue }
            let known = isTrusted ? entry.facts.known(for: example) : nil
            part.add(
              example, tokens: unsafe known ?? ExampleTokens(of: example, count: count))
          }
          return part
        }
      }, combine: { statistics.merge($0) })
    return statistics
  }

  fileprivate func report(_ statistics: DatasetStatistics, of selection: Selection) -> Outcome {
    let estimates = estimatedParts(of: statistics)
    let isExact = countsExactly() && estimates.isEmpty
    let mark = isExact ? "" : "~"
    let measures = statistics.measures
    var blocks: [Block] = [
      .line(
        """
        \(selection.name, .accent)  \(NumberFormat.count(statistics.exampleCount, "example"))  \
        \(mark)\(NumberFormat.count(statistics.tokens.sum, "token"))  \(NumberFormat.bytes(statistics.byteCount))
        """),
      .table(table(of: measures, mark: mark)),
    ]
    if statistics.missingSystemCount > 0 {
      let count = NumberFormat.count(statistics.missingSystemCount, "example")
      blocks.append(.note(StyledText("\(count) without a system prompt")))
    }
    let bins = statistics.tokens.histogram(limit: 12)
    if bins.count > 1 {
      blocks += [.blank, .line("\(mark)tokens per example")]
      blocks.append(
        .histogram(
          Histogram(
            bins.map { Histogram.Bin("\($0.lowerBound)-\($0.lowerBound + $0.width - 1)", $0.count) }
          )
        ))
    }
    blocks += estimates.map { .note(StyledText($0)) }
    if !countsExactly() { blocks.append(.note(StyledText(estimateReason()))) }
    let facts = [
      JSONMember("dataset", .string(selection.name)),
      JSONMember("count", .integer(statistics.exampleCount)),
      JSONMember("bytes", .integer(statistics.byteCount)),
      JSONMember("tokens_are_exact", .bool(isExact)),
    ]
    return Outcome(.object(facts + measures.map { JSONMember($0.key, $0.values.json) }), blocks)
  }

  /// What of the tokens is by rules of thumb, each with its rule.
  private func estimatedParts(of statistics: DatasetStatistics) -> [String] {
    var parts: [String] = []
    if statistics.toolExampleCount > 0 {
      let examples = NumberFormat.count(statistics.toolExampleCount, "example")
      parts.append("tools of \(examples) are counted by the cookbook's estimate for flat schemas")
    }
    if statistics.imageCount > 0 {
      let rule = ImageRule.standard
      parts.append(
        "\(NumberFormat.count(statistics.imageCount, "image")) counted by an estimate: \(rule.sentence) "
          + "(\(rule.source)); other models have other rules:  estimate --model MODEL")
    }
    return parts
  }

  private func table(of measures: [Measure], mark: String) -> Table {
    let rows = measures.compactMap { measure -> [StyledText]? in
      guard let summary = measure.values.summary else { return nil }
      let whole = [summary.minimum, summary.maximum].map { NumberFormat.count($0) }
      let rest = [summary.mean, summary.median, summary.p5, summary.p95].map {
        NumberFormat.decimal($0, places: 1)
      }
      let name = measure.isCounted ? mark + measure.name : measure.name
      return [StyledText(name)] + (whole + rest).map { StyledText($0) }
    }
    let columns = ["min", "max", "mean", "median", "p5", "p95"].map {
      Table.Column($0, alignment: .trailing)
    }
    return Table([.init("")] + columns, rows: rows)
  }
}

/// One row of the figures.
private struct Measure {
  var key: String
  var name: String
  var values: Distribution
  /// Whether it counts tokens, and so may be an estimate.
  var isCounted = true
}

extension DatasetStatistics {
  fileprivate var measures: [Measure] {
    [
      Measure(
        key: "messages", name: "messages per example", values: messagesPerExample,
        isCounted: false),
      Measure(key: "tokens", name: "tokens per example", values: tokens),
      Measure(
        key: "assistant_tokens", name: "tokens in assistant messages", values: assistantTokens),
      Measure(key: "trained_tokens", name: "of these trained", values: trainedTokens),
    ]
  }
}

extension Distribution {
  fileprivate var json: JSONValue {
    guard let summary else { return .null }
    return [
      "sum": .integer(sum), "min": .integer(summary.minimum), "max": .integer(summary.maximum),
      "mean": .number(summary.mean), "median": .number(summary.median),
      "p5": .number(summary.p5), "p95": .number(summary.p95),
    ]
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
