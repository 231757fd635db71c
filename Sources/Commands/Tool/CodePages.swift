import CommandLanguage
import Datasets
import JSON
import Presentation
import Scripts

/// The page that `help CODE` shows; nil for a code that nobody uses.
func codePage(_ topic: String) -> Outcome? {
  if let rule = Rule.named(topic) { return page(of: rule) }
  let pages = failurePages.merging(languageFaultPages) { own, _ in own }
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

/// What each failure means and what helps, for those that need more than their message.
private let failurePages: [String: String] = [
  "E001": "The first word of a line is a verb. help lists them all; help VERB explains one.",
  "E101": "The file is not there. Paths start from the folder that ft was started in; a script's "
    + "paths start from the script's folder.",
  "E102": "Some lines of the file are not examples, so nothing was loaded. Mend the file, or load "
    + "with --skip-bad, which keeps the rest and lists what was left out.",
  "E103": "The file is nearly JSONL: objects over several lines, several on one line, blank lines, "
    + "or one list. load with --repair reads it; examples that were fine keep their bytes.",
  "E201": "Another session changed the example after you looked at it. Your change was not made, "
    + "so that nothing is lost; look again and repeat it.",
  "E206": "check finds errors that a provider would refuse, or that teach the model nothing. "
    + "Mend them, or launch with --anyway.",
  "E210": "Many examples change at once. At the prompt ft asks; in a script write --yes after "
    + "looking at the same selection with show.",
  "E310": "Nothing has this name. Names are exact; list shows what there is.",
  "E401": "The launch would cost more than a limit allows: --max-cost on the line, budget in the "
    + "script, or the day's cap. Nothing was uploaded.",
  "E402": "A launch that costs money names its limit in a script: --max-cost on the line.",
  "E503": "OpenAI closed fine-tuning: since 2026-05-07 to organizations new to it, and from "
    + "2027-01-06 to all. The sandbox trains here; providers with the same API can be added with "
    + "provider add.",
  "E601": "The workspace was written by a newer ft. This one does not touch it.",
  "E710": "A value was not as the script expects. The script stopped there.",
]
