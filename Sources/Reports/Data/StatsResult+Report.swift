import Commands
package import Presentation
import Quantities

extension StatsResult: Report {
  package var blocks: [Block] {
    let line: StyledText = """
      \(name, .accent)  \(NumberFormat.count(exampleCount, "example"))  \
      \(mark)\(NumberFormat.count(tokenCount, "token"))  \(NumberFormat.bytes(byteCount))
      """
    var blocks: [Block] = [.line(line), .table(table)]
    if missingSystemCount > 0 {
      let count = NumberFormat.count(missingSystemCount, "example")
      blocks.append(.note(StyledText("\(count) without a system prompt")))
    }
    return blocks + histogram + estimates
  }

  private var mark: String { isExact ? "" : "~" }

  private var table: Table {
    let rows = Measure.allCases.compactMap { measure in
      figures[measure].map { row(measure, $0) }
    }
    let columns = [("min", 2), ("max", 1), ("mean", 0), ("median", 3), ("p5", 4), ("p95", 1)].map {
      Table.Column($0, alignment: .trailing, priority: $1)
    }
    return Table([.init("", minimumWidth: 16, wraps: true)] + columns, rows: rows)
  }

  private func row(_ measure: Measure, _ figures: Figures) -> [StyledText] {
    let whole = [figures.minimum, figures.maximum].map { NumberFormat.count($0) }
    let rest = [figures.mean, figures.median, figures.p5, figures.p95].map {
      NumberFormat.decimal($0, places: 1)
    }
    let name = measure == .messages ? measure.title : mark + measure.title
    return [StyledText(name)] + (whole + rest).map { StyledText($0) }
  }

  private var histogram: [Block] {
    guard bins.count > 1 else { return [] }
    let histogram = Histogram(
      bins.map {
        Histogram.Bin("\($0.tokens.lowerBound)-\($0.tokens.upperBound)", $0.exampleCount)
      })
    return [.blank, .line("\(mark)tokens per example"), .histogram(histogram)]
  }

  /// What of the tokens is by rules of thumb, each with its rule.
  private var estimates: [Block] {
    var parts: [String] = []
    if toolExampleCount > 0 {
      let examples = NumberFormat.count(toolExampleCount, "example")
      parts.append("tools of \(examples) are counted by the cookbook's estimate for flat schemas")
    }
    if let images {
      parts.append(
        "\(NumberFormat.count(images.count, "image")) counted by an estimate: \(images.rule) "
          + "(\(images.source)); other models have other rules:  estimate --model MODEL")
    }
    if let estimateReason { parts.append(estimateReason.sentence) }
    return parts.map { .note(StyledText($0)) }
  }
}

extension StatsResult.Measure {
  fileprivate var title: String {
    switch self {
    case .messages: "messages per example"
    case .tokens: "tokens per example"
    case .assistantTokens: "tokens in assistant messages"
    case .trainedTokens: "of these trained"
    }
  }
}
