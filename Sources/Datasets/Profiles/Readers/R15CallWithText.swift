extension Rule {
  /// R15: a message has a text or a call.
  package static let callWithText = Rule(
    "R15", "call-with-text", .warning, "a message has a text or a call",
    explanation: """
      Text beside a call is dropped by the templates of Llama 3.1, 3.2 and gpt-oss, and \
      refused by mistral-common's tokenizers v1 to v3. Most other templates keep it.
      """,
    test: .reader({ check in
      guard let calls = check.facts[.callWithText] else { return }
      check.report(check.counted(calls.count, "has", "have") + " text beside a call", calls)
    }))
}
