extension Rule {
  /// R06: every key is there from the start.
  package static let lateKeys = Rule(
    "R06", "late-keys", .warning, "every key is there from the start",
    explanation: """
      A reader that settles the columns by the first part of a file does not know a key that \
      comes later. datasets 5.2.0 ends with DatasetGenerationError where 'weight', 'name', \
      'tool_calls' or 'tools' first comes after 10 MB, or in another file or split; polars and \
      duckdb drop it. Put an example that has the key among the first, or read the lines with \
      the json module.
      """,
    test: .reader({ check in
      let limit = check.profile.sampledBytes ?? .max
      for (trait, sighting) in check.facts.sightings.sorted(by: { $0.value.index < $1.value.index })
      {
        guard case .key(let key) = trait, sighting.offset > limit else { continue }
        check.report("'\(key)' first comes after \(sighting.index) examples, past 10 MB", sighting)
      }
    }))
}
