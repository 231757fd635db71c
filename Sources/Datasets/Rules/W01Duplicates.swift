extension Rule {
  /// W01: no conversation is there twice.
  static let duplicates = Rule(
    "W01", "duplicate", .warning, "no conversation is there twice",
    explanation: """
      Two examples that differ at most in case and white space count as one. A repeated example \
      is learned more strongly than the others and costs again; between training and validation \
      it hides mistakes. The later one is the duplicate.
      """,
    remedy: "drop DATASET where duplicate",
    test: .dataset({ check in
      for pair in check.facts.duplicates() {
        let same = pair.earlier.exact == pair.later.exact
        check.report(
          "same \(same ? "bytes" : "conversation") as #\(pair.earlier.number)", pair.later)
      }
    }))
}
