import Commands
package import Presentation
import Quantities

extension RegenerateResult: Report {
  package var blocks: [Block] {
    let others = askedCount - changedCount
    var line: StyledText =
      "\(dataset, .accent)  \(NumberFormat.count(changedCount, "new answer")) by \(label)"
    if others > 0 { line.append(", \(NumberFormat.count(others)) as before") }
    if passedCount > 0 { line.append(", \(NumberFormat.count(passedCount)) not asked") }
    if changedCount > 0 || isProposal {
      line.append("   ")
      line.append("(undo)", .dim)
    }
    var blocks: [Block] = [.line(line)] + samples.map { .line("  " + $0.line) }
    if isProposal, changedCount > 0 {
      blocks.append(
        .hint(
          StyledText(
            "diff \(source) \(dataset)  shows them;  merge \(dataset) into \(source)  takes them")))
    }
    return blocks
  }
}
