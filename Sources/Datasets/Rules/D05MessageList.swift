extension Rule {
  /// D05: messages is a list with at least one message.
  package static let messageList = Rule(
    "D05", "messages", .error, "messages is a list with at least one message",
    explanation: """
      A chat example needs a list under 'messages', and every element of it must be an object \
      with a role and a content. An example with no messages has nothing to learn from.
      """,
    remedy: "drop REF",
    on: .order,
    test: .example({ check in
      guard check.example.kind == .chat, check.example.messages.isEmpty else { return }
      check.report("'messages' is empty", field: "messages", at: check.example.outline.messageList)
    }))
}
