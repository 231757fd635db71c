import Commands
package import Presentation
import Quantities

extension ReplaceResult: Report {
  package var blocks: [Block] {
    guard let change else {
      return [
        .note(
          isOfNone ? "nothing to change: no example matches" : "nothing to replace: it is not there"
        )
      ]
    }
    let place = field.isEmpty ? "" : " in \(field)"
    return [
      change.outcome.line(
        "replaced \(NumberFormat.count(count, "time"))\(place), \(NumberFormat.count(change.count, "example"))"
      )
    ]
  }
}
