import Commands
import Datasets
package import Presentation
import Quantities

extension FixResult: Report {
  package var blocks: [Block] { title + shown + left + ending }

  private var title: [Block] {
    guard changedCount > 0 else {
      return [.line("\(dataset, .accent)  nothing that can be mended without you")]
    }
    let rules = counts.sorted { $0.key < $1.key }
      .map { "\($0.key) \(NumberFormat.count($0.value))" }.joined(separator: ", ")
    let what = "\(NumberFormat.count(changedCount, "example")) mended: \(rules)"
    if let outcome { return [outcome.line(StyledText(what))] }
    let examples = NumberFormat.count(exampleCount, "example")
    return [
      .line(
        "\(dataset, .accent)  \(NumberFormat.count(changedCount)) of \(examples) would change: \(rules)"
      )
    ]
  }

  private var shown: [Block] {
    guard outcome == nil else { return [] }
    var blocks: [Block] = []
    for change in changes {
      let name = "\(dataset)#\(change.number)"
      if let first = change.repeats {
        blocks.append(.line("  \(name, .accent)  dropped: W01 repeats #\(first)"))
      } else {
        blocks.append(.line("  \(name, .accent)  \(change.phrases.joined(separator: "; "))"))
        blocks += differingLines(change.old, change.new).map(\.indented)
      }
    }
    if changedCount > changes.count {
      blocks.append(
        .note(StyledText("and \(NumberFormat.count(changedCount - changes.count)) more")))
    }
    return blocks
  }

  /// What a person has to do.
  private var left: [Block] {
    guard !remainders.isEmpty else { return [] }
    let rows = remainders.map { rest in
      let place = rest.first.map { "\(dataset)#\($0)" } ?? dataset
      let remedy =
        rest.isMendable
        ? "fix \(dataset) \(rest.rule.code)"
        : rest.rule.remedy?.replacing("REF", with: place).replacing("DATASET", with: dataset)
          ?? "help \(rest.rule.code)"
      return [
        StyledText(rest.rule.code, rest.severity == .error ? .bad : .caution),
        StyledText(NumberFormat.count(rest.count)), StyledText(rest.rule.title),
        StyledText(remedy, .accent),
      ]
    }
    return [
      .line("left for you:"),
      .table(
        Table(
          [
            .init("rule"), .init("count", alignment: .trailing),
            .init("what", minimumWidth: 20), .init("remedy"),
          ], rows: rows, showsTitles: false, indentation: 2)),
    ]
  }

  private var ending: [Block] {
    guard outcome == nil, changedCount > 0 else { return [] }
    let rules = ruleNames.map { " \($0)" }.joined()
    return [.hint(":  fix \(dataset)\(rules) --yes  does it", after: "nothing was changed yet")]
  }
}

extension Block {
  /// A line two columns further in.
  fileprivate var indented: Block {
    if case .line(let text) = self { .line("  " + text) } else { self }
  }
}
