extension Rule {
  /// D01: every line is valid JSON.
  static let validJSON = Rule(
    "D01", "json", .error, "every line is valid JSON",
    explanation: """
      A JSONL file holds one JSON object per line. A line that is not JSON stops most services \
      at once. The message names the line, the column and the characters around it. Common \
      causes are a line that was cut short, quotes inside a text that are not escaped, single \
      quotes, and words of other languages such as None or True.
      """,
    test: .reading)
}
