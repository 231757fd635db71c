extension Rule {
  /// W25: a dataset has at least fifty examples.
  static let fewExamples = Rule(
    "W25", "few-examples", .note, "a dataset has at least fifty examples",
    explanation: """
      Ten examples are accepted, but seldom enough: 50 to 100 good ones usually show a clear \
      change. More of the same quality help further; poor ones do not.
      """,
    threshold: Threshold(50, "examples", in: 10...1_000_000),
    test: .dataset({ check in
      let count = check.facts.examples.count
      guard count >= 10, count < check.threshold else { return }
      check.report(
        check.threshold == 50
          ? "\(count) examples; 50 to 100 usually show a clear change"
          : "\(count) examples, fewer than the \(check.threshold) that are asked for")
    }))
}
