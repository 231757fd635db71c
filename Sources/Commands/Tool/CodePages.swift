import CommandLanguage
import Datasets
import JSON
import Presentation

/// The page that `help CODE` shows; nil for a code that nobody uses.
func codePage(_ topic: String) -> Outcome? {
  if let rule = Rule.named(topic) { return page(of: rule) }
  guard let kind = FailureKind(rawValue: topic.uppercased()) else { return nil }
  return Outcome(
    ["code": .string(kind.code), "explanation": .string(kind.page)],
    [.line(StyledText(kind.code, .accent)), .line(StyledText(kind.page))])
}

private func page(of rule: Rule) -> Outcome {
  var blocks: [Block] = [
    .line(
      "\(rule.code, .accent)  \(rule.slug)  (\(String(describing: rule.severity)))  \(rule.title)"),
    .blank, .line(StyledText(rule.explanation)),
  ]
  if let remedy = rule.remedy { blocks += [.blank, .line("mend it:  \(remedy, .accent)")] }
  return Outcome(
    [
      "code": .string(rule.code), "slug": .string(rule.slug), "title": .string(rule.title),
      "severity": .string(String(describing: rule.severity)),
      "explanation": .string(rule.explanation),
    ], blocks)
}
