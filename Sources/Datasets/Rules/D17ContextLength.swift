extension Rule {
  /// D17: the answer of an example fits into the model.
  package static let contextLength = Rule(
    "D17", "too-long", .warning, "the answer of an example fits into the model",
    explanation: """
      Tokens beyond what a model reads are cut from the end of the example. The end is the \
      answer, so what should be learned is what gets lost, and the rest is billed all the same. \
      Shorten or split the conversation. check --for MODEL says it for another model.
      """,
    on: .tooLong,
    test: .example({ check in
      guard let fit = check.fit, fit.lost > 0 else { return }
      let share = fit.lost == fit.trained ? "all \(fit.lost)" : "\(fit.lost) of \(fit.trained)"
      check.report("the answer loses \(share) tokens: \(fit.tokens) > \(fit.limit)")
    }))
}
