import Commands
package import Presentation

extension DiffResult: Report {
  package var blocks: [Block] {
    switch self {
    case .nothing: return [.note("the same")]
    case .examples(_, _, let turns):
      let lines = differingLines(turns.old, turns.new)
      return lines.isEmpty ? [.note("the same messages")] : lines
    case .datasets(let changes, let dataset):
      if changes.isEmpty { return [.note("the same")] }
      var blocks: [Block] = []
      var shownCount = 0
      for change in changes {
        guard let turns = change.turns else { continue }
        shownCount += 1
        let name = "\(dataset)#\(change.number)"
        blocks.append(.line("\(name, .accent)  \(change.kind.rawValue)"))
        blocks += differingLines(turns.old, turns.new)
      }
      if changes.count > shownCount {
        blocks.append(.note(StyledText("and \(changes.count - shownCount) more")))
      }
      return blocks
    }
  }
}
