extension Rule {
  /// W04: one prompt does not have unlike answers.
  static let contradictions = Rule(
    "W04", "contradiction", .warning, "one prompt does not have unlike answers",
    explanation: """
      When the same prompt is answered in quite different ways, the model learns neither. Where \
      both are right, as in creative writing, keep them; where one is wrong, correct or drop it. \
      Two answers count as unlike when they share less than half of their words.
      """,
    test: .dataset({ check in
      var first: [UInt64: DatasetFacts.Entry] = [:]
      for entry in check.facts.examples where entry.kind == .chat {
        guard let earlier = first[entry.digest.prompt] else {
          first[entry.digest.prompt] = entry
          continue
        }
        if earlier.digest.answer == entry.digest.answer { continue }
        if isAlike(earlier.number, entry.number, check.lookUp) { continue }
        check.report("same prompt as #\(earlier.number), another answer", entry)
      }
    }))
}

/// Whether the last answers of two examples share at least half of their words.
private func isAlike(_ one: Int, _ other: Int, _ lookUp: ((Int) -> Example?)?) -> Bool {
  guard let one = lookUp?(one)?.text(of: .last(.assistant)),
    let other = lookUp?(other)?.text(of: .last(.assistant))
  else { return false }
  return wordSimilarity(one, other) >= 0.5
}
