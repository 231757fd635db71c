extension Rule {
  /// R14: a message calls one tool.
  package static let severalCalls = Rule(
    "R14", "several-calls", .warning, "a message calls one tool",
    explanation: """
      Templates of Llama 3.1 and 3.2 fail on a message with two calls, and gpt-oss writes the \
      first alone. Qwen, Gemma 4, GLM and Nemotron keep both.
      """,
    test: .reader({ check in
      guard let calls = check.facts[.severalCalls] else { return }
      check.report(
        check.counted(calls.count, "calls", "call") + " several tools in one message", calls)
    }))
}
