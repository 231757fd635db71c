import Commands
package import Presentation

extension TidyResult: Report {
  package var blocks: [Block] {
    guard let change else {
      return [
        .note(
          isOfNone
            ? "nothing to change: no example matches" : "nothing to change: it is tidy already"
        )
      ]
    }
    return [change.line(changing: steps.joined(separator: ", "))]
  }
}
