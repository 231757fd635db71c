extension Rule {
  /// D09: a conversation has an assistant message.
  package static let hasAssistant = Rule(
    "D09", "no-assistant", .error, "a conversation has an assistant message",
    explanation: """
      Only assistant messages are learned. A conversation without one is refused, or read and \
      billed for nothing.
      """,
    remedy: "drop REF",
    on: .order,
    test: .example({ check in
      let messages = check.example.messages
      guard check.example.kind == .chat, !messages.isEmpty,
        // Of a role that is not known D06 says which is meant.
        check.knowsRoles, !messages.contains(where: { $0.role == .assistant })
      else { return }
      check.report("no message is from the assistant", field: "messages")
    }))
}
