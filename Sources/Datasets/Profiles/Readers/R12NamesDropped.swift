extension Rule {
  /// R12: the name of a speaker is written.
  package static let namesDropped = Rule(
    "R12", "names-dropped", .note, "the name of a speaker is written",
    explanation: """
      A template does not write the 'name' of a message, nor its 'refusal', so that the model \
      never sees them. Write what matters into the text.
      """,
    test: .reader({ check in
      if let names = check.facts[.key("messages[].name")] {
        check.report(check.counted(names.count, "names", "name") + " a speaker", names)
      }
      guard check.profile.sampledBytes != nil,
        let refusals = check.facts[.key("messages[].refusal")]
      else { return }
      check.report(
        check.counted(refusals.count, "has", "have") + " a refusal beside the content", refusals)
    }))
}
