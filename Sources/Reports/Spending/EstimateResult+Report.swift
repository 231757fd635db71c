import Commands
package import Presentation
import Quantities

extension EstimateResult: Report {
  package var blocks: [Block] {
    switch self {
    case .one(let details): details.blocks
    case .comparison(let comparison): comparison.blocks
    }
  }
}

extension EstimateResult.Comparison {
  /// One row for each model, and where the prices are from.
  fileprivate var blocks: [Block] {
    let table = Table(
      [
        .init("model"), .init("tokens", alignment: .trailing, priority: 1),
        .init("epochs", alignment: .trailing), .init("price", alignment: .trailing, priority: 2),
        .init("cost", alignment: .trailing),
      ], rows: rows.map(\.cells))
    return [.table(table), .note("prices of \(priceDate), \(priceSource)")]
  }
}

extension EstimateResult.Comparison.Row {
  fileprivate var cells: [StyledText] {
    [
      StyledText(model, .accent),
      StyledText((isExact ? "" : "~") + NumberFormat.count(tokensPerEpoch)),
      StyledText("\(epochs)"), StyledText(price.map { "\($0)/M" } ?? "free"),
      StyledText(price == nil ? "free" : cost.description),
    ]
  }
}
