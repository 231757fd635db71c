/// What is true of the program as a whole: its `--help` and its manual say the same.
package enum ProgramFacts {
  /// An option of the process, before the first word of the language.
  package struct Option: Sendable, Hashable {
    /// As they are typed, the short one first.
    package var names: [String]
    package var placeholder: String
    package var summary: String
  }

  package static let version = "0.1"

  /// One sentence.
  package static let summary = "A line-edited workspace for fine-tuning language models."

  /// The shapes of the line, each with what it starts.
  package static let synopsis: [VerbDeclaration.Sample] = [
    .init("ft [-w FILE]", "the prompt"),
    .init("ft [-w FILE] VERB ...", "one command, as at the prompt; ft help lists the verbs"),
    .init("ft run|test|update FILE.ft", "a script"),
    .init("ft guide FILE.ft", "a lesson, step by step"),
    .init("ft step FILE.ft", "a lesson for an audience"),
    .init("ft render FILE.ft --html|--md|--cast", "a lesson as a page, as Markdown, to watch"),
    .init("ft serve [--port N]", "the sandbox as an HTTP server"),
    .init("ft completions bash|zsh|fish", "Tab in the shell"),
  ]

  package static let workspaceOption = Option(
    names: ["-w", "--workspace"], placeholder: "FILE",
    summary: "The workspace's file (or FT_WORKSPACE).")

  package static let colorOption = Option(
    names: ["--color"], placeholder: "WHEN",
    summary: "When to use color: auto, always or never.")

  /// Every option of the process, as it is typed, with those that print something and end.
  package static var optionNames: [String] {
    workspaceOption.names + colorOption.names + ["--help", "--version"]
  }

  /// Environment variables that the program reads, each with what it is for.
  package static let variables: [VerbDeclaration.Sample] = [
    .init("FT_WORKSPACE", "the workspace's file, where -w does not say another"),
    .init("FT_LESSONS", "the folder of the lessons that tour lists"),
    .init("FT_VOCABULARY", "the folder of the tokenizer's vocabularies"),
    .init("OPENAI_API_KEY", "the key of the provider openai; provider list names each variable"),
    .init("VISUAL, EDITOR", "the editor that edit opens"),
    .init("NO_COLOR", "no color, unless --color always"),
    .init("XDG_DATA_HOME, XDG_CACHE_HOME", "where the own workspace and vocabularies lie"),
  ]

  /// What the process ends with, each with its meaning.
  package static let exitCodes: [(code: ExitCode, meaning: String)] = [
    (.success, "all went well"),
    (.failed, "a command failed"),
    (.usage, "the line could not be read, and nothing ran"),
    (.expectationDiffers, "a value was not as a script expects"),
    (.refusedByMoneyGuard, "a limit on what may be spent stands in the way"),
    (.offline, "the provider could not be reached"),
    (.newerWorkspace, "the workspace was made by a newer ft"),
    (.interrupted, "Ctrl-C"),
  ]
}
