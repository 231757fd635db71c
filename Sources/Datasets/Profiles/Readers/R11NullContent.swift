extension Rule {
  /// R11: every message has a content.
  package static let nullContent = Rule(
    "R11", "null-content", .warning, "every message has a content",
    explanation: """
      A content that is null or missing beside a call is right for the services. Templates of \
      Qwen2.5, Phi 3, LFM2 and gpt-oss fail on it. Write an empty text.
      """,
    test: .reader({ check in
      guard let messages = check.facts[.nullContent] else { return }
      check.report(
        check.counted(messages.count, "has", "have") + " a message without a content", messages)
    }))
}
