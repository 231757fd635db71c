import Commands
package import Presentation
import Quantities

extension ReplaceResult: Report {
  package var blocks: [Block] {
    guard let change else {
      if isOfNone { return [.note("nothing to change: no example matches")] }
      let hint = patternOption.map {
        Block.note("the slashes are part of the text; a pattern:  \($0)")
      }
      return [.note("nothing to replace: it is not there")] + (hint.map { [$0] } ?? [])
    }
    let place = field.isEmpty ? "" : " in \(field)"
    return [
      change.outcome.line(
        "replaced \(NumberFormat.count(count, "time"))\(place), \(NumberFormat.count(change.count, "example"))"
      )
    ]
  }
}
