extension Rule {
  /// D23: something of the dataset is trained.
  package static let somethingTrained = Rule(
    "D23", "nothing-trained", .error, "something of the dataset is trained",
    explanation: """
      When every answer lies beyond what the model reads, a job trains nothing and is billed all \
      the same. Shorten the prompts, or choose a model that reads more.
      """,
    test: .dataset({ check in
      guard let target = check.target, let limit = check.facts.limitOfNothing else { return }
      check.report("every answer is beyond the \(limit) tokens that \(target.model) reads")
    }))
}
