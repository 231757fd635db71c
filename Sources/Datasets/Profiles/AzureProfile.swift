extension Profile {
  private static let tuning = Source(
    "Microsoft Foundry, customize a model with fine-tuning", "2026-11-28", .documented)
  private static let vision = Source(
    "Microsoft Foundry, fine-tune with image data", "2026-11-28", .documented)
  private static let mark = Source(
    "Microsoft's fine-tuning guide of 2024, on the byte-order mark", "2024-10-01", .documented)

  static let azure = Profile(
    "azure", "Azure OpenAI in Microsoft Foundry", date: "2026-11-28",
    limits: [
      Limit(.fewestExamples, 10, vision), Limit(.mostBytes, 512 * 1_024 * 1_024, tuning),
      Limit(.mostImagesPerExample, 64, vision), Limit(.mostExamplesWithImages, 50_000, vision),
    ],
    rulings: [
      Ruling(.validUTF8, .note, "a byte-order mark was even asked for", mark),
      Ruling(
        .systemPrompts, .warning, "one system prompt for training and use is advised", tuning),
      Ruling(.alternatingRoles, nil, "no order of roles is asked", tuning),
    ])
}
