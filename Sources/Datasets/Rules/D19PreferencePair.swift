extension Rule {
  /// D19: a preference has two different answers.
  package static let preferencePair = Rule(
    "D19", "preference", .error, "a preference has two different answers",
    explanation: """
      A preference example has an input that ends before the assistant speaks, and exactly one \
      assistant message in each of preferred_output and non_preferred_output. When the two say \
      the same, there is nothing to prefer; where they differ in white space only, that is all \
      that is learned.
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
      if example.messages.isEmpty {
        check.report("the input has no messages", field: "input.messages")
      } else if example.messages.last?.role == .assistant {
        check.report("the input ends with the assistant", field: "input.messages")
      }
      guard let one = example.preferred.first, let other = example.rejected.first,
        !one.hasCall, !other.hasCall, let better = example.text(of: one),
        let worse = example.text(of: other)
      else { return }
      if better == worse {
        check.report("both answers are the same", field: example.rejectedKey)
      } else if better.isSpacedLike(worse) {
        // It may be what is to be learned, as in code.
        check.report(
          "the answers differ in white space only", field: example.rejectedKey, severity: .warning)
      }
    }))
}

extension String {
  /// Whether two texts are the same but for their white space.
  fileprivate func isSpacedLike(_ other: String) -> Bool {
    let spaces = \Character.isWhitespace
    return filter { !$0[keyPath: spaces] } == other.filter { !$0[keyPath: spaces] }
  }
}
