import FineTuning
import JSON
import Training

extension Turn {
  /// The turn that a message is to the model; nil when its role or content is none it can read.
  ///
  /// Calls of tools are read as their JSON, and what a tool answers as a user's turn.
  init?(role: String, content: JSONValue, calls: JSONValue?) {
    guard let speaker = Turn.speakers[role], var text = Turn.text(of: content) else { return nil }
    if let calls { text += calls.text }
    self.init(speaker, text)
  }

  /// The model's own three speakers by the role names of the API.
  static let speakers: [String: Role] = [
    "system": .system, "developer": .system, "user": .user, "tool": .user, "function": .user,
    "assistant": .assistant,
  ]

  /// The text, the text parts joined, or nothing for null; nil for anything that is not text.
  private static func text(of content: JSONValue) -> String? {
    switch content {
    case .null: return ""
    case .string(let text): return text
    case .array(let parts):
      let texts = parts.compactMap { $0["text"]?.string ?? $0["refusal"]?.string }
      return texts.count == parts.count ? texts.joined() : nil
    default: return nil
    }
  }
}
