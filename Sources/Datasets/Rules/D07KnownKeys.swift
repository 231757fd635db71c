import JSON
internal import Spelling

extension Rule {
  /// D07: a message has no unknown keys.
  package static let knownKeys = Rule(
    "D07", "unknown-key", .error, "a message has no unknown keys",
    explanation: """
      The keys of a message are role, content, name, weight, tool_calls, tool_call_id, \
      function_call, refusal and audio. Services refuse others, or ignore them without a word; a \
      slip such as 'weights' then does nothing at all. A key whose value is null, as table tools \
      write it, is not sent and no fault.
      """,
    on: .oddMessage,
    test: .example({ check in
      for place in check.places {
        for key in place.message.unknownKeys where !check.example.isNull(after: key) {
          let name = check.example.text(key)
          let hint = keyMeant(by: name).map { "; '\($0)' is meant?" } ?? ""
          check.report("unknown key '\(name)'\(hint)", place, name, at: key.quoted)
        }
      }
    }))
}

extension ExampleCheck {
  /// Whether the content stands under the name that another format has for it.
  func hasMisnamedContent(_ message: Message) -> Bool {
    message.unknownKeys.contains { key in
      contentKeys.contains(example.text(key)) && !example.isNull(after: key)
    }
  }
}

/// The key that another spelling or another format's word stands for.
func keyMeant(by name: String) -> String? {
  if contentKeys.contains(name) { return "content" }
  return learningKeys.contains(name) ? "weight" : nearest(to: name, in: messageKeys)
}

/// What other formats call the key of a message that says, with true or false, whether it is
/// learned: Axolotl's `message_field_training` and Tinker's `trainable`.
package let learningKeys: Set = ["train", "training", "trainable"]

/// What other formats call the content.
private let contentKeys: Set = ["text", "value", "parts", "message", "body"]

private let messageKeys = [
  "role", "content", "name", "weight", "tool_calls", "tool_call_id", "function_call", "refusal",
  "audio",
]
