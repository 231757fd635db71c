extension Rule {
  /// Every rule, in the order of their codes: the one table behind checks, help and reports.
  package static let all: [Rule] = [
    .validJSON,
    .objectPerLine,
    .oneObjectPerLine,
    .validUTF8,
    .messageList,
    .roleAndContent,
    .knownKeys,
    .nonemptyContent,
    .hasAssistant,
    .lastRole,
    .systemFirst,
    .alternatingRoles,
    .userFirst,
    .weightRange,
    .someWeight,
    .minimumCount,
    .contextLength,
    .toolCalls,
    .preferencePair,
    .oneKind,
    .plainCharacters,
    .somethingTrained,
    .kindForModel,
    .noControlTokens,
    .duplicates,
    .contradictions,
    .systemPrompts,
    .mojibake,
    .placeholders,
    .fewExamples,
    .whitespace,
    .notSent,
    .oldTools,
  ]

  /// The rules that ask what one model makes of the examples; without a target they are silent.
  package static let aboutModels: [Rule] = [.contextLength, .somethingTrained, .kindForModel]
}
