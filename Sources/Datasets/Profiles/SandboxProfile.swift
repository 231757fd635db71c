extension Profile {
  private static let program = Source("the sandbox of this program", "2026-11-29", .run)

  /// The sandbox asks the rules with their own severities.
  static let sandbox = Profile(
    "sandbox", "the sandbox of this machine", date: "2026-11-29",
    limits: [Limit(.fewestExamples, 10, program)], rulings: [])
}
