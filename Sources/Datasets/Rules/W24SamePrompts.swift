extension Rule {
  /// W24: the prompts differ.
  static let samePrompts = Rule(
    "W24", "same-prompts", .warning, "the prompts differ",
    explanation: """
      When every prompt is the same, the model learns one answer whatever is asked. Usually \
      the column with the prompts was mapped wrongly. Looked at from 10 examples on.
      """,
    test: .dataset({ check in
      let examples = check.facts.examples
      guard examples.count >= 10, let first = examples.first,
        examples.allSatisfy({ $0.prompt == first.prompt })
      else { return }
      // Where all is the same, W01 says it.
      guard examples.contains(where: { $0.answer != first.answer }) else { return }
      check.report("all \(examples.count) prompts are the same")
    }))
}
