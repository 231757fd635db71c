extension Profile {
  private static let cookbook = Source(
    "Anthropic's cookbook, fine-tuning Claude 3 Haiku on Bedrock", "2026-11-29", .documented)

  static let bedrock = Profile(
    "bedrock", "Amazon Bedrock (Claude)", date: "2026-11-29", kinds: [.chat],
    roles: Names(["system", "user", "assistant"], cookbook),
    messageKeys: Names(["role", "content"], cookbook),
    rulings: [
      Ruling(.lastRole, .error, "the last message must be the assistant's", cookbook),
      Ruling(.systemFirst, .error, "one system text stands beside the messages", cookbook),
      Ruling(.alternatingRoles, .error, "user and assistant must alternate", cookbook),
      Ruling(.userFirst, .error, "the first message must be the user's", cookbook),
      Ruling(.knownKeys, .error, "no other keys are allowed", cookbook),
      Ruling(.notSent, .error, "no other keys are allowed", cookbook),
      Ruling(.minimumCount, .warning, "the cookbook names no fewest count", cookbook),
      Ruling(
        .otherShape, .note,
        "it stands under 'system' beside 'messages', where export --for bedrock puts it",
        cookbook),
      Ruling(.oldTools, .error, "no other keys are allowed", cookbook),
    ])
}
