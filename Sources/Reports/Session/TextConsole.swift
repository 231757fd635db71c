package import Commands
package import Presentation

/// A console that shows text: what verbs tell and ask is put into words here.
///
/// Results go to standard output, everything else to standard error.
package protocol TextConsole: Console {
  /// Writes a part of the result.
  func write(_ blocks: [Block])

  /// Writes text that is harmless to a terminal as it comes.
  func streamSanitized(_ text: String)

  /// Says something beside the result, such as where a file went.
  func notice(_ text: StyledText)

  /// Shows how far the work is, on one line that the next call replaces; nil removes it.
  func progress(_ text: String?)

  /// Asks a question that takes yes or no; nil when nobody can answer.
  func confirm(_ question: String, defaultsToYes: Bool) async -> Bool?

  /// Asks for one line of text; nil when nobody can answer.
  func ask(_ question: String) async -> String?

  /// Asks what one key answers; nil when nobody can answer.
  func key(_ question: String) async -> KeyAnswer?
}

extension TextConsole {
  /// Puts the event into words, and those where they belong.
  package func tell(_ event: SessionEvent) {
    switch event.output {
    case .result(let blocks): write(blocks)
    case .notice(let text): notice(text)
    case .progress(let text): progress(text)
    }
  }

  /// Makes the text harmless to a terminal, line ends kept, and writes it.
  package func stream(_ text: String) { streamSanitized(sanitized(text, lines: .kept)) }

  /// Puts the question into words.
  package func confirm(_ question: Question) async -> Bool? {
    await confirm(question.text, defaultsToYes: question.defaultsToYes)
  }

  /// Puts the question into words.
  package func ask(_ question: Question) async -> String? { await ask(question.text) }

  /// Puts the question into words.
  package func key(_ question: Question) async -> KeyAnswer? { await key(question.text) }

  /// Takes a line, as where nobody's keys are read.
  package func key(_ question: String) async -> KeyAnswer? {
    await ask(question).map(KeyAnswer.line)
  }
}
