package import CommandLanguage

/// The lesson that a learner is led through.
package struct GuideInput: Sendable {
  /// As it was typed.
  package var lesson: Argument
  /// Whether the steps done before are done again.
  package var beginsAgain: Bool
}

extension ShellVerb where Input == GuideInput {
  /// `guide`: a lesson, step by step.
  package static var guide: Self {
    Self(
      VerbDeclaration(
        "guide", .shell, "go through a lesson step by step, in a workspace of its own",
        usage: ["guide LESSON.ft"],
        options: [.init("again", nil, "begin at the first step, also where some are done")],
        examples: [
          .init("guide lesson.ft", "goes on where you left; yours stays as it is"),
          .init("guide lesson.ft --again", "from the first step"),
        ], operands: [.path]),
      read: { reader throws(Failure) in
        GuideInput(
          lesson: try reader.argument("a lesson:  ft guide lesson.ft"),
          beginsAgain: reader.flag("again"))
      })
  }
}
