extension Rule {
  /// R02: contents are all texts or all lists.
  package static let lateParts = Rule(
    "R02", "late-parts", .warning, "contents are all texts or all lists",
    explanation: """
      A reader that settles the type of a column by the first part of a file has decided for \
      texts when the first content that is a list comes. datasets 5.2.0 then gives every text \
      of the block in quotation marks, and the list as text, without an error. Write all \
      contents in one form, or read the lines with the json module and not with load_dataset.
      """,
    test: .reader({ check in
      guard let parts = check.facts[.parts], let text = check.facts[.text] else { return }
      let later = parts.index > text.index ? parts : text
      let isLate = later.offset > check.profile.sampledBytes ?? .max
      check.report(
        check.counted(parts.count, "has a content that is a list", "have contents that are lists")
          + ", and \(text.count) a text"
          + (isLate ? "; past the first 10 MB every text gains quotes" : ""), later)
    }))
}
