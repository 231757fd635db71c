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
  /// What a lesson is made of, for who writes one.
  private static let lesson = VerbDeclaration.Topic(
    "lesson", "a script, FILE.ft, with these lines besides commands",
    [
      .init("# TEXT", "prose, as Markdown; the first line is the title"),
      .init("## TEXT", "a step begins"),
      .init("## TEXT (auto)", "its commands run by themselves, as after a line  auto"),
      .init("hint \"TEXT\"", "above a command: what  hint  says, one after another"),
      .init("expect LEFT OP RIGHT", "below a command: what its answer has to lead to"),
      .init("expect % contains \"x\"", "what the last line said; in a chat, the last answer"),
      .init("> TEXT", "said in the chat that is open; > /done leaves it"),
      .init("| TEXT", "what the command above prints; ... stands for any lines"),
      .init("| ? ... [Y/n] yes", "the answer to its question"),
      .init("! COMMAND", "is right when it fails; expect error CODE says how"),
      .init("$ cat FILE", "shows a file beside the script"),
      .init("#. TEXT", "a note for the presenter of  ft step"),
    ])

  /// `guide`: a lesson, step by step.
  package static var guide: Self {
    var declaration = VerbDeclaration(
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
      ], operands: [.path])
    declaration.topics = [lesson]
    return Self(
      declaration,
      read: { reader throws(Failure) in
        GuideInput(
          lesson: try reader.argument("a lesson:  ft guide lesson.ft, or ft guide 1"),
          beginsAgain: reader.flag("again"), language: reader.value("lang"))
      })
  }
}
