extension Profile {
  private static let guide = Source(
    "Fireworks' guide to fine-tuning models", "2026-11-29", .documented)

  static let fireworks = Profile(
    "fireworks", "Fireworks AI", date: "2026-11-29", kinds: [.chat, .preference],
    roles: Names(["system", "user", "assistant", "tool"], guide),
    limits: [Limit(.fewestExamples, 3, guide), Limit(.mostExamples, 3_000_000, guide)],
    rulings: [
      Ruling(.systemFirst, .error, "a system message must be the first one", guide),
      Ruling(.weightRange, .error, "a weight is 0 or 1", guide),
      Ruling(.oldTools, .error, "tools are taken in today's form", guide),
    ])
}
