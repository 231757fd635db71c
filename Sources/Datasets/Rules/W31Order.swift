extension Rule {
  /// W31: the examples are not sorted by their answers.
  static let order = Rule(
    "W31", "order", .note, "the examples are not sorted by their answers",
    explanation: """
      A file sorted by label trains on one label after the other. Services shuffle it, most \
      programs do too, and those that do not learn the last label best; a split by position \
      then puts one label in validation alone. Looked at where the answers are labels, see \
      W13.
      """,
    test: .dataset({ check in
      guard let labels = check.facts.labels, labels.count > 1 else { return }
      let examples = check.facts.examples
      let changes = zip(examples, examples.dropFirst()).count { $0.answer != $1.answer }
      guard changes < labels.count * 2 else { return }
      check.report("\(labels.count) distinct answers in \(changes + 1) runs: sorted by answer")
    }))
}
