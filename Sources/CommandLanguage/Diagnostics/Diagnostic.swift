/// What went wrong, where, what did not happen, and what to type next.
package struct Diagnostic: Error, Sendable, Hashable {
  /// The line at fault, with a stretch of it marked.
  package struct Excerpt: Sendable, Hashable {
    package let line: String
    /// The line's number in its file, shown in a margin when given.
    package let number: Int?
    /// The marked UTF-8 offsets within the line; `nil` shows the line without a caret.
    package let caret: Range<Int>?
    /// A remark beside the caret.
    package let label: String?

    package init(
      line: String, number: Int? = nil, caret: Range<Int>? = nil, label: String? = nil
    ) {
      self.line = line
      self.number = number
      self.caret = caret
      self.label = label
    }
  }

  /// What the failure means; its code is shown, and explained by `help CODE`.
  package var kind: FailureKind
  /// The fact, in lower case without a full stop.
  package var message: String
  /// Where the fault lies when it is in a file: `lesson.ft:6`.
  package var place: String?
  package var excerpt: Excerpt?
  /// What did not happen: `nothing was loaded`.
  package var consequence: String?
  /// A line that can be typed, or one suggestion.
  package var help: String?
  /// Whether `help CODE` is offered.
  package var offersMore = false

  package init(
    _ kind: FailureKind, _ message: String, excerpt: Excerpt? = nil, consequence: String? = nil,
    help: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.excerpt = excerpt
    self.consequence = consequence
    self.help = help
  }

  /// Marks `range`, in UTF-8 offsets of `source`, on the first line it touches.
  package init(
    _ kind: FailureKind, _ message: String, at range: Range<Int>, in source: SourceText,
    help: String? = nil
  ) {
    let position = source.position(of: range.lowerBound)
    let line = source.range(ofLine: position.line)
    let start = min(position.column - 1, line.count)
    let end = min(max(range.upperBound - line.lowerBound, start), line.count)
    self.init(
      kind, message,
      excerpt: Excerpt(line: source.text(ofLine: position.line), caret: start..<end), help: help)
    self.line = position.line
  }

  /// The line of the source text that is at fault, counted from 1, when there is one.
  package var line: Int?

  /// Returns the diagnostic with what did not happen because of it.
  package func saying(_ consequence: String) -> Diagnostic {
    var copy = self
    copy.consequence = consequence
    return copy
  }

  /// Returns the diagnostic with its place in a file of commands, such as `lesson.ft:6`.
  package func located(in file: String) -> Diagnostic {
    var copy = self
    copy.place = line.map { "\(file):\($0)" } ?? file
    return copy
  }
}
