extension Rule {
  /// D17: an example fits into the model.
  static let contextLength = Rule(
    "D17", "too-long", .error, "an example fits into the model",
    explanation: """
      Tokens beyond what the model can take are cut from the end of the example. The end is the \
      answer, so what should be learned is what gets lost. Shorten or split the conversation.
      """,
    on: .tooLong,
    test: .example({ check in
      guard let tokens = check.tokens?.total, let limit = check.contextLimit, tokens > limit
      else { return }
      check.report("\(tokens) tokens, \(tokens - limit) over the limit of \(limit)")
    }))
}
