extension Rule {
  /// D13: a conversation starts with the user.
  package static let userFirst = Rule(
    "D13", "user-first", .warning, "a conversation starts with the user",
    explanation: """
      Some services refuse a conversation whose first message, apart from the system message, is \
      the assistant's, and one in which the user says nothing. Where the assistant does greet \
      first, the data is right for services that accept it.
      """,
    on: .order,
    test: .example({ check in
      let messages = check.example.messages
      guard check.example.kind != .completion, !messages.isEmpty, check.knowsRoles else { return }
      if !messages.contains(where: { $0.role == .user }) {
        // Without an assistant either, D09 says what is missing.
        guard
          check.example.kind == .preference || messages.contains(where: { $0.role == .assistant })
        else { return }
        return check.report(
          "no message is from the user",
          field: check.example.kind == .preference ? "input.messages" : "messages")
      }
      guard check.example.kind == .chat,
        let place = check.places.first(where: {
          $0.message.role != .system && $0.message.role != .developer
        }), place.message.role == .assistant
      else { return }
      check.report("the assistant speaks first", place)
    }))
}
