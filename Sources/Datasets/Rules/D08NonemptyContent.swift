import JSON

extension Rule {
  /// D08: no content is empty.
  package static let nonemptyContent = Rule(
    "D08", "empty", .error, "no content is empty",
    explanation: """
      An empty assistant message teaches the model to say nothing. A content may be null only \
      where the assistant calls a tool, and only what a tool gave may be empty. White space \
      alone counts as empty. Write the missing text, or drop the example.
      """,
    remedy: "set REF.assistant \"...\"",
    on: [.oddMessage, .blank],
    test: .example({ check in
      for place in check.places where !place.message.hasCall {
        let what = place.message.role == .assistant ? "assistant reply" : "content"
        switch place.message.content {
        case .missing: break
        case .null: check.report("\(what) is null without a call", place, "content")
        case .text(let span):
          // A tool may have nothing to say, and the call needs its result all the same.
          guard !place.message.isResult, check.isBlank(span) else { continue }
          check.report("\(what) is empty", place, "content", at: span.quoted)
        case .parts(let parts):
          let isBlank = parts.allSatisfy { part in part.text.map(check.isBlank) ?? false }
          if isBlank, !place.message.isResult {
            check.report("\(what) is empty", place, "content")
          } else if place.message.role == .assistant, !check.example.says(parts) {
            check.report("\(what) has no text", place, "content")
          }
        }
      }
    }))
}

extension Example {
  /// Whether parts of a content say something: text, or a refusal.
  fileprivate func says(_ parts: [Message.Part]) -> Bool {
    parts.contains { $0.text != nil || $0.type.map(text) == "refusal" }
  }
}
