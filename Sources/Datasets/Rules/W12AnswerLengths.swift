extension Rule {
  /// W12: no answer is far longer or shorter than the others.
  static let answerLengths = Rule(
    "W12", "answer-lengths", .note, "no answer is far longer or shorter than the others",
    explanation: """
      An answer of more than eight times the bytes that nine of ten answers have, or of less \
      than an eighth of those that one of ten has, is often cut off, or two answers in one. \
      Looked at in datasets of 50 examples and more; of a conversation the last answer counts.
      """,
    threshold: Threshold(8, "times the usual length", in: 2...1_000),
    test: .dataset({ check in
      let lengths = check.facts.examples.compactMap { $0.answerLength > 0 ? $0.answerLength : nil }
      guard lengths.count >= smallestSet else { return }
      let sorted = lengths.sorted()
      let low = Int(sorted[sorted.count / 10])
      let high = Int(sorted[sorted.count - 1 - sorted.count / 10])
      for entry in check.facts.examples where entry.answerLength > 0 {
        let length = Int(entry.answerLength)
        if length * check.threshold < low || length > high * check.threshold {
          check.report(
            "the answer has \(length) bytes; most have between \(low) and \(high)", entry)
        }
      }
    }))
}

private let smallestSet = 50
