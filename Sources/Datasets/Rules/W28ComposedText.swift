extension Rule {
  /// W28: letters and their marks are one character.
  static let composedText = Rule(
    "W28", "composed-text", .note, "letters and their marks are one character",
    explanation: """
      Text from a Mac's file names and from some PDF files has letters and their marks apart: \
      '한' as three characters, 'é' as two. It looks the same, costs up to three times the \
      tokens, and is another text to the model than what people type. Compose it (Unicode's \
      form NFC).
      """,
    test: .dataset({ check in
      let count = check.facts.decomposedCount
      guard count > 0 else { return }
      check.report(
        "\(count) example\(count == 1 ? " has" : "s have") letters and marks apart",
        check.facts.firstDecomposed)
    }))
}
