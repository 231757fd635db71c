extension Rule {
  /// W03: no example to measure on is trained on.
  package static let leakage = Rule(
    "W03", "leakage", .warning, "no example to measure on is trained on",
    explanation: """
      What is measured on examples that were trained on, or on ones that are nearly the same, \
      looks better than it is: the model has seen the answers. Two examples are nearly the same \
      when their words, taken in fives, have so much in common (their Jaccard index). Of a prompt \
      that is in both the answer may differ and is yet half known. Asked by check TRAIN \
      --validation TEST and by a launch with --validation; 'leaks' shows the pairs side by side. \
      A split that is grouped by near keeps what is alike on one side.
      """,
    remedy: "leaks TRAIN TEST near --drop TEST",
    threshold: Threshold(70, "% of the text alike", in: 60...100),
    test: .measuring({ check in
      for leak in check.leaks {
        let place = "\(check.training.name)#\(leak.left)"
        let words =
          switch leak.kind {
          case .same: "the same as \(place)"
          case .samePromptAndAnswer: "the prompt and the answer of \(place)"
          case .contradiction: "the prompt of \(place), another answer"
          case .near: "nearly the same as \(place) (\(Int(100 * leak.likeness)) %)"
          }
        check.report(words, leak.right)
      }
    }))
}
