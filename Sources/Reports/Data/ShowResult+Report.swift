import Commands
import JSON
package import Presentation
import Quantities

extension ShowResult: Report {
  package var blocks: [Block] {
    switch self {
    case .examples(let examples): examples.blocks
    case .fields(let fields): fields.texts.flatMap { lines($0 ?? "(none)") }
    case .value(let value, let isWhole, _): valueBlocks(value, isWhole: isWhole)
    }
  }
}

/// Members of a record that have a value, else the value as text.
private func valueBlocks(_ value: JSONValue, isWhole: Bool) -> [Block] {
  guard isWhole, let members = value.members else { return lines(value.string ?? value.text) }
  let fields = members.filter { $0.value != .null }.map {
    Field($0.key, StyledText($0.words))
  }
  return [.fields(fields)]
}

extension JSONMember {
  /// The value as a person reads it; a time, which is a number of seconds as in the API, as a date.
  fileprivate var words: String {
    if key.hasSuffix("_at"), let seconds = value.integer {
      return Timestamp(secondsSince1970: seconds).description
    }
    return value.string ?? value.text
  }
}

private func lines(_ text: String) -> [Block] {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { .text(String($0)) }
}

extension ShowResult.Examples {
  fileprivate var blocks: [Block] { blocks(presenting: \.presented) }

  /// The examples with each turn as `presented` gives it.
  func blocks(presenting presented: (ExampleTurn) -> Turn) -> [Block] {
    var blocks: [Block] = []
    for example in shown {
      if !blocks.isEmpty { blocks.append(.blank) }
      blocks.append(.line(title(of: example)))
      switch example.content {
      case .turns(let turns): blocks.append(.turns(turns.map(presented)))
      case .raw(let text): blocks.append(.preformatted(StyledText(text)))
      }
    }
    if let total {
      blocks += [
        .blank,
        .hint(
          "; show \(name) head 50, or show \(name)#11..20",
          after: "\(shown.count) of \(NumberFormat.count(total))"),
      ]
    }
    if isEmpty { blocks.append(.note("no example matches")) }
    return blocks
  }

  private func title(of example: ShownExample) -> StyledText {
    var title = StyledText("\(dataset)#\(example.number)", .accent)
    title.append("  r\(revision)  \(example.tokens.words) tokens")
    for rule in example.rules {
      title.append("  ")
      title.append(rule, rule.hasPrefix("D") ? .bad : .caution)
    }
    if !example.tags.isEmpty {
      title.append("  \(example.tags.map { "+\($0)" }.joined(separator: " "))", .dim)
    }
    if let note = example.note { title.append("  \(note)", .dim) }
    return title
  }
}
