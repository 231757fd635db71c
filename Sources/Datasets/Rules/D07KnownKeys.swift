import JSON
internal import Spelling

extension Rule {
  /// D07: a message has no unknown keys.
  static let knownKeys = Rule(
    "D07", "unknown-key", .error, "a message has no unknown keys",
    explanation: """
      The keys of a message are role, content, name, weight, tool_calls, tool_call_id, \
      function_call, refusal and audio. Services refuse others, or ignore them without a word; a \
      slip such as 'weights' then does nothing at all.
      """,
    on: .oddMessage,
    test: .example({ check in
      for place in check.places {
        for key in place.message.unknownKeys {
          let name = check.example.text(key)
          let hint = nearest(to: name, in: messageKeys).map { "; '\($0)' is meant?" } ?? ""
          check.report("unknown key '\(name)'\(hint)", place, name, at: key.quoted)
        }
      }
    }))
}

private let messageKeys = [
  "role", "content", "name", "weight", "tool_calls", "tool_call_id", "function_call", "refusal",
  "audio",
]
