import Commands
package import Presentation
import Quantities
package import Workspaces

extension ChangeOutcome {
  /// What every change says of itself: `marv r3 → r4   DETAIL   +17 tokens   (undo)`.
  package func line(_ detail: StyledText, countsTokens: Bool = true) -> Block {
    var line: StyledText =
      "\(after.name, .accent) r\(before.revision) → r\(after.revision)   " + detail
    if countsTokens { line.append("   \(tokenChange)") }
    line.append("   ")
    line.append("(undo)", .dim)
    return .line(line)
  }

  /// `+17 tokens`, with `~` where counts are estimates.
  private var tokenChange: String {
    guard let before = before.tokens, let after = after.tokens else { return "" }
    let sign = after < before ? "−" : "+"
    let about = self.after.tokenEncoding == nil ? "~" : ""
    return "\(sign)\(about)\(NumberFormat.count(abs(after - before), "token"))"
  }
}

extension ChangedExamples {
  /// The line about changed texts: of one example what it says now, of more how many.
  package func line(changing what: String) -> Block {
    if count == 1, let sample = samples.first { return outcome.line(sample.line) }
    return outcome.line("\(what) of \(NumberFormat.count(count, "example"))")
  }
}
