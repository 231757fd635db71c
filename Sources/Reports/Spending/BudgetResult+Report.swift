import Commands
package import Presentation
import Quantities

extension BudgetResult: Report {
  package var blocks: [Block] {
    [.line("spent today \(spentToday) of \(cap)   in all \(spentInAll)")]
  }
}
