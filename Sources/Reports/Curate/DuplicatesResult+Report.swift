import Commands
import Datasets
package import Presentation
import Quantities

extension DuplicatesResult: Report {
  /// Clusters that are shown; all are counted.
  private static var shownLimit: Int { 10 }

  package var blocks: [Block] {
    if let change {
      let count = "\(change.count) of \(NumberFormat.count(exampleCount))"
      return [change.outcome.line("dropped \(count): \(kind)")]
    }
    let head: StyledText =
      "\(name, .accent)  \(NumberFormat.count(exampleCount, "example"))  \(summary)"
    if clusters.isEmpty { return [.line(head)] }
    var blocks: [Block] = [.line(head), .table(table)]
    let hidden = clusters.count - Self.shownLimit
    if hidden > 0 {
      blocks.append(.note(StyledText("and \(NumberFormat.count(hidden, "cluster")) more")))
    }
    if let difference { blocks += difference.blocks(name, name) }
    if let remedy { blocks.append(.hint(StyledText("drop them:  \(remedy)"))) }
    return blocks
  }

  private var kind: String {
    let by = part == .whole ? "" : " by \(part.rawValue)"
    return (likeness == nil ? "duplicates" : "near-duplicates") + by
  }

  private var summary: String {
    let what = likeness.map { "\(kind), likeness \(NumberFormat.decimal($0, places: 2))" } ?? kind
    if clusters.isEmpty { return "no \(what)" }
    let count = NumberFormat.count(repeatedCount)
    return "\(count) repeat\(repeatedCount == 1 ? "s" : "") another (\(what))"
  }

  private var table: Table {
    let rows = clusters.prefix(Self.shownLimit).map { cluster -> [StyledText] in
      let named = cluster.others.prefix(6).map { member in
        likeness == nil
          ? "#\(member.number)"
          : "#\(member.number) \(NumberFormat.decimal(member.likeness, places: 2))"
      }
      let hidden = cluster.others.count - named.count
      let more = hidden > 0 ? " and \(NumberFormat.count(hidden)) more" : ""
      return [
        StyledText("\(name)#\(cluster.kept)", .accent),
        StyledText(named.joined(separator: ", ") + more),
      ]
    }
    return Table(
      [.init("stays"), .init("repeated by", minimumWidth: 20)], rows: rows, indentation: 2)
  }
}

extension TextDifference {
  /// The two examples, and below them the message with what was taken out and put in.
  func blocks(_ leftName: String, _ rightName: String) -> [Block] {
    [
      .line("\("\(leftName)#\(left)", .accent) and \("\(rightName)#\(right)", .accent) differ:"),
      .line("  \(role, .dim)  \(runs.marked)"),
    ]
  }
}

extension [DiffRun] {
  /// Characters of a run that both have which are shown at each end.
  private static var context: Int { 24 }

  /// What was taken out in `[-…-]` and what was put in in `{+…+}`, with some of what is around it.
  var marked: StyledText {
    var line: StyledText = ""
    for (index, run) in enumerated() {
      switch run {
      case .same(let text): line.append(shortened(text, index))
      case .removed(let text): line.append("[-\(cut(text))-]", .bad)
      case .added(let text): line.append("{+\(cut(text))+}", .good)
      }
    }
    return line
  }

  private func cut(_ text: String) -> String {
    text.count > 4 * Self.context ? text.prefix(4 * Self.context) + "…" : text
  }

  private func shortened(_ text: String, _ index: Int) -> String {
    let head = index == 0 ? "" : String(text.prefix(Self.context))
    let tail = index == count - 1 ? "" : String(text.suffix(Self.context))
    return text.count > head.count + tail.count + 1 ? "\(head)…\(tail)" : text
  }
}
