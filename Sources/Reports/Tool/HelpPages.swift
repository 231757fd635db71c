import CommandLanguage
import Commands
import Datasets
package import Presentation
import Quantities

extension VerbDeclaration {
  /// The page that `help VERB`, `VERB --help` and `VERB -h` all show: examples first.
  package var page: [Block] {
    var blocks: [Block] = [.line("\(name, .accent)  \(summary)"), .blank]
    if !examples.isEmpty {
      blocks += exampleBlocks
      blocks.append(.blank)
    }
    blocks += usage.map { .line("usage  \(program)\($0)") }
    if !aliases.isEmpty { blocks.append(.line("also   \(aliases.joined(separator: ", "))")) }
    let shown = traits.isReading ? allOptions : options
    if !shown.isEmpty {
      blocks.append(
        .table(
          Table(
            .explanation("option", "meaning"),
            rows: shown.map { option in
              let value = option.placeholder.map { " \($0)" } ?? ""
              return [StyledText("--\(option.name)\(value)"), StyledText(option.summary)]
            }, showsTitles: false, indentation: 2)))
    }
    for topic in topics {
      blocks += [.blank, .line("\(topic.name, .accent)  \(topic.summary)")]
      let width = topic.parts.map { displayWidth($0.line) }.max() ?? 0
      blocks += topic.parts.map { part in
        let gap = String(repeating: " ", count: width - displayWidth(part.line) + 2)
        return .line("  \(part.line)\(gap)\(part.effect, .dim)")
      }
    }
    return blocks
  }

  /// What stands before a line that only the shell has.
  private var program: String { traits.isShellOnly ? "ft " : "" }

  /// Examples beside what they do, or above it where a line would be cut: they are for copying.
  private var exampleBlocks: [Block] {
    let available = 76
    let width = { (texts: [String]) in texts.map(displayWidth).max() ?? 0 }
    guard width(examples.map(\.line)) + width(examples.map(\.effect)) > available else {
      let rows = examples.map {
        [StyledText(program + $0.line, .accent), StyledText($0.effect, .dim)]
      }
      return [
        .table(
          Table(
            .explanation("example", "effect"), rows: rows, showsTitles: false, indentation: 2))
      ]
    }
    return examples.flatMap { example -> [Block] in
      [.line("  \(program + example.line, .accent)"), .line("      \(example.effect, .dim)")]
    }
  }
}

extension [Table.Column] {
  /// Something to type beside what it does; neither is cut, since both are there to be read whole.
  static func explanation(_ thing: String, _ meaning: String) -> [Table.Column] {
    [.init(thing, wraps: true), .init(meaning, minimumWidth: 16, wraps: true)]
  }
}

extension FailureKind {
  /// What `help CODE` shows of a code that messages carry.
  var helpPage: [Block] { [.line(StyledText(code, .accent)), .line(StyledText(page))] }
}

extension Rule {
  /// What `help CODE` shows of a rule of `check`.
  var helpPage: [Block] { page(about: nil, in: nil) }

  /// The same where the rule is broken, so that the line that mends it can be typed.
  func page(about example: Int?, in dataset: String?) -> [Block] {
    var blocks: [Block] = [
      .line("\(code, .accent)  \(slug)  (\(String(describing: severity)))  \(title)"), .blank,
      .line(StyledText(explanation)),
    ]
    if let threshold {
      blocks += [
        .blank,
        .line(
          "compares with:  \(NumberFormat.count(threshold.usual)) \(threshold.unit);  \("rule set \(code) NUMBER", .accent)"
        ),
      ]
    }
    if var remedy {
      if let dataset {
        remedy = remedy.replacing("DATASET", with: dataset)
        if let example { remedy = remedy.replacing("REF", with: "\(dataset)#\(example)") }
      }
      blocks += [.blank, .line("mend it:  \(remedy, .accent)")]
    }
    return blocks
  }
}
