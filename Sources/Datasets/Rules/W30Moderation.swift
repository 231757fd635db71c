extension Rule {
  /// W30: a moderation service objects to nothing in an example.
  package static let moderation = Rule(
    "W30", "moderation", .warning, "a moderation service objects to nothing",
    explanation: """
      Providers look through training data by their policies, and a file with too much that is \
      harmful ends a job without saying where. 'moderate NAME' sends the examples to a provider's \
      moderation, which OpenAI does not charge for, and keeps what it says with what the example \
      trains: an example that is changed is asked about anew. Told is what the service flags, and \
      a score of 50 % and more. Without 'moderate' nothing is asked, and the rule is silent.
      """,
    remedy: "drop REF",
    threshold: Threshold(50, "% of a score", in: 1...100), test: .service)
}
