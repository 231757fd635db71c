import Commands
package import Presentation

extension NoteResult: Report {
  package var blocks: [Block] {
    guard let change else {
      return [
        .note(
          isOfNone ? "nothing to change: no example matches" : "nothing to change: it is so already"
        )
      ]
    }
    return [change.outcome.line(StyledText(change.summary), countsTokens: false)]
  }
}
