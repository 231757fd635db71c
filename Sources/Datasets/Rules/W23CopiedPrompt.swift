import JSON

extension Rule {
  /// W23: no answer repeats the question.
  static let copiedPrompt = Rule(
    "W23", "copied-prompt", .note, "no answer repeats the question",
    explanation: """
      An answer that is letter by letter what the user said teaches the model to echo. It is \
      right in some tasks of correction, where nothing was to be corrected. Texts of 20 bytes \
      and more are looked at.
      """,
    on: .copy,
    test: .example({ check in
      let messages = check.example.messages
      for (index, place) in check.places.enumerated() where place.message.role == .assistant {
        guard index > 0, index < messages.count, messages[index - 1].role == .user,
          case .text(let answer) = place.message.content,
          case .text(let question) = messages[index - 1].content,
          answer.contents.count >= Signs.copyLength,
          check.example.bytes[answer.contents].elementsEqual(check.example.bytes[question.contents])
        else { continue }
        check.report("the answer is the question again", place, "content", at: answer.quoted)
      }
    }))
}
