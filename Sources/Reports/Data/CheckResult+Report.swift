import Commands
package import Presentation
import Quantities

extension CheckResult: Report {
  package var blocks: [Block] {
    let (errors, warnings) = (findings.errorCount, findings.warningCount)
    let line: StyledText = """
      \(name, .accent)  \(NumberFormat.count(exampleCount, "example"))  \
      \(NumberFormat.count(errors, "error"), errors > 0 ? .bad : .plain)  \
      \(NumberFormat.count(warnings, "warning"), warnings > 0 ? .caution : .plain)
      """
    let praise: [Block] =
      errors + warnings == 0 ? [.line(StyledText("nothing to mend", .good))] : []
    return [.line(line)] + findings.blocks + praise
  }
}
