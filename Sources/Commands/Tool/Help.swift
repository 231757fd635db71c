import CommandLanguage
import JSON
import Presentation
import Spelling

extension Command {
  /// `help`, `help VERB`, `help CODE`; the table is a parameter, since it holds this command too.
  package static func help(_ table: @escaping @Sendable () -> VerbCatalog) -> Command {
    Command(
      "help", aliases: ["?"], .tool, "explain a verb, or a code that a message showed",
      usage: ["help", "help VERB", "help CODE"],
      examples: [
        Sample("help", "the verbs, by what they are about"),
        Sample("help load", "one verb, examples first"),
        Sample("help D08", "what a rule of check asks, and how to satisfy it"),
      ], operands: [.verb],
      traits: VerbTraits(replay: .omitted, isReading: true, readsClauses: false)
    ) { invocation, _ in
      try invocation.expectArguments(atMost: 1)
      let table = table()
      guard let topic = invocation.arguments.first?.text else { return overview(of: table) }
      if let command = table.declaration(named: topic) {
        return Outcome(command.helpValue, command.helpPage)
      }
      if let verb = ShellVerb.all.first(where: { $0.name == topic }) { return verb.page }
      if let page = codePage(topic) { return page }
      throw Failure(
        .unknownTopic, "no verb or code \"\(topic)\"", at: invocation.arguments[0].span,
        remedy: nearest(to: topic, in: table.names + ShellVerb.all.map(\.name)).map {
          "did you mean \($0)?"
        } ?? "help")
    }
  }

  private static func overview(of table: VerbCatalog) -> Outcome {
    var blocks: [Block] = []
    func show(_ title: String, _ rows: [[StyledText]]) {
      blocks.append(.line(StyledText(title, .strong)))
      blocks.append(
        .table(
          Table(
            [.init("verb"), .init("summary")], rows: rows, showsTitles: false, indentation: 2)))
    }
    for group in VerbDeclaration.Group.allCases {
      let members = table.declarations.filter { $0.group == group }
      guard !members.isEmpty else { continue }
      show(group.rawValue, members.map { [StyledText($0.name, .accent), StyledText($0.summary)] })
    }
    show(
      "from the shell only",
      ShellVerb.all.map { [StyledText("ft \($0.name)", .accent), StyledText($0.summary)] })
    blocks.append(.blank)
    blocks.append(
      .note(
        "marv#7 is an example, marv#3..7,9 several, @demo a job, % the last result. "
          + "help VERB explains one; # begins a note."))
    return Outcome(.array(table.declarations.map(\.helpValue)), blocks)
  }
}
