package import CommandLanguage

/// The lesson that is shown to an audience.
package struct PresenterInput: Sendable {
  /// As it was typed.
  package var lesson: Argument
  /// Nil where a terminal is typed on quickly, and a pipe is not.
  package var pace: Pace?
}

extension ShellVerb where Input == PresenterInput {
  /// `step`: a lesson for an audience.
  package static var step: Self {
    Self(
      VerbDeclaration(
        "step", .shell, "show a lesson to an audience, a line for each Enter",
        usage: ["step LESSON.ft"], options: [Pace.option],
        examples: [
          .init("step lesson.ft", "Enter next, b back, s skip, p own prompt, . next line")
        ], operands: [.path]),
      read: { reader throws(Failure) in
        let pace = try Pace(&reader)
        return PresenterInput(
          lesson: try reader.argument("a lesson:  ft step lesson.ft"), pace: pace)
      })
  }
}
