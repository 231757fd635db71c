extension Profile {
  private static let data = Source(
    "Together's guide to data preparation", "2026-11-29", .documented)
  private static let client = Source("together 3.1.1", "2026-11-28", .run)
  private static let older = Source("together 2.14.0", "2026-11-28", .run)

  static let together = Profile(
    "together", "Together AI", date: "2026-11-29", kinds: Set(ExampleKind.allCases),
    roles: Names(["system", "user", "assistant", "tool"], older),
    limits: [
      Limit(.fewestExamples, 1, client), Limit(.mostBytes, 50 * 1_024 * 1_024 * 1_024, client),
    ],
    rulings: [
      Ruling(.validUTF8, .error, "the client refuses a byte-order mark on line 1", client),
      Ruling(
        .alternatingRoles, .warning,
        "the guide asks that user and assistant alternate; the client does not look", data),
      Ruling(
        .userFirst, .warning,
        "the guide asks that system or user comes first; the client does not look", data),
      Ruling(
        .lastRole, .warning, "the client passes it; what follows the last answer trains nothing",
        client),
      Ruling(.knownKeys, .warning, "the client passes any key of a message", client),
      Ruling(
        .weightRange, .error, "the last client that looked asked for the integer 0 or 1", older),
      Ruling(
        .oldTools, .warning, "'functions' was an extra column for the last client that looked",
        older),
    ])
}
