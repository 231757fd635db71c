/// A part of a result, as a value; `render` turns it into lines.
package enum Block: Sendable, Hashable {
  /// A line of running text, wrapped under its own indentation where the screen is narrow.
  case line(StyledText)
  /// Running text of several sentences, wrapped to the left edge.
  case paragraph(StyledText)
  case blank
  case table(Table)
  /// Lines whose columns matter (a caret under a word, a diff, JSON): never wrapped nor cut.
  case preformatted(StyledText)
  /// What is said of a failure or of the work: lines that are broken at words where the screen is
  /// narrow, commands in them kept whole, and rows of `^` kept under what they mark.
  case message(StyledText)
  /// The messages of one conversation.
  case turns([Turn])
  /// Names with their values, aligned.
  case fields([Field])
  /// An aside: dim, and wrapped like a line.
  case note(StyledText)
  /// What might be typed next, behind a fact where there is one; it looks like an aside.
  case hint(StyledText, after: StyledText = "")
  case sparkline(Sparkline)
  case histogram(Histogram)
  case chart(CurveChart)

  /// What is left for those who know what to type: of a hint its fact, or nothing.
  package var withoutHint: Block? {
    guard case .hint(_, let fact) = self else { return self }
    return fact.isEmpty ? nil : .note(fact)
  }

  /// The block with a message's lines as they are, for a script that keeps what was said.
  package var unbroken: Block {
    guard case .message(let text) = self else { return self }
    return .preformatted(text)
  }

  /// Returns a plain line.
  package static func text(_ text: String) -> Block { .line(StyledText(text)) }
}

/// A name and its value in a list of such.
package struct Field: Sendable, Hashable {
  package var name: String
  package var value: StyledText

  package init(_ name: String, _ value: StyledText) {
    self.name = name
    self.value = value
  }
}

/// A message of a conversation.
package struct Turn: Sendable, Hashable {
  /// The role as the data names it, known or not.
  package var role: String
  /// What was said, newlines kept; empty shows as `(empty)`.
  package var text: StyledText
  /// What is worth knowing about it, in few words: a weight, a count of tokens.
  package var remark: String?
  /// How many lines are shown of a longer text, and what is said of the others; nil for all.
  package var fold: Fold?

  /// What is shown of a long turn.
  package struct Fold: Sendable, Hashable {
    package var lineCount: Int
    /// What stands behind the number of the hidden lines, such as how to see them.
    package var hint: String

    package init(lineCount: Int, hint: String) {
      self.lineCount = lineCount
      self.hint = hint
    }
  }

  package init(role: String, text: StyledText, remark: String? = nil) {
    self.role = role
    self.text = text
    self.remark = remark
  }

  /// A turn in which nothing stands out.
  package init(role: String, text: String, remark: String? = nil) {
    self.init(role: role, text: StyledText(text), remark: remark)
  }

  var style: Style {
    switch role {
    case "system", "developer": .systemRole
    case "user": .userRole
    case "assistant": .assistantRole
    case "tool", "function": .toolRole
    default: .strong
    }
  }
}
