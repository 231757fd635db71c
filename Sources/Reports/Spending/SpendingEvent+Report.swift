import Commands
package import Presentation
import Pricing
import Quantities

extension SpendingEvent {
  /// How the console says it.
  var output: ConsoleOutput {
    switch self {
    case .agreement(let cost):
      .result((cost.details?.blocks ?? []) + (cost.note.map { [$0] } ?? []))
    }
  }
}

extension LaunchCost {
  /// Why the bill may be another one; nil where the prices are the provider's own.
  package var note: Block? {
    switch doubt {
    case nil: nil
    case .noPrice:
      .note(
        "no price is known here: \(amount.description) are set aside, and the bill may be higher")
    case .otherPrices(let table, let provider):
      .note(StyledText("\(table)'s prices; those of \(provider) may differ"))
    }
  }
}

extension EstimateDetails {
  /// The sum in one line, and what a person should know about it.
  package var blocks: [Block] {
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
    if let reason { blocks.append(.note(StyledText(reason.sentence))) }
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
          """
          \("too few examples", .caution): \
          \(NumberFormat.count(estimate.missingExamples)) more are needed
          """))
    }
    if let refusedKind {
      blocks.append(
        .line(
          "\("refused", .bad): \(estimate.model) does not train on \(refusedKind)"))
    }
    return blocks + notices.map { .line(StyledText($0.description, .caution)) }
  }
}
