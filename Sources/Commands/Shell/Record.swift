extension ShellVerb where Input == ScriptInput {
  /// `record`: a script's exchanges with services, for all later runs.
  package static var record: Self {
    Self(
      VerbDeclaration(
        "record", .shell, "run a script and write what services answer to its tape",
        usage: ["record FILE.ft"],
        options: ScriptInput.recordOptions + [ScriptInput.parameterOption],
        examples: [
          .init("record lesson.ft", "writes lesson.tape; run, test and guide replay it offline"),
          .init("record lesson.ft --budget 0.50", "may spend up to 50 cents"),
          .init("record lesson.ft --again", "in place of the tape that is there"),
        ], operands: [.path]),
      read: { reader throws(Failure) in try ScriptInput(&reader, .record) })
  }
}
