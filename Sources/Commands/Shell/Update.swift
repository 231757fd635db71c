extension ShellVerb where Input == ScriptInput {
  /// `update`: a script's `|` lines become what its commands say now.
  package static var update: Self {
    Self(
      VerbDeclaration(
        "update", .shell, "rewrite a script's | lines, when two runs agree on them",
        usage: ["update FILE.ft"], options: [ScriptInput.parameterOption],
        examples: [.init("update lesson.ft", "shows what differs, and writes it")],
        operands: [.path]),
      read: { reader throws(Failure) in try ScriptInput(&reader, .update) })
  }
}
