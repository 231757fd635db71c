import Datasets

extension ExampleKind {
  /// Such as `a chat`.
  var singular: String {
    switch self {
    case .chat: "a chat"
    case .preference: "a preference"
    case .completion: "a prompt with its completion"
    }
  }

  /// Such as `chats`.
  var plural: String {
    switch self {
    case .chat: "chats"
    case .preference: "preferences"
    case .completion: "prompts with completions"
    }
  }
}
