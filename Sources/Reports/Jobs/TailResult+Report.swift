import Commands
package import Presentation
import Quantities

extension TailResult: Report {
  package var blocks: [Block] {
    (losses.map { [.sparkline($0.sparkline)] } ?? []) + endingBlocks
  }

  private var endingBlocks: [Block] {
    let job: StyledText = "\("@\(name)", .accent)"
    return switch ending {
    case .succeeded(let model, let trainedTokens):
      [
        .line(
          "\("succeeded", .good)   " + job + ".model is \(model ?? "unknown")"
            + "   \(NumberFormat.count(trainedTokens, "token")) trained"),
        .hint("chat @\(name)  talks to it"),
      ]
    case .log(let text): [.preformatted(StyledText(text))]
    case .other(let status): [.line("\(status)   " + job)]
    case .detached(let trainsOnlyWhileOpen):
      [
        .hint(
          ";  tail @\(name), or cancel @\(name)",
          after: "the job goes on\(trainsOnlyWhileOpen ? " while ft runs" : "")")
      ]
    }
  }
}

extension TailResult.Losses {
  fileprivate var sparkline: Sparkline {
    Sparkline(
      values, label: "step \(step)/\(stepCount ?? step)  loss",
      caption: """
        first \(NumberFormat.measure(first)), lowest \(NumberFormat.measure(lowest)), \
        last \(NumberFormat.measure(last ?? lowest))
        """)
  }
}
