/// What is said while a lesson is shown to an audience.
package enum PresenterEvent: Sendable, Hashable {
  case lesson(title: String?, lineCount: Int)
  case step(String)
  /// Paragraphs of the lesson's text.
  case prose([String])
  /// A line as if it was typed behind `prompt`.
  case line(String, prompt: String)
  /// A note for the presenter alone.
  case note(String)
  /// The line that Enter runs, for the presenter alone; nil behind the last.
  case next(String?)
  /// The last line is taken back, and this one comes next.
  case back(String?)
  /// There is nothing to take back.
  case atStart
  case skipped(String)
  /// The presenter types lines of their own from now on.
  case ownPrompt
  case returned
  /// Something that the lesson expects is not so; for the presenter alone.
  case unmet(String)
  /// All lines have run.
  case end
  /// What the keys do.
  case keys
}
