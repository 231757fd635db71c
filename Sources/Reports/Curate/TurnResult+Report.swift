import Commands
package import Presentation

extension TurnResult: Report {
  package var blocks: [Block] {
    guard let change else {
      return [
        .note(
          isOfNone
            ? "nothing to change: no example matches"
            : "nothing to change: no example has such messages")
      ]
    }
    return [change.line(changing: "messages")]
  }
}
