import Commands
package import Presentation
import Quantities

extension LockResult: Report {
  package var blocks: [Block] {
    let state = "\(wasSo ? "is" : "is now") \(isLocked ? "locked" : "open")"
    let line: StyledText =
      "\(name, .accent)  \(wasSo ? "\(state) already" : state)\(StyledText(opened, .dim))"
    let remedy: StyledText =
      isLocked ? "unlock \(name)  opens it" : "lock \(name)  keeps it unseen again"
    return [.line(line), .note(remedy)]
  }

  /// How often it was unlocked; nothing for a dataset that never was.
  private var opened: String {
    guard openedCount > 0 else { return "" }
    return "   unlocked \(openedCount == 1 ? "once" : "\(NumberFormat.count(openedCount)) times")"
  }
}
