import CommandLanguage
import Commands
import JSON
package import Presentation
import Quantities

extension WhyResult: Report {
  package var blocks: [Block] {
    if let kind {
      var head: [Block] = [.line("\(line, .accent)  ended with \(kind.code, .bad)")]
      if let failure {
        let facts =
          [failure.message] + failure.context
          + [failure.consequence, failure.remedy]
          .compactMap(\.self)
        head += facts.map { .line(StyledText("  \($0)")) }
      }
      return head + [.blank] + kind.helpPage
    }
    guard rules.isEmpty else { return ruleBlocks }
    var blocks: [Block] = [.line("\(line, .accent)  went well")]
    if !figures.isEmpty {
      blocks.append(
        .fields(figures.map { Field("  \($0.key)", StyledText($0.value.string ?? $0.value.text)) }))
    }
    if let verb { blocks.append(.hint(StyledText("help \(verb)  says what they mean"))) }
    return blocks
  }

  private var ruleBlocks: [Block] {
    let count = NumberFormat.count(rules.count, "rule")
    var blocks: [Block] = [.line("\(line, .accent)  went well, and names \(count)")]
    let dataset = figures.first { $0.key == "dataset" }?.value.string
    for named in rules {
      let numbers = named.examples.map { "#\($0)" }.joined(separator: ", ")
      let times = NumberFormat.count(named.count, "time")
      let place = numbers.isEmpty ? times : "\(times): \(numbers)"
      blocks +=
        [.blank] + named.rule.page(about: named.examples.first, in: dataset) + [
          .note(StyledText("here \(place)"))
        ]
    }
    return blocks
  }
}
