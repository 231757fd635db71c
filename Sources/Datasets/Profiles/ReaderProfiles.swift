extension Profile {
  private static let datasets = Source("datasets 5.2.0", "2026-11-28", .run)
  private static let trlRun = Source("trl 1.16.0, transformers 5.24.0", "2026-11-28", .run)
  private static let axolotlRun = Source("axolotl 0.21.0", "2026-11-28", .run)
  private static let factoryRun = Source("llamafactory 0.9.5", "2026-11-28", .run)
  /// `findings/llamafactory-openai-format-adds-a-line.sh`.
  private static let factoryFormats = Source("llamafactory 0.9.5", "2026-11-29", .run)
  private static let factoryCode = Source(
    "llamafactory, data/converter.py", "2026-11-29", .documented)

  /// What the JSON reader of datasets settles a column's type by.
  private static let chunk = 10 * 1_024 * 1_024

  /// What every program says that reads its files with datasets.
  private static let ofDatasets: [Ruling] = [
    Ruling(
      .plainCharacters, .error, "a key that is there twice and half a surrogate pair are refused",
      datasets),
    Ruling(.validUTF8, .note, "a byte-order mark is read over", datasets),
    Ruling(.lateParts, .warning, "the type of a column is settled by its first 10 MB", datasets),
    Ruling(
      .textsAsValues, .warning,
      "in a column of texts and lists a text that is JSON comes back as a value", datasets),
    Ruling(.datesAsTimes, .warning, "a column of dates becomes one of timestamps", datasets),
    Ruling(.objectArguments, .warning, "numbers in objects of unlike keys lose digits", datasets),
    Ruling(.lateKeys, .warning, "a key that is missing in the first 10 MB ends the load", datasets),
    Ruling(
      .tracedColumns, .warning, "these columns together are taken for the trace of an agent",
      datasets),
    Ruling(.minimumCount, nil, "any number of examples is trained", datasets),
    Ruling(.notSent, .note, "other columns are read, and stay in the file", datasets),
    Ruling(
      .otherShape, .note, "pairs are read as 'prompt', 'chosen' and 'rejected', as export writes",
      trlRun),
  ]

  static let trl = Profile(
    "trl", "TRL", date: "2026-11-28", kinds: Set(ExampleKind.allCases), sampledBytes: chunk,
    rulings: ofDatasets + [
      Ruling(.weightIgnored, .warning, "every answer is trained, whatever its weight", trlRun),
      Ruling(.weightRange, .warning, "a weight of any kind is read over", trlRun),
      Ruling(.knownKeys, .warning, "templates read over keys that they do not know", trlRun),
      Ruling(
        .namedColumns, .warning, "columns of these names are taken for something else", trlRun),
      Ruling(
        .textArguments, .warning,
        "templates of Llama 3 and Qwen2.5 quote them twice, those of Qwen3.5 fail", trlRun),
      Ruling(.nullContent, .warning, "templates of Qwen2.5, Phi 3 and gpt-oss fail on it", trlRun),
      Ruling(.namesDropped, .note, "no template writes it", trlRun),
      Ruling(.developerRole, .warning, "templates of Qwen2.5, Qwen3 and GLM drop it whole", trlRun),
      Ruling(
        .severalCalls, .warning, "templates of Llama 3 fail on two calls, gpt-oss drops the second",
        trlRun),
      Ruling(
        .callWithText, .warning, "templates of Llama 3 and gpt-oss drop the text beside a call",
        trlRun),
      Ruling(
        .emptyTools, .warning, "an empty list makes Llama 3.1 write its instructions for tools",
        trlRun),
      Ruling(
        .roleAndContent, .error, "a template writes a role as it stands, such as 'human'", trlRun),
      Ruling(.oldTools, .error, "no template knows 'functions' and 'function_call'", trlRun),
      Ruling(
        .lastRole, .warning, "messages after the last answer are trained or cut, by the template",
        trlRun),
    ])

  static let axolotl = Profile(
    "axolotl", "axolotl", date: "2026-11-28", kinds: Set(ExampleKind.allCases),
    sampledBytes: chunk,
    rulings: ofDatasets + [
      Ruling(
        .weightIgnored, .warning, "weights count only with message_field_training: weight",
        axolotlRun),
      Ruling(.oldTools, .error, "no template knows 'functions' and 'function_call'", trlRun),
      Ruling(.developerRole, .warning, "templates of Qwen2.5, Qwen3 and GLM drop it whole", trlRun),
      Ruling(.namesDropped, .note, "no template writes it", trlRun),
    ])

  static let llamaFactory = Profile(
    "llama-factory", "LLaMA-Factory", date: "2026-11-30", kinds: Set(ExampleKind.allCases),
    sampledBytes: chunk,
    rulings: ofDatasets.filter { $0.rule != Rule.otherShape.code } + [
      Ruling(
        .otherShape, .note,
        "pairs are read as 'conversations', 'chosen' and 'rejected', as export writes", factoryCode),
      Ruling(
        .addedLine, .note,
        "\"openai\" adds 'detailed thinking off' to the system message, \"sharegpt\" does not",
        factoryFormats),
      Ruling(
        .callWithText, .warning, "with \"openai\" the text beside a call is dropped",
        factoryFormats),
      Ruling(
        .developerRole, .error,
        "an example with it is passed over with a warning; with \"openai\" the load ends",
        factoryCode),
      Ruling(.weightIgnored, .warning, "every answer is trained, whatever its weight", factoryRun),
      Ruling(.weightRange, .warning, "a weight of any kind is read over", factoryRun),
      Ruling(
        .textArguments, .error, "arguments are quoted twice, and 'tools' of ShareGPT are emptied",
        factoryRun),
      Ruling(
        .alternatingRoles, .error,
        "an example whose roles do not alternate is passed over with a warning", factoryCode),
      Ruling(
        .lastRole, .error, "an example with an odd count of messages is passed over with a warning",
        factoryCode),
      Ruling(.oldTools, .error, "no template knows 'functions' and 'function_call'", trlRun),
      Ruling(.namesDropped, .note, "no template writes it", trlRun),
    ])
}
