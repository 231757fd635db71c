import Commands
package import Presentation
import Quantities
import Workspaces

extension MergeResult: Report {
  package var blocks: [Block] {
    let passed: [Block] =
      passedCount == 0
      ? []
      : [
        .note(
          StyledText(
            "\(NumberFormat.count(passedCount, "example")) that the fork added left out; "
              + "a merge of the whole fork adds what is new"))
      ]
    guard let change else {
      return [.note(StyledText("\(target) has all of \(source) already"))] + passed
    }
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
    ] + passed
  }
}
