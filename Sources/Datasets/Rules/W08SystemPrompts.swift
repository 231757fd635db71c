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
      // Not filtered: a copy would be as large as all else that is kept of the examples.
      let examples = check.facts.examples
      let count = examples.count { $0.kind != .completion }
      let with = examples.count { $0.kind != .completion && $0.hasSystem }
      if with * 2 > count, with < count,
        let first = examples.first(where: { $0.kind != .completion && !$0.hasSystem })
      {
        check.report("\(count - with) of \(count) have no system prompt", first)
      }
      let prompts = check.facts.systems.values.sorted {
        ($1.count, $0.firstNumber) < ($0.count, $1.firstNumber)
      }.prefix(20)
      for (index, prompt) in prompts.enumerated() {
        let twin = prompts.prefix(index).first { areNear($0.text, prompt.text, within: 3) }
        guard let twin else { continue }
        let entry = examples.first { $0.number == prompt.firstNumber }
        check.report(
          "system prompt almost that of #\(twin.firstNumber) (\(prompt.count) and \(twin.count) "
            + "examples)", entry)
      }
    }))
}
