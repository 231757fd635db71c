import CommandLanguage
import Datasets
import JSON
import Presentation
import Workspaces

extension Command {
  package static let diff = Command(
    "diff", .data, "compare two revisions of a dataset, or two datasets",
    usage: ["diff NAME@rA [NAME@rB]", "diff NAME#A NAME#B"],
    examples: [
      Sample("diff marv@r1", "what changed since the first revision"),
      Sample("diff marv@r1 marv@r3", "what changed between two"),
    ], operands: [.dataset, .dataset], isReading: true,
    clauses: Command.selecting
  ) { invocation, session in
    try invocation.expectArguments(atMost: 2)
    _ = try invocation.argument(0, "a revision:  diff marv@r1")
    let left = try session.selection(invocation)
    var right = left
    right.revision = nil
    if invocation.arguments.count == 2 {
      right = try session.selection(invocation, argument: 1)
      if let first = left.numbers, let second = right.numbers, first.count == 1,
        second.count == 1, first != second
      {
        return try session.diffExamples(left, right)
      }
    }
    return try session.diff(left, right)
  }
}

extension Session {
  /// Differences shown at most; all of them are counted.
  private static let shownLimit = 50

  /// `diff NAME#A NAME#B`: the messages of two examples.
  fileprivate func diffExamples(_ left: Selection, _ right: Selection) throws -> Outcome {
    var examples: [StoredExample] = []
    for selection in [left, right] {
      try forEach(selection) {
        examples.append($0)
        return true
      }
    }
    guard examples.count == 2 else { return Outcome(.array([]), [.note("the same")]) }
    let lines = differingLines(examples[0].bytes, examples[1].bytes)
    return Outcome(
      [
        "left": .integer(examples[0].number), "right": .integer(examples[1].number),
        "same": .bool(lines.isEmpty),
      ], lines.isEmpty ? [.note("the same messages")] : lines)
  }

  fileprivate func diff(_ left: Selection, _ right: Selection) throws -> Outcome {
    let changes = try changes(from: left, to: right)
    var blocks: [Block] = []
    var values: [JSONValue] = []
    for change in changes {
      let kind = change.old == nil ? "added" : change.new == nil ? "dropped" : "changed"
      values.append(["number": .integer(change.number), "change": .string(kind)])
      guard values.count <= Self.shownLimit else { continue }
      blocks.append(.line("\("\(right.dataset.name)#\(change.number)", .accent)  \(kind)"))
      blocks += differingLines(change.old, change.new)
    }
    if changes.count > Self.shownLimit {
      blocks.append(.note(StyledText("and \(changes.count - Self.shownLimit) more")))
    }
    if changes.isEmpty { blocks.append(.note("the same")) }
    return Outcome(.array(values), blocks)
  }

  private typealias Change = (number: Int, old: [UInt8]?, new: [UInt8]?)

  /// What is not the same, by number; of two revisions only what changed is read.
  private func changes(from left: Selection, to right: Selection) throws -> [Change] {
    if left.dataset.id == right.dataset.id, left.numbers == nil, right.numbers == nil {
      let dataset = left.dataset
      let differences = try workspace.differences(
        of: dataset, from: left.revision ?? dataset.revision,
        to: right.revision ?? dataset.revision)
      return differences.filter { $0.before?.bytes != $0.after?.bytes }
        .map { ($0.number, $0.before?.bytes, $0.after?.bytes) }
    }
    var before: [Int: [UInt8]] = [:]
    try forEach(left) { stored in
      before[stored.number] = stored.bytes
      return true
    }
    var changes: [Change] = []
    try forEach(right) { stored in
      let old = before.removeValue(forKey: stored.number)
      if old != stored.bytes { changes.append((stored.number, old, stored.bytes)) }
      return true
    }
    changes += before.map { ($0.key, $0.value, nil) }
    return changes.sorted { $0.number < $1.number }
  }

  /// The messages that differ, old with `-` and new with `+`.
  func differingLines(_ old: [UInt8]?, _ new: [UInt8]?) -> [Block] {
    let old = turns(old)
    let new = turns(new)
    var blocks: [Block] = []
    for index in 0..<max(old.count, new.count) {
      let before = index < old.count ? old[index] : nil
      let after = index < new.count ? new[index] : nil
      if before == after { continue }
      if let turn = before { blocks.append(line("-", turn, .bad)) }
      if let turn = after { blocks.append(line("+", turn, .good)) }
    }
    return blocks
  }

  private func turns(_ bytes: [UInt8]?) -> [Presentation.Turn] {
    guard let bytes, let example = try? Example(bytes) else { return [] }
    return example.shownTurns
  }

  private func line(_ sign: String, _ turn: Presentation.Turn, _ style: Style) -> Block {
    let remark = turn.remark.map { "  (\($0))" } ?? ""
    return .line(
      "  \(sign, style) \(turn.role, .dim)  \(turn.text.isEmpty ? "(empty)" : turn.text)\(remark)")
  }
}
