import Commands
package import Presentation
import Quantities

extension TagResult: Report {
  package var blocks: [Block] {
    guard let change else {
      return [
        .note(
          isOfNone ? "nothing to change: no example matches" : "nothing to change: it is so already"
        )
      ]
    }
    let count = NumberFormat.count(change.count, "example")
    let what: StyledText = "\(isRemoved ? "took off" : "tagged") \(tag), \(count)"
    return [change.outcome.line(what, countsTokens: false)]
  }
}
