extension Rule {
  /// R12: the name of a speaker is written.
  package static let namesDropped = Rule(
    "R12", "names-dropped", .note, "the name of a speaker is written",
    explanation: """
      A template does not write the 'name' of a message, so that the model never sees it. \
      Write the name into the text where it matters.
      """,
    test: .reader({ check in
      guard let names = check.facts[.key("messages[].name")] else { return }
      check.report(check.counted(names.count, "names", "name") + " a speaker", names)
    }))
}
