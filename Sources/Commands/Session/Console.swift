/// What was typed to a question that one key answers.
package enum KeyAnswer: Sendable, Hashable {
  /// A key, which acts at once.
  case key(Character)
  /// A line, where keys cannot be read one by one.
  case line(String)
}

/// Where a verb speaks while it runs, and whom it may ask.
///
/// Facts come in; how they are said, and where, is decided in the module `Reports`, where
/// `TextConsole` turns them into text. The prompt, a pipe, a script and a test each have their own.
package protocol Console: Sendable {
  /// Whether a person is there to answer a question.
  var isInteractive: Bool { get }

  /// Whether a progress line is redrawn in place; elsewhere every progress is a line for good.
  var redrawsProgress: Bool { get }

  /// Says something while a verb works.
  func tell(_ event: SessionEvent)

  /// Writes a piece of streamed text as it comes, such as a reply; the console makes it harmless.
  func stream(_ text: String)

  /// Asks a question that takes yes or no; nil when nobody can answer.
  func confirm(_ question: Question) async -> Bool?

  /// Asks for one line of text; nil when nobody can answer.
  func ask(_ question: Question) async -> String?

  /// Asks what one key answers; nil when nobody can answer, or does not want to.
  func key(_ question: Question) async -> KeyAnswer?

  /// Opens `text` in the person's editor and returns what was saved.
  ///
  /// - Throws: when there is no editor, or it left with a failure; `text` is unharmed.
  func edit(_ text: String, named name: String) async throws -> String
}

extension Console {
  /// No, as in a pipe or a log.
  package var redrawsProgress: Bool { false }
}
