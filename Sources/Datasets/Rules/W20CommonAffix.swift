extension Rule {
  /// W20: not all answers begin or end alike.
  static let commonAffix = Rule(
    "W20", "common-affix", .note, "not all answers begin or end alike",
    explanation: """
      What every answer begins or ends with costs tokens each time and teaches little: a \
      greeting, a closing line, the separator of an older format. It is right where the \
      program that reads the answers needs it. Looked at from 20 examples on; 12 bytes and \
      more are told.
      """,
    threshold: Threshold(12, "bytes", in: 1...120),
    test: .dataset({ check in
      guard check.facts.examples.count >= 20 else { return }
      for (what, affix) in check.facts.affixes where affix.utf8.count >= check.threshold {
        check.report("\(what) \"\(affix.prefix(40))\"")
      }
    }))
}
