extension Profile {
  private static let guide = Source(
    "OpenAI's guide to supervised fine-tuning", "2026-11-28", .documented)
  private static let reference = Source(
    "OpenAI's API specification, fine-tuning input objects", "2026-11-28", .documented)
  private static let vision = Source(
    "OpenAI's guide to vision fine-tuning", "2026-11-28", .documented)
  private static let bestPractices = Source(
    "OpenAI's guide to fine-tuning, best practices", "2026-11-28", .documented)

  static let openAI = Profile(
    "openai", "OpenAI", date: "2026-11-28", kinds: Set(ExampleKind.allCases),
    modelsOfKind: [.completion: Names(["babbage-002", "davinci-002"], reference)],
    roles: Names(
      ["system", "developer", "user", "assistant", "tool", "function"], reference),
    limits: [
      Limit(.fewestExamples, 10, guide), Limit(.mostBytes, 512 * 1_024 * 1_024, reference),
      Limit(.mostImagesPerExample, 10, vision), Limit(.mostExamplesWithImages, 50_000, vision),
    ],
    rulings: [
      Ruling(
        .lastRole, .warning,
        "messages after the last answer are read and billed, and train nothing",
        bestPractices),
      Ruling(.systemFirst, .note, "no order of roles is asked", reference),
      Ruling(.alternatingRoles, nil, "no order of roles is asked", reference),
      Ruling(.userFirst, .note, "no order of roles is asked", reference),
      Ruling(.oldTools, .note, "'functions' is deprecated, and still taken", reference),
    ])
}
