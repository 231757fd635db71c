import JSON

extension Rule {
  /// W32: no turn is there twice in a conversation.
  static let repeatedTurns = Rule(
    "W32", "repeated-turns", .warning, "no turn is there twice in a conversation",
    explanation: """
      Two answers of a conversation, one after the other, that are letter by letter the same \
      come from a log that was written twice, or from a bot that did not understand. The model \
      learns to repeat itself. Texts of 20 bytes and more are looked at.
      """,
    on: .copy,
    test: .example({ check in
      let messages = check.example.messages
      for (index, place) in check.places.enumerated() where place.message.role != .system {
        guard index < messages.count, case .text(let text) = place.message.content,
          text.contents.count >= Signs.copyLength
        else { continue }
        for earlier in messages[max(0, index - 2)..<index] {
          guard earlier.role == place.message.role, case .text(let other) = earlier.content,
            check.example.bytes[text.contents].elementsEqual(check.example.bytes[other.contents])
          else { continue }
          check.report("said twice, word by word", place, "content", at: text.quoted)
        }
      }
    }))
}
