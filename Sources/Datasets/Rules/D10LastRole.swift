extension Rule {
  /// D10: the last message must be from the assistant.
  package static let lastRole = Rule(
    "D10", "last-role", .error, "the last message must be from the assistant",
    explanation: """
      The model learns to give the assistant's messages. What stands after the last one is read \
      and billed, but teaches nothing, and most services refuse such an example. Often the last \
      turn was cut off when the data was collected. Add the answer, or remove the messages after \
      the last answer.
      """,
    remedy: "set REF.messages[N] ..., or drop REF",
    on: .order,
    test: .example({ check in
      guard check.example.kind == .chat, let place = check.places.last,
        let role = place.message.role, role != .assistant,
        check.example.messages.contains(where: { $0.role == .assistant })
      else { return }
      check.report("ends with role \"\(role.rawValue)\"", place)
    }))
}
