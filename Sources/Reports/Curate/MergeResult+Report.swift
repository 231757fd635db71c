import Commands
package import Presentation
import Quantities
import Workspaces

extension MergeResult: Report {
  package var blocks: [Block] {
    guard let change else { return [.note(StyledText("\(target) has all of \(source) already"))] }
    let parts = [
      counts.changed > 0 ? "\(NumberFormat.count(counts.changed)) changed" : nil,
      counts.added > 0 ? "\(NumberFormat.count(counts.added)) added" : nil,
      counts.removed > 0 ? "\(NumberFormat.count(counts.removed)) removed" : nil,
      counts.marked > 0 ? "\(NumberFormat.count(counts.marked)) marked" : nil,
      conflictCount > 0
        ? "\(NumberFormat.count(conflictCount)) kept as \(side == .theirs ? "theirs" : "ours")"
        : nil,
    ]
    return [
      change.line(
        StyledText("merged \(source): \(parts.compactMap(\.self).joined(separator: ", "))"))
    ]
  }
}
