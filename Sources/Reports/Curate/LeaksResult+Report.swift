import Commands
import Datasets
package import Presentation
import Quantities

extension LeaksResult: Report {
  /// Leaks that are shown; all are counted.
  private static var shownLimit: Int { 10 }

  package var blocks: [Block] {
    if let change {
      return [change.outcome.line("dropped \(NumberFormat.count(change.count)) that leak")]
    }
    let sizes =
      "\(NumberFormat.count(leftCount)) against \(NumberFormat.count(rightCount, "example"))"
    let head: StyledText = "\(leftName, .accent) and \(rightName, .accent)  \(sizes)  \(summary)"
    if leaks.isEmpty {
      let near: [Block] = [
        .hint(":  leaks \(leftName) \(rightName) near", after: "copies with other words")
      ]
      return [.line(head)] + (likeness == nil ? near : [])
    }
    var blocks: [Block] = [.line(head), .table(counts), .table(table)]
    let hidden = leaks.count - Self.shownLimit
    if hidden > 0 { blocks.append(.note(StyledText("and \(NumberFormat.count(hidden)) more"))) }
    if let difference { blocks += difference.blocks(leftName, rightName) }
    if !remedies.isEmpty {
      blocks.append(.hint("drop them from one of the two:"))
      blocks += remedies.map { .hint(StyledText("  \($0)")) }
    }
    return blocks
  }

  private var summary: String {
    let what = likeness.map { "likeness \(NumberFormat.decimal($0, places: 2))" }
    let how = what.map { " (near, \($0))" } ?? ""
    if leaks.isEmpty { return "nothing leaks\(how)" }
    return "\(NumberFormat.count(leaks.count)) of \(rightName) "
      + "\(leaks.count == 1 ? "is" : "are") in \(leftName)\(how)"
  }

  private var counts: Table {
    let rows = Leak.Kind.allCases.filter { count($0) > 0 }.map { kind -> [StyledText] in
      [StyledText(NumberFormat.count(count(kind))), StyledText(kind.sentence)]
    }
    return Table(
      [.init("", alignment: .trailing), .init("")], rows: rows, showsTitles: false,
      indentation: 2)
  }

  private var table: Table {
    let rows = leaks.prefix(Self.shownLimit).map { leak -> [StyledText] in
      let likeness = leak.kind == .near ? NumberFormat.decimal(leak.likeness, places: 2) : ""
      return [
        StyledText("\(rightName)#\(leak.right)", .accent),
        StyledText("\(leftName)#\(leak.left)", .accent), StyledText(leak.kind.words),
        StyledText(likeness),
      ]
    }
    return Table(
      [.init("example"), .init("is in"), .init("as"), .init("likeness", priority: 1)], rows: rows,
      indentation: 2)
  }
}

extension Leak.Kind {
  fileprivate var words: String {
    switch self {
    case .same: "the same"
    case .samePromptAndAnswer: "the same prompt and answer"
    case .contradiction: "the same prompt, another answer"
    case .near: "nearly the same"
    }
  }

  fileprivate var sentence: String {
    switch self {
    case .same: "the same in all that is trained"
    case .samePromptAndAnswer: "the same prompt and answer, but for case, white space or weights"
    case .contradiction: "the same prompt with another answer"
    case .near: "nearly the same"
    }
  }
}
