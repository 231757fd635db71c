import JSON
internal import Spelling

extension Rule {
  /// D06: every message has a known role and a content.
  package static let roleAndContent = Rule(
    "D06", "role-content", .error, "every message has a known role and a content",
    explanation: """
      The roles are system, developer, user, assistant and tool (and function in older files). \
      They are spelt in small letters without spaces. Other formats call the user 'human' and \
      the assistant 'gpt', 'bot' or 'model'; those must be renamed. A message without a role or \
      a content is refused. A content that is a list holds parts of text, and images.
      """,
    on: .oddMessage,
    test: .example({ check in
      for place in check.places {
        let message = place.message
        if message.roleSpan == nil {
          check.report("the message has no role", place)
        } else if message.role == nil {
          let role = check.example.role(of: message)
          let hint = roleMeant(by: role).map { "; '\($0)' is meant?" } ?? ""
          check.report(
            "no role '\(role)'\(hint)", place, "role", at: message.roleSpan?.quoted)
        }
        // A key that stands for the content is told as such by D07.
        if message.content == .missing, !message.hasCall, !check.hasMisnamedContent(message) {
          check.report("the message has no content", place)
        }
        if case .parts(let parts) = message.content {
          for part in parts where !check.example.isKnown(part) {
            let type = part.type.map(check.example.text)
            let hint = type.flatMap(partMeant).map { "; '\($0)' is meant?" } ?? ""
            check.report(
              "a part of the content is neither text nor an image\(hint)", place, "content")
          }
        }
      }
    }))
}

/// The role that another spelling or another format's word stands for.
func roleMeant(by role: String) -> String? {
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

/// The type of a part that another service's word stands for.
private func partMeant(by type: String) -> String? {
  switch type {
  case "image", "input_image", "media": "image_url"
  case "input_text", "output_text": "text"
  default: nil
  }
}

extension Example {
  /// Whether a part of a content is text, a refusal, or something that is looked at or heard.
  fileprivate func isKnown(_ part: Message.Part) -> Bool {
    let type = part.type.map(text)
    if part.text != nil { return type == nil || type == "text" || type == "refusal" }
    guard let type, let value = value(in: part.range) else { return false }
    return switch type {
    case "refusal": value["refusal"]?.string != nil
    case "image_url", "input_audio", "file": true
    default: false
    }
  }
}
