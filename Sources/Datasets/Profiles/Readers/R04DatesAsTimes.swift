extension Rule {
  /// R04: not every answer is a date.
  package static let datesAsTimes = Rule(
    "R04", "dates-as-times", .warning, "not every answer is a date",
    explanation: """
      When every text of a column is an ISO date, datasets 5.2.0 reads the column as \
      timestamps, and a template writes them in another form or as the word 'datetime'. A time \
      zone is moved to UTC. Add words to the answers, or read the lines with the json module.
      """,
    test: .reader({ check in
      guard let dates = check.facts[.dateAnswer], check.facts[.otherAnswer] == nil else { return }
      check.report("every answer is a date, and is read as a timestamp", dates)
    }))
}
