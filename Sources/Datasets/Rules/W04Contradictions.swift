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
      var compared = 0
      for pair in check.facts.repeats(of: { $0.prompt }) where pair.later.kind == .chat {
        if pair.earlier.answer == pair.later.answer { continue }
        compared += 1
        guard compared <= comparisonLimit else { return }
        if isAlike(pair.earlier.number, pair.later.number, check.lookUp) { continue }
        check.report("same prompt as #\(pair.earlier.number), another answer", pair.later)
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

/// Pairs whose answers are compared; a dataset with more is one of many answers on purpose.
private let comparisonLimit = 10_000
