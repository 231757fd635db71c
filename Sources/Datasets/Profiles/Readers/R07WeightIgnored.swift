extension Rule {
  /// R07: a weight is heard.
  package static let weightIgnored = Rule(
    "R07", "weight-ignored", .warning, "a weight is heard",
    explanation: """
      An answer with weight 0 is to be read and not learned. Programs that train chats do not \
      look at 'weight' unless they are told: the answer is trained like any other. Leave the \
      example out, split it before that answer, or give the program the field, as axolotl's \
      message_field_training: weight does.
      """,
    test: .reader({ check in
      guard let zero = check.facts[.zeroWeight] else { return }
      check.report(
        check.counted(zero.count, "has", "have") + " answers of weight 0, which are trained there",
        zero)
    }))
}
