package import CommandLanguage

/// The lesson that a learner is led through.
package struct GuideInput: Sendable {
  /// As it was typed.
  package var lesson: Argument
  /// Whether the steps done before are done again.
  package var beginsAgain: Bool
  /// The language of a lesson that is named by its number or name; nil for the locale's.
  package var language: Argument?
}

extension ShellVerb where Input == GuideInput {
  /// `guide`: a lesson, step by step.
  package static var guide: Self {
    Self(
      VerbDeclaration(
        "guide", .shell, "go through a lesson step by step, in a workspace of its own",
        usage: ["guide LESSON.ft", "guide NUMBER"],
        options: [
          .init("again", nil, "begin at the first step, also where some are done"),
          .init("lang", "LANGUAGE", "of a lesson named by its number: en, ko or ja"),
        ],
        examples: [
          .init("guide 1", "the first lesson that tour lists"),
          .init("guide lesson.ft", "goes on where you left; yours stays as it is"),
          .init("guide lesson.ft --again", "from the first step"),
        ], operands: [.path]),
      read: { reader throws(Failure) in
        GuideInput(
          lesson: try reader.argument("a lesson:  ft guide lesson.ft, or ft guide 1"),
          beginsAgain: reader.flag("again"), language: reader.value("lang"))
      })
  }
}
