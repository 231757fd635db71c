extension Rule {
  /// D04: the file is UTF-8 without a byte-order mark.
  static let validUTF8 = Rule(
    "D04", "utf8", .error, "the file is UTF-8 without a byte-order mark",
    explanation: """
      Text in another encoding arrives as other characters, or is refused. Save the file as \
      UTF-8. A byte-order mark at the start is an invisible character that some readers take for \
      data; it is skipped when the file is loaded, and is only a warning.
      """,
    test: .reading)
}
