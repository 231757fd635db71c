extension Rule {
  /// D13: a conversation starts with the user.
  static let userFirst = Rule(
    "D13", "user-first", .warning, "a conversation starts with the user",
    explanation: """
      Some services refuse a conversation whose first message, apart from the system message, is \
      the assistant's. Where the assistant does greet first, the data is right for services that \
      accept it.
      """,
    on: .order,
    test: .example({ check in
      guard check.example.kind == .chat,
        let place = check.places.first(where: {
          $0.message.role != .system && $0.message.role != .developer
        }), place.message.role == .assistant, check.places.count > 1
      else { return }
      check.report("the assistant speaks first", place)
    }))
}
