extension Rule {
  /// R19: the system message is trained as it is in the file.
  package static let addedLine = Rule(
    "R19", "added-line", .note, "the system message is trained as it is in the file",
    explanation: """
      With "formatting": "openai" LLaMA-Factory adds a line 'detailed thinking off' to the system \
      message of every chat without tools, and makes it the system message of one that has none; \
      beside tools it adds a line end. Nothing is said of it, and a model that is asked without \
      the line is asked with a prompt that it never saw in training. "sharegpt" adds nothing: \
      export NAME to FILE --for llama-factory writes such a file, and prints how it is read.
      """,
    test: .reader({ check in
      guard let chats = check.facts[.chatWithoutTools] else { return }
      check.report(
        check.counted(chats.count, "is a chat", "are chats") + " without tools", chats)
    }))
}
