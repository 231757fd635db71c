import Commands
package import Presentation
import Quantities

extension SetResult: Report {
  package var blocks: [Block] {
    guard let change else {
      return [
        .note(
          isOfNone
            ? "nothing to change: no example matches" : "nothing to change: it says so already")
      ]
    }
    guard isMark else { return [change.line(changing: field)] }
    let what: StyledText = "set \(field), \(NumberFormat.count(change.count, "example"))"
    return [change.outcome.line(what, countsTokens: false)]
  }
}
