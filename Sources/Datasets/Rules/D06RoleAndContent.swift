import JSON
internal import Spelling

extension Rule {
  /// D06: every message has a known role and a content.
  static let roleAndContent = Rule(
    "D06", "role-content", .error, "every message has a known role and a content",
    explanation: """
      The roles are system, developer, user, assistant and tool (and function in older files). \
      They are spelt in small letters without spaces. Other formats call the user 'human' and \
      the assistant 'gpt', 'bot' or 'model'; those must be renamed. A message without a role or \
      a content is refused.
      """,
    on: .oddMessage,
    test: .example({ check in
      for place in check.places {
        let message = place.message
        if message.roleSpan == nil {
          check.report("the message has no role", place)
        } else if message.role == nil {
          let role = check.example.role(of: message)
          let hint = meant(by: role).map { "; '\($0)' is meant?" } ?? ""
          check.report(
            "no role '\(role)'\(hint)", place, "role", at: message.roleSpan?.quoted)
        }
        if message.content == .missing, !message.hasCall {
          check.report("the message has no content", place)
        }
      }
    }))
}

/// The role that another spelling or another format's word stands for.
private func meant(by role: String) -> String? {
  let trimmed = role.lowercased().filter { !$0.isWhitespace }
  switch trimmed {
  case "human", "prompter", "customer": return "user"
  case "gpt", "bot", "model", "chatgpt", "chatbot", "ai", "bard", "bing": return "assistant"
  case "observation": return "tool"
  default:
    // `nearest` does not suggest a name that is equal, such as one with another case or a space.
    return Role(rawValue: trimmed)?.rawValue
      ?? nearest(to: trimmed, in: Role.allCases.map(\.rawValue))
  }
}
