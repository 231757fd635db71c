extension Rule {
  /// D02: every line is an object.
  static let objectPerLine = Rule(
    "D02", "object", .error, "every line is an object",
    explanation: """
      A line that is a number, a string or a list is valid JSON, but not an example. Each line \
      must be an object in braces.
      """,
    test: .reading)
}
