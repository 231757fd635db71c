extension Rule {
  /// W08: the system prompts agree.
  static let systemPrompts = Rule(
    "W08", "system-prompts", .warning, "the system prompts agree",
    explanation: """
      The model is best asked the way it was trained: with the same system prompt. Prompts that \
      differ in a few characters are usually slips, and examples without any among examples with \
      one are often forgotten. Many different prompts on purpose are fine.
      """,
    test: .dataset({ check in
      let entries = check.facts.examples.filter { $0.kind != .completion }
      let with = entries.count { $0.hasSystem }
      if with * 2 > entries.count, with < entries.count,
        let first = entries.first(where: { !$0.hasSystem })
      {
        check.report("\(entries.count - with) of \(entries.count) have no system prompt", first)
      }
      let prompts = check.facts.systems.values.sorted {
        ($1.count, $0.firstNumber) < ($0.count, $1.firstNumber)
      }.prefix(20)
      for (index, prompt) in prompts.enumerated() {
        let twin = prompts.prefix(index).first { areNear($0.text, prompt.text, within: 3) }
        guard let twin else { continue }
        let entry = check.facts.examples.first { $0.number == prompt.firstNumber }
        check.report(
          "system prompt almost that of #\(twin.firstNumber) (\(prompt.count) and \(twin.count) "
            + "examples)", entry)
      }
    }))
}
