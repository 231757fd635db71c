extension Rule {
  /// W13: no label is nearly all of them.
  static let labelBalance = Rule(
    "W13", "label-balance", .note, "no label is nearly all of them",
    explanation: """
      Where the answers are a few labels, each many times, and one of them makes up more than \
      80 % of the examples, the model learns to say it always. Add examples of the other \
      labels, or drop some of this one. Answers count as labels where 50 examples and more \
      have at most 20 distinct ones, none of them seen once.
      """,
    threshold: Threshold(80, "% of the answers", in: 1...100),
    test: .dataset({ check in
      guard let labels = check.facts.labels, let most = labels.max(by: { $0.count < $1.count })
      else { return }
      let count = check.facts.examples.count
      if most.count * 100 > count * check.threshold {
        check.report(
          "\(most.count) of \(count) answers are the same; \(labels.count) distinct ones",
          most.first)
      }
      for label in labels where label.count < fewest {
        check.report("only \(label.count) examples have this answer", label.first)
      }
    }))
}

/// Examples of a label from which on it is learned at all.
private let fewest = 5
