extension Rule {
  /// R08: no other column has a name with a meaning.
  package static let namedColumns = Rule(
    "R08", "named-columns", .warning, "no other column has a name with a meaning",
    explanation: """
      TRL takes a column 'images', even of nulls, for a vision dataset, 'labels' for the \
      tokens to learn, and 'prompt' beside 'messages' for half of a pair, where it then misses \
      'completion'. Rename the column, or export without it.
      """,
    test: .reader({ check in
      for key in ["images", "labels", "prompt"] {
        guard let column = check.facts[.key(key)], check.facts[.key("messages")] != nil else {
          continue
        }
        check.report("the column '\(key)' beside 'messages' means something else", column)
      }
    }))
}
