package import Presentation

/// Where a command speaks while it runs, and whom it may ask.
///
/// The prompt, a pipe, a script and a test each have their own. Results go to standard output,
/// everything else to standard error.
package protocol Console: Sendable {
  /// Whether a person is there to answer a question.
  var isInteractive: Bool { get }

  /// Whether a progress line is redrawn in place; elsewhere every progress is a line for good.
  var redrawsProgress: Bool { get }

  /// Writes a part of the result at once, before the command has ended.
  func write(_ blocks: [Block])

  /// Writes a piece of streamed text as it comes; the console sanitizes it.
  func stream(_ text: String)

  /// Says something about the work, such as where a file went.
  func notice(_ text: StyledText)

  /// Shows how far the work is, on one line that the next call replaces; nil removes it.
  func progress(_ text: String?)

  /// Asks a question that takes yes or no; nil when nobody can answer.
  func confirm(_ question: String, defaultsToYes: Bool) async -> Bool?

  /// Asks for one line of text; nil when nobody can answer.
  func ask(_ question: String) async -> String?

  /// Opens `text` in the person's editor and returns what was saved.
  ///
  /// - Throws: when there is no editor, or it left with a failure; `text` is unharmed.
  func edit(_ text: String, named name: String) async throws -> String
}

extension Console {
  /// No, as in a pipe or a log.
  package var redrawsProgress: Bool { false }
}
