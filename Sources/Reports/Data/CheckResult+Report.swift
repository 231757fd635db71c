import Commands
import Datasets
package import Presentation
import Quantities

extension CheckResult: Report {
  package var blocks: [Block] {
    switch self {
    case .one(let checked): checked.blocks
    case .matrix(let matrix): matrix.blocks
    case .log(let log, let dataset): log.blocks(of: dataset)
    }
  }
}

extension Checked {
  fileprivate var blocks: [Block] {
    let (errors, warnings) = (findings.errorCount, findings.warningCount)
    let notes = findings.noteCount
    var line: StyledText = """
      \(name, .accent)  \(NumberFormat.count(exampleCount, "example"))  \
      \(NumberFormat.count(errors, "error"), errors > 0 ? .bad : .plain)  \
      \(NumberFormat.count(warnings, "warning"), warnings > 0 ? .caution : .plain)
      """
    if notes > 0 { line.append("  \(NumberFormat.count(notes, "note"))") }
    if !waived.isEmpty { line.append("  \(NumberFormat.count(waived.count)) waived") }
    if let profile { line.append("  for \(profile.title), \(profile.date)") }
    if let model { line.append(profile == nil ? "  for \(model)" : ", \(model)") }
    let blocks =
      [.line(line)] + findings.blocks + stands(waived, findings.dataset) + reasons
      + ending(errors + warnings, notes)
    return blocks + (measured.map(blocks(of:)) ?? [])
  }

  /// What is said of the data to measure on.
  private func blocks(of measured: Measured) -> [Block] {
    let found = measured.findings
    let count = NumberFormat.count(measured.exampleCount, "example")
    var line: StyledText = """
      \(measured.name, .accent)  \(count) to measure on  \
      \(NumberFormat.count(found.warningCount, "warning"), found.warningCount > 0 ? .caution : .plain)
      """
    if found.noteCount > 0 { line.append("  \(NumberFormat.count(found.noteCount, "note"))") }
    if !measured.waived.isEmpty {
      line.append("  \(NumberFormat.count(measured.waived.count)) waived")
    }
    let isClean = found.warningCount + found.noteCount + measured.waived.count == 0
    return [.line(line)] + found.blocks + stands(measured.waived, found.dataset)
      + (isClean ? [.line(StyledText("nothing of it is in \(name)", .good))] : [])
  }

  /// What is waived, with the reasons.
  private func stands(_ waived: [WaivedFinding], _ dataset: String) -> [Block] {
    let shown = waived.prefix(20).map { waived -> Block in
      let finding = waived.finding
      let place = finding.example.map { "\(dataset)#\($0)" } ?? dataset
      return .note(
        StyledText("waived \(finding.rule) \(place): \(finding.detail) (\(waived.reason))"))
    }
    let more = waived.count - shown.count
    return more > 0
      ? shown + [.note(StyledText("and \(NumberFormat.count(more)) more waived"))] : shown
  }

  /// Why the profile judges the shown findings as it does, with who says so.
  private var reasons: [Block] {
    let shown = Set(findings.shown.map(\.rule))
    return rulings.filter { shown.contains($0.rule) }.map { ruling in
      .note(
        StyledText(
          "\(ruling.rule): \(ruling.reason) (\(ruling.source.words))"))
    }
  }

  /// What is said of a dataset without errors and warnings.
  private func ending(_ serious: Int, _ notes: Int) -> [Block] {
    if serious == 0, notes == 0 { return [.line(StyledText("nothing to mend", .good))] }
    let areHidden = findings.shown.count < serious + notes && findings.hiddenCount == 0
    guard notes > 0, areHidden else { return [] }
    let verb = notes == 1 ? "shows it" : "shows them"
    return [
      .hint(
        ":  check \(findings.dataset)\(option) --all  \(verb)",
        after: "\(NumberFormat.count(notes, "note"))")
    ]
  }

  /// The words that repeat what the line asked for.
  private var option: String { profile.map { " --for \($0.name)" } ?? "" }
}

extension Profile.Source {
  /// `datasets 5.2.0, run 2026-11-28`.
  var words: String {
    switch evidence {
    case .run: "\(document), run \(date)"
    case .documented: "\(document), read \(date)"
    case .reported: "\(document), reported \(date)"
    }
  }
}

extension SARIFLog {
  fileprivate func blocks(of dataset: String) -> [Block] {
    guard let file else {
      return [.preformatted(StyledText(text))]
    }
    return [
      .line(
        "\(dataset, .accent)  \(NumberFormat.count(resultCount, "result")), \(NumberFormat.count(errorCount, "error"))  → \(file)"
      )
    ]
  }
}
