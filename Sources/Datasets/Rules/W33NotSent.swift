extension Rule {
  /// W33: keys of examples that training does not use.
  static let notSent = Rule(
    "W33", "not-sent", .note, "an example has only keys that training uses",
    explanation: """
      Keys such as 'id' and 'source' are kept with the example and are never sent: an upload \
      leaves them out. upload NAME --show prints what is sent. Nothing needs to be done.
      """,
    test: .dataset({ check in
      let count = check.facts.unsentExampleCount
      guard count > 0 else { return }
      let names = check.facts.unsentKeys.keys.sorted()
      let shown = names.prefix(6).joined(separator: ", ")
      check.report(
        "\(count) example\(count == 1 ? " has" : "s have") keys that are not sent: \(shown)"
          + (names.count > 6 ? " and more" : ""))
    }))
}
