import JSON

extension Rule {
  /// W36: the system prompt stands among the messages.
  package static let systemBeside = Rule(
    "W36", "system-beside", .warning, "the system prompt stands among the messages",
    explanation: """
      'system', 'system_prompt' and 'system_message' beside the messages are where Anthropic's \
      rows and many tables have the prompt. In an example they are columns like any other: kept, \
      never sent, and the model learns to answer without them. fix NAME W36 makes the text the \
      first message. Where the column only has that name, waive the finding. A prompt with a \
      completion has no place for it; load FILE as NAME --as prompt-completion --replace makes \
      messages of such rows.
      """,
    on: .systemBeside,
    test: .example({ check in
      guard let beside = check.example.systemBeside else { return }
      let key = check.example.text(beside.key)
      let place = check.example.kind == .completion ? "prompt" : "messages"
      check.report(
        "'\(key)' beside the \(place) is not sent", field: key, at: beside.key.quoted)
    }))
}

extension Repair {
  /// W36: a text beside the messages becomes the first of them.
  static let systemBeside = Repair(
    .systemBeside, "makes a system prompt beside the messages the first of them", isOnRequest: true
  ) { edit in
    let example = edit.example
    guard let list = edit.lists.first, let beside = example.systemBeside,
      let content = beside.content
    else { return }
    let key = example.text(beside.key)
    edit.change { text in
      try text.remove(at: [.key(key)])
      try text.insert(["role": "system", "content": content], at: list.path + [0])
      return ["makes '\(key)' the first message"]
    }
  }
}

/// What the column of a system prompt is called beside messages, the usual name first.
package let systemColumns = ["system", "system_prompt", "system_message"]

extension Example {
  /// Whether a column beside the messages seems to be their system prompt.
  package var hasSystemBeside: Bool { systemBeside != nil }

  /// The column of a system prompt, where the messages have none, with what it says as a content;
  /// nil where it is neither a text nor a list of texts, which is for a person.
  var systemBeside: (key: JSONStringSpan, content: JSONValue?)? {
    guard !messages.contains(where: { $0.role == .system || $0.role == .developer }) else {
      return nil
    }
    for name in systemColumns {
      // The last of a key that is there twice is the one that counts.
      guard let key = outline.otherKeys.last(where: { text($0) == name }),
        let value = valueRange(after: key).flatMap(value(in:))
      else { continue }
      if let text = value.string {
        guard !text.allSatisfy(\.isWhitespace) else { continue }
        return (key, value)
      }
      guard let parts = value.array, !parts.isEmpty else { continue }
      let isText = parts.allSatisfy { $0["type"] == "text" && $0["text"]?.string != nil }
      return (key, isText ? value : nil)
    }
    return nil
  }
}
