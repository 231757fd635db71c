package import CommandLanguage
package import Commands

/// What a person typed at a command prompt, one line or several pasted, read as every prompt reads it.
package enum TypedEntry: Sendable {
  /// Something that is to be done or kept.
  package enum Line: Sendable {
    case command(Statement)
    /// Prose is part of the notebook: the line with its sign, also of a step's title or a note for the
    /// speaker.
    case prose(String)
  }

  /// Leaving, in the words of another program.
  case leave
  /// JSON, which is no command.
  case data(Failure)
  /// None of it runs.
  case unreadable(Diagnostic)
  case lines([Line])

  /// Reads an entry; prompts and output of a pasted transcript are dropped.
  package init(_ text: String, parser: Parser) {
    if case .leave? = ForeignHabit(line: text) {
      self = .leave
      return
    }
    if let first = text.first(where: { !$0.isWhitespace }), first == "{" || first == "[" {
      self = .data(
        Failure(
          .dataAsCommand, "this is JSON, not a command", consequence: "nothing ran",
          remedy: "add NAME --raw '…' for one example, or load a FILE of them"))
      return
    }
    let document = parser.document(commands(inTranscript: text))
    if let fault = document.diagnostics.first {
      self = .unreadable(fault)
      return
    }
    self = .lines(
      document.lines.compactMap { line in
        switch line.content {
        case .command(let statement): .command(statement)
        case .prose(let text): .prose("# \(text)")
        case .speakerNote(let text): .prose("#. \(text)")
        case .step(let title): .prose("## \(title)")
        default: nil
        }
      })
  }
}
