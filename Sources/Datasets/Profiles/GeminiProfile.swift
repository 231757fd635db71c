extension Profile {
  private static let about = Source(
    "Google Cloud, prepare supervised fine-tuning data for Gemini", "2026-11-29", .documented)

  static let gemini = Profile(
    "gemini", "Gemini on Vertex AI", date: "2026-11-29", kinds: [.chat],
    roles: Names(["system", "developer", "user", "assistant", "tool"], about),
    rulings: [
      Ruling(
        .otherShape, .note,
        "it reads 'contents' of roles user and model, which export --for gemini writes", about),
      Ruling(.minimumCount, .warning, "100 examples are advised to begin with", about),
      Ruling(.weightIgnored, .warning, "its contents have no weight", about),
      Ruling(.namesDropped, .note, "its contents have no name", about),
    ])
}
