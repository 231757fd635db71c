import Commands
package import Presentation
import Quantities

extension DropResult: Report {
  package var blocks: [Block] {
    switch self {
    case .examples(let change, let list, let total):
      [
        change.outcome.line(
          "dropped \(change.count) of \(NumberFormat.count(total)): \(list.words)")
      ]
    case .dataset(let name, let count):
      [
        .line(
          "removed \(name, .accent), \(NumberFormat.count(count, "example"))   \("(undo)", .dim)")
      ]
    case .nothing: [.note("no example matches")]
    }
  }
}
