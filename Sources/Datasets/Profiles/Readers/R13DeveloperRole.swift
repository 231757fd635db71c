extension Rule {
  /// R13: the system prompt has the role system.
  package static let developerRole = Rule(
    "R13", "developer-role", .warning, "the system prompt has the role system",
    explanation: """
      The role 'developer' is newer than most templates: those of Qwen2.5, Qwen3, GLM 4.5, \
      DeepSeek and Phi 3 drop the message whole, those of Gemma 3 and Qwen3.5 fail. Name the \
      role 'system'.
      """,
    remedy: "set REF.messages[0].role system",
    test: .reader({ check in
      guard let messages = check.facts[.developer] else { return }
      check.report(
        check.counted(messages.count, "has", "have") + " the role 'developer'", messages)
    }))
}
