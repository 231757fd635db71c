import Commands
package import Presentation
import Quantities

extension CheckResult: Report {
  package var blocks: [Block] {
    let (errors, warnings) = (findings.errorCount, findings.warningCount)
    let notes = findings.noteCount
    var line: StyledText = """
      \(name, .accent)  \(NumberFormat.count(exampleCount, "example"))  \
      \(NumberFormat.count(errors, "error"), errors > 0 ? .bad : .plain)  \
      \(NumberFormat.count(warnings, "warning"), warnings > 0 ? .caution : .plain)
      """
    if notes > 0 { line.append("  \(NumberFormat.count(notes, "note"))") }
    if let model { line.append("  for \(model)") }
    return [.line(line)] + findings.blocks + ending(errors + warnings, notes)
  }

  /// What is said of a dataset without errors and warnings.
  private func ending(_ serious: Int, _ notes: Int) -> [Block] {
    if serious == 0, notes == 0 { return [.line(StyledText("nothing to mend", .good))] }
    let areHidden = findings.shown.count < serious + notes && findings.hiddenCount == 0
    guard notes > 0, areHidden else { return [] }
    let verb = notes == 1 ? "shows it" : "shows them"
    return [
      .note(
        StyledText(
          "\(NumberFormat.count(notes, "note")):  check \(findings.dataset) --all  \(verb)"))
    ]
  }
}
