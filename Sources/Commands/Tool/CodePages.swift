import CommandLanguage
import Datasets
import JSON
import Presentation
import Scripts

/// The page that `help CODE` shows; nil for a code that nobody uses.
func codePage(_ topic: String) -> Outcome? {
  if let rule = Rule.named(topic) { return page(of: rule) }
  let pages = dataFailurePages.merging(serviceFailurePages) { own, _ in own }
    .merging(languageFaultPages) { own, _ in own }
    .merging(scriptFaultPages) { own, _ in own }
  guard let text = pages[topic.uppercased()] else { return nil }
  let code = topic.uppercased()
  return Outcome(
    ["code": .string(code), "explanation": .string(text)],
    [.line(StyledText(code, .accent)), .line(StyledText(text))])
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
