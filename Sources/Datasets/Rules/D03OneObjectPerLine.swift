extension Rule {
  /// D03: every line holds exactly one object.
  static let oneObjectPerLine = Rule(
    "D03", "one-per-line", .error, "every line holds exactly one object",
    explanation: """
      An object that goes on over several lines, two objects on one line, blank lines between \
      them and a file that is one big list are all valid in other formats, but not in JSONL. \
      Loading with --repair reads all of these and writes one object per line.
      """,
    test: .reading)
}
