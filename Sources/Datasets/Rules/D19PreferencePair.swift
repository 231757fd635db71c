extension Rule {
  /// D19: a preference has two different answers.
  static let preferencePair = Rule(
    "D19", "preference", .error, "a preference has two different answers",
    explanation: """
      A preference example has an input that ends before the assistant speaks, and exactly one \
      assistant message in each of preferred_output and non_preferred_output. When the two say \
      the same, there is nothing to prefer.
      """,
    on: .pair,
    test: .example({ check in
      let example = check.example
      guard example.kind == .preference else { return }
      for (key, answers) in [
        (example.preferredKey, example.preferred), (example.rejectedKey, example.rejected),
      ] where answers.count != 1 || answers.first?.role != .assistant {
        check.report("'\(key)' is not exactly one assistant message", field: key)
      }
      if example.messages.last?.role == .assistant {
        check.report("the input ends with the assistant", field: "input.messages")
      }
      if let one = example.preferred.first.flatMap(example.text(of:)),
        one == example.rejected.first.flatMap(example.text(of:))
      {
        check.report("both answers are the same", field: example.rejectedKey)
      }
    }))
}
