extension Profile {
  private static let reported = Source(
    "nebius-finetune skill, on Token Factory", "2026-11-29", .reported)

  static let nebius = Profile(
    "nebius", "Nebius Token Factory", date: "2026-11-29", kinds: [.chat, .completion],
    limits: [Limit(.mostBytes, 5 * 1_024 * 1_024 * 1_024, reported)],
    rulings: [
      Ruling(.minimumCount, .warning, "no source names a fewest count", reported)
    ])
}
