extension Rule {
  /// W22: the answers have one form.
  static let mixedForms = Rule(
    "W22", "mixed-forms", .warning, "the answers have one form",
    explanation: """
      Where most answers are JSON and some are prose, or JSON in a code fence, a program that \
      reads the model's answers fails on some of them. Write all in one form. Told where the \
      commonest form has at least 60 % of 20 examples and more, and JSON is among the forms.
      """,
    test: .dataset({ check in
      let forms = check.facts.answerForms
      let count = forms.values.reduce(0, +)
      guard count >= 20, forms.count > 1,
        let most = forms.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
        most.value * 100 >= count * 60, forms.keys.contains(where: { $0 != .prose })
      else { return }
      let others = forms.filter { $0.key != most.key }.sorted { $0.key < $1.key }
        .map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
      check.report("\(most.value) answers are \(most.key.rawValue), \(others)")
    }))
}
