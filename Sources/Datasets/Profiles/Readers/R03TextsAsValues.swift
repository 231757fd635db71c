extension Rule {
  /// R03: no answer that is JSON stands in a mixed column.
  package static let textsAsValues = Rule(
    "R03", "texts-as-values", .warning, "no answer that is JSON stands in a mixed column",
    explanation: """
      In a column that holds texts and lists, datasets 5.2.0 gives a text that is JSON as the \
      value it spells: an answer {"label": 1} comes back as an object, 007 as 7, true as a \
      truth value. The model then learns another text. Write all contents in one form, or read \
      the lines with the json module.
      """,
    test: .reader({ check in
      guard check.facts[.parts] != nil, check.facts[.text] != nil,
        let answers = check.facts[.jsonAnswer]
      else { return }
      let count = answers.count
      check.report(
        check.counted(count, "answers", "answer")
          + " in JSON, which comes back as a value beside contents that are lists", answers)
    }))
}
