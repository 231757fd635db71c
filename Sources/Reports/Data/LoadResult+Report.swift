import Commands
package import Presentation
import Quantities

extension LoadResult: Report {
  package var blocks: [Block] {
    let line: StyledText = """
      \(dataset.name, .accent)  r\(dataset.revision)  \
      \(NumberFormat.count(dataset.exampleCount, "example"))  \(dataset.tokenWords) tokens  \
      \(verdict)
      """
    return [.line(line)] + notes + rejectedLines + (findings?.blocks ?? [])
  }

  private var verdict: String {
    guard let findings else { return "not checked yet:  check \(dataset.name)" }
    return NumberFormat.count(findings.errorCount, "error") + "  "
      + NumberFormat.count(findings.warningCount, "warning")
  }

  /// What was odd about the file as a whole.
  private var notes: [Block] {
    var notes: [Block] = []
    if let source { notes.append(.note("read as \(source.sentence)")) }
    if let conversion { notes += conversion.blocks }
    if let pairsLine {
      notes.append(.note(StyledText("the other answers as pairs of their own:  \(pairsLine)")))
    }
    if let chatLine {
      notes.append(
        .note(
          """
          prompts and completions with separators, the old form, which chat models refuse; as \
          messages without them:  \(chatLine)
          """))
    }
    if hasByteOrderMark {
      notes.append(.note("the file starts with a byte order mark; an export keeps it"))
    }
    if carriageReturnCount > 0 {
      let lines = NumberFormat.count(carriageReturnCount, "line")
      notes.append(.note(StyledText("\(lines) end in CR LF; an export keeps them")))
    }
    return notes + repairs.map { .note("repaired \($0.sentence)") }
  }

  private var rejectedLines: [Block] {
    guard rejectedCount > 0 else { return [] }
    let limit = 10
    let title = "\(NumberFormat.count(rejectedCount, "line")) left out:"
    var blocks: [Block] = [.note(StyledText(title))]
    blocks += rejected.prefix(limit).map {
      .line("  \(file) line \($0.line), column \($0.column): \($0.sentence)")
    }
    if rejectedCount > limit { blocks.append(.note("  and more; help D01")) }
    return blocks
  }
}
