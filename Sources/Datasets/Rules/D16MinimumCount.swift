extension Rule {
  /// D16: a dataset has at least ten examples.
  package static let minimumCount = Rule(
    "D16", "too-few", .error, "a dataset has at least ten examples",
    explanation: """
      OpenAI and Mistral refuse files with fewer than ten examples; Fireworks wants three, and \
      Together takes one. The sandbox wants ten, as OpenAI does.
      """,
    test: .dataset({ check in
      let count = check.facts.examples.count
      guard count > 0, count < 10 else { return }
      check.report("\(count) example\(count == 1 ? "" : "s"); most services want at least 10")
    }))
}
