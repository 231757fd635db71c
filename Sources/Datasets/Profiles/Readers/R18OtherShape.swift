extension Rule {
  /// R18: the file has the shape that is read.
  package static let otherShape = Rule(
    "R18", "other-shape", .note, "the file has the shape that is read",
    explanation: """
      Amazon Bedrock reads the system prompt under 'system' beside 'messages', and Gemini \
      reads 'contents' of the roles user and model in place of 'messages'. export NAME \
      to FILE --for PROVIDER writes such a file.
      """,
    test: .reader({ check in
      guard check.facts.exampleCount > 0 else { return }
      if check.profile.sampledBytes != nil {
        guard let pairs = check.facts[.pair] else { return }
        check.report(
          check.counted(pairs.count, "is a pair", "are pairs")
            + " in OpenAI's form, which no trainer reads", pairs)
        return
      }
      if check.profile.messageKeys != nil {
        guard let systems = check.facts[.system] else { return }
        check.report(
          check.counted(systems.count, "has its", "have their")
            + " system prompt among the messages", systems)
      } else {
        check.report("the file has 'messages', and \(check.profile.title) reads 'contents'", nil)
      }
    }))
}
