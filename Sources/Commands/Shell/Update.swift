extension ShellVerb where Input == ScriptInput {
  /// `update`: a script's `|` lines become what its commands say now.
  package static var update: Self {
    Self(
      VerbDeclaration(
        "update", .shell, "rewrite a script's | lines, when two runs agree on them",
        usage: ["update FILE.ft"], options: ScriptInput.updateOptions,
        examples: [.init("update lesson.ft", "asks of each change whether it is written")],
        operands: [.path]),
      read: { reader throws(Failure) in try ScriptInput(&reader, .update) })
  }
}
