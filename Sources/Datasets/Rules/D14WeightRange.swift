extension Rule {
  /// D14: a weight is 0 or 1, on an assistant message.
  package static let weightRange = Rule(
    "D14", "weight", .error, "a weight is 0 or 1, on an assistant message",
    explanation: """
      A weight says whether an assistant message is learned: 1 or absent for yes, 0 for no. \
      Fractions, true, and "1" in quotes are refused by some services and misread by others. On \
      other roles a weight means nothing and is refused.
      """,
    remedy: "set REF.messages[N].weight 1",
    on: .weight,
    test: .example({ check in
      for place in check.places {
        guard let range = place.message.weight else { continue }
        if !place.message.isWeightValid {
          let text = String(decoding: check.example.bytes[range].prefix(20), as: UTF8.self)
          check.report("weight \(text) is neither 0 nor 1", place, "weight", at: range)
        } else if let role = place.message.role, role != .assistant {
          check.report("a weight on a \(role.rawValue) message", place, "weight", at: range)
        }
      }
    }))
}
