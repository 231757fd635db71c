extension Rule {
  /// R17: ids of calls have nine letters or digits.
  package static let toolIDs = Rule(
    "R17", "tool-ids", .warning, "ids of calls have nine letters or digits",
    explanation: """
      mistral-common's tokenizers v3, v7 and v11 refuse an id of a call, and of its result, \
      that is not nine letters or digits; v13 and v15 take any. Rename the ids, the same in \
      the call and in its result.
      """,
    test: .reader({ check in
      guard let ids = check.facts[.oddID] else { return }
      check.report(
        check.counted(ids.count, "has", "have") + " ids that are not nine letters or digits", ids)
    }))
}
