import Commands
package import Presentation
import Quantities
import Workspaces

extension SnapshotResult: Report {
  package var blocks: [Block] {
    let place = "\(dataset)@\(name)"
    if isRemoved {
      return [
        .line("removed the name \(place, .accent); r\(revision) stays"),
        .hint(StyledText("to name it again:  snapshot \(dataset)@r\(revision) as \(name)")),
      ]
    }
    return [
      .line("\(place, .accent) is r\(revision), \(NumberFormat.count(exampleCount, "example"))")
    ]
  }
}

extension RestoreResult: Report {
  package var blocks: [Block] {
    switch self {
    case .same(let dataset, let revision):
      return [.note(StyledText("\(dataset.name) is as in r\(revision) already"))]
    case .restored(let outcome, let revision):
      let count = NumberFormat.count(outcome.after.exampleCount, "example")
      if outcome.wasRemoved {
        var line: StyledText =
          "\(outcome.after.name, .accent)  r\(outcome.after.revision)  \(count)  "
        line.append("back on the list, as in r\(revision)   ")
        line.append("(undo)", .dim)
        return [.line(line)]
      }
      return [outcome.change.line("as in r\(revision), \(count)")]
    }
  }
}

extension LogResult: Report {
  package var blocks: [Block] {
    switch self {
    case .dataset(let dataset, let entries, let total):
      return [.table(table(of: entries))]
        + more(total - entries.count, "log \(dataset.name) head \(total)")
    case .example(let name, let entries, let total):
      return entries.flatMap(\.blocks) + more(total - entries.count, "log \(name) head \(total)")
    }
  }

  private func more(_ hidden: Int, _ remedy: String) -> [Block] {
    hidden > 0
      ? [.note(StyledText("and \(NumberFormat.count(hidden)) more:  \(remedy)"))] : []
  }
}

private func table(of entries: [LogResult.Entry]) -> Table {
  let rows = entries.map { entry -> [StyledText] in
    let names = entry.snapshots + entry.jobs.reversed().map { "@\($0)" }
    return [
      StyledText("r\(entry.step.revision.number)", .accent),
      StyledText(NumberFormat.count(entry.step.revision.exampleCount)),
      StyledText(entry.counts.words), StyledText(entry.step.operation.kind),
      StyledText(entry.step.operation.summary), StyledText(names.joined(separator: ", "), .accent),
      StyledText(entry.step.cell, .dim), StyledText(entry.step.time, .dim),
    ]
  }
  return Table(
    [
      .init("revision"), .init("examples", alignment: .trailing), .init("change"), .init("verb"),
      .init("what", minimumWidth: 20), .init("named"),
      .init("cell", alignment: .trailing, priority: 1), .init("when", priority: 2),
    ], rows: rows)
}

extension RevisionStep {
  /// The number of the cell that did it.
  fileprivate var cell: String { operation.cell.map(String.init) ?? "" }

  fileprivate var time: String {
    let time = Timestamp(secondsSince1970: operation.createdAt)
    return "\(time.day) \(time.timeOfDay)"
  }
}

extension StepCounts {
  /// `+1 −2 3 changed`, and behind that how many have other tags or notes.
  fileprivate var words: String {
    let parts = [
      added > 0 ? "+\(NumberFormat.count(added))" : nil,
      removed > 0 ? "−\(NumberFormat.count(removed))" : nil,
      changed > 0 ? "\(NumberFormat.count(changed)) changed" : nil,
      marked > 0 ? "\(NumberFormat.count(marked)) marked" : nil,
    ]
    return parts.compactMap(\.self).joined(separator: " ")
  }
}

extension LogResult.ExampleEntry {
  fileprivate var blocks: [Block] {
    let revision = "\(step.dataset.name) r\(step.step.revision.number)"
    let place = step.step.operation.cell.map { "cell \($0)  " } ?? ""
    let what = "\(step.step.operation.kind)  \(step.step.operation.summary)"
    return [
      .line("\(revision, .accent)  \(step.change)  \(what)  \("\(place)\(step.step.time)", .dim)")
    ] + details
  }

  private var details: [Block] {
    guard let new = step.new else { return [] }
    var blocks = turns.flatMap(\.blocks)
    if let source = step.copiedFrom { blocks.append(.line("  from \(source.name, .accent)")) }
    let old = step.old?.facts
    if step.old == nil, step.copiedFrom == nil, !step.isReturn, let line = new.facts.line {
      blocks.append(.line("  line \(line) of what was loaded"))
    }
    if step.old != nil, turns.isEmpty, step.old?.bytes != new.bytes {
      blocks.append(.line("  other bytes; what is said is the same"))
    }
    if new.facts.tags != old?.tags ?? [], step.copiedFrom == nil, !step.isReturn {
      blocks.append(
        .line("  \("tags", .dim)  \(words(old?.tags ?? [])) → \(words(new.facts.tags))"))
    }
    if new.facts.note != old?.note, step.copiedFrom == nil, !step.isReturn {
      blocks.append(
        .line("  \("note", .dim)  \(old?.note ?? "(none)") → \(new.facts.note ?? "(none)")"))
    }
    return blocks
  }

  private func words(_ tags: [String]) -> String {
    tags.isEmpty ? "(none)" : tags.joined(separator: " ")
  }
}

extension BlameResult: Report {
  package var blocks: [Block] {
    let rows = lines.map { line -> [StyledText] in
      let step = line.step
      let isElsewhere =
        !name.hasPrefix("\(step.dataset.name)#")
        && !name.hasPrefix("\(step.dataset.name)@")
      let revision = (isElsewhere ? "\(step.dataset.name) " : "") + "r\(step.step.revision.number)"
      let cell = step.step.operation.cell.map { "cell \($0)" } ?? ""
      return [
        StyledText(revision, .accent), StyledText(step.step.operation.kind), StyledText(cell, .dim),
        StyledText(line.part.name, .dim), StyledText(line.part.text),
      ]
    }
    return [
      .table(
        Table(
          [
            .init("revision"), .init("verb"), .init("cell", priority: 1), .init("part"),
            .init("text", minimumWidth: 20),
          ], rows: rows, showsTitles: false))
    ]
  }
}

extension BlameResult.Part {
  fileprivate var name: String {
    switch self {
    case .turn(let turn): turn.role
    case .tags: "tags"
    case .note: "note"
    case .rest: "other keys"
    }
  }

  fileprivate var text: String {
    switch self {
    case .turn(let turn): turn.text.isEmpty ? "(empty)" : turn.text
    case .tags(let tags): tags.joined(separator: " ")
    case .note(let note): note
    case .rest: ""
    }
  }
}
