import Commands
package import Presentation
import Quantities

extension BudgetResult: Report {
  package var blocks: [Block] {
    [.line("spent today \(spentToday) of \(cap)   in all \(spentInAll)")]
      + (isKeptLower
        ? [.note("the limit is as it was: in a script or a lesson it can be lowered, not raised")]
        : [])
  }
}
