package import JSON
package import Presentation

extension VerbDeclaration {
  /// The page that `help VERB`, `VERB --help` and `VERB -h` all show: examples first.
  package var helpPage: [Block] {
    var blocks: [Block] = [.line("\(name, .accent)  \(summary)"), .blank]
    if !examples.isEmpty {
      blocks += exampleBlocks
      blocks.append(.blank)
    }
    blocks += usage.map { .line("usage  \($0)") }
    if !aliases.isEmpty { blocks.append(.line("also   \(aliases.joined(separator: ", "))")) }
    let shown = traits.isReading ? allOptions : options
    if !shown.isEmpty {
      blocks.append(
        .table(
          Table(
            [.init("option"), .init("meaning")],
            rows: shown.map { option in
              let value = option.placeholder.map { " \($0)" } ?? ""
              return [StyledText("--\(option.name)\(value)"), StyledText(option.summary)]
            }, showsTitles: false, indentation: 2)))
    }
    return blocks
  }

  /// Examples beside what they do, or above it where a line would be cut: they are for copying.
  private var exampleBlocks: [Block] {
    let room = 76
    let width = { (texts: [String]) in texts.map(displayWidth).max() ?? 0 }
    guard width(examples.map(\.line)) + width(examples.map(\.effect)) > room else {
      let rows = examples.map { [StyledText($0.line, .accent), StyledText($0.effect, .dim)] }
      return [
        .table(
          Table(
            [.init("example"), .init("effect")], rows: rows, showsTitles: false, indentation: 2))
      ]
    }
    return examples.flatMap { example -> [Block] in
      [.line("  \(example.line, .accent)"), .line("      \(example.effect, .dim)")]
    }
  }

  /// The same page as a value, for programs.
  package var helpValue: JSONValue {
    [
      "name": .string(name),
      "aliases": .array(aliases.map(JSONValue.string)),
      "group": .string(group.rawValue),
      "summary": .string(summary),
      "usage": .array(usage.map(JSONValue.string)),
      "options": .array(
        allOptions.map { option in
          [
            "name": .string(option.name),
            "value": option.placeholder.map(JSONValue.string) ?? .null,
            "summary": .string(option.summary),
          ]
        }),
      "examples": .array(
        examples.map { ["line": .string($0.line), "effect": .string($0.effect)] }),
    ]
  }
}
