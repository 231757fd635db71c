extension Rule {
  /// W01: no conversation is there twice.
  package static let duplicates = Rule(
    "W01", "duplicate", .warning, "no conversation is there twice",
    explanation: """
      Two examples count as one when they train the same: the same messages, weights and tools, \
      letter by letter, however the JSON is spaced. A letter written as one character or as a \
      letter and a mark is the same letter. A repeated example is learned more strongly than the \
      others and costs again; between training and validation it hides mistakes. The later one \
      is the duplicate. What is merely alike, as in capitals or white space, is not counted.
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
