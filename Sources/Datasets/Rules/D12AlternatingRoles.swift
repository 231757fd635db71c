extension Rule {
  /// D12: user and assistant take turns.
  package static let alternatingRoles = Rule(
    "D12", "alternate", .note, "user and assistant take turns",
    explanation: """
      Some services require that user and assistant alternate. Two messages of one role in a row \
      are accepted by others, and can be right where a person sends two messages before the \
      answer comes.
      """,
    on: .order,
    test: .example({ check in
      guard check.example.kind == .chat else { return }
      var previous: Role?
      for place in check.places {
        let role = place.message.role
        if role != nil, role == previous, role == .user || role == .assistant,
          !place.message.hasCall
        {
          check.report("two \(role?.rawValue ?? "") messages in a row", place)
          return
        }
        previous = role
      }
    }))
}
