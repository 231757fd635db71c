extension Rule {
  /// D20: all examples are of one kind.
  package static let oneKind = Rule(
    "D20", "mixed-kinds", .error, "all examples are of one kind",
    explanation: """
      A file for supervised training holds conversations, one for preference training holds \
      pairs of answers. A file with both is refused by either.
      """,
    test: .dataset({ check in
      guard let first = check.facts.examples.first,
        let other = check.facts.examples.first(where: { $0.kind != first.kind })
      else { return }
      let count = check.facts.examples.count { $0.kind != first.kind }
      check.report(
        "\(count) of another kind than the first (\(other.kind.rawValue), not "
          + "\(first.kind.rawValue))", other)
    }))
}
