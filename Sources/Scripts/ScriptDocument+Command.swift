package import CommandLanguage

extension ScriptDocument {
  /// A line that does something, with what is expected of it.
  package struct Command: Sendable {
    /// What the line does.
    package enum Action: Sendable, Hashable {
      /// A command of the language.
      case statement(Statement)
      /// `> text`: a line for the open chat, as it is; `/` begins a command of the chat there too.
      case message(String)
      /// `$ cat FILE`: shows a file of the script's folder.
      case file(String)
      /// A line behind `! ` that cannot be read; reading it fails, as it should.
      case unreadable(Diagnostic)
    }

    package let action: Action
    /// Whether the line is marked `!`: it is right when it fails.
    package let expectsFailure: Bool
    /// The line as it is shown when the script runs.
    package let text: String
    /// The line it starts on, counted from 1; unique in its script.
    package let line: Int
    /// The last of its lines; a text block has several.
    let lastLine: Int
    /// The `|` lines below it.
    package internal(set) var output: [Output] = []
    /// The `expect` commands below it, unread: their variables have no values yet.
    package internal(set) var expectations: [Statement] = []
    /// The `hint` commands above it, weakest first.
    package internal(set) var hints: [Statement] = []
    /// Whether a line `auto` stands above it: a guide runs it unasked.
    package internal(set) var isAutomatic = false

    /// The command of the language, when the line is one.
    package var statement: Statement? {
      if case .statement(let statement) = action { statement } else { nil }
    }

    /// The answers in the `|` lines to what the command asks, in their order.
    ///
    /// A question stands there as it is asked, with its answer behind the brackets:
    /// `| ? change 12 examples of 50? [Y/n] yes`. Without one nobody answers.
    package var answers: [String] { output.compactMap(\.pattern.answer) }
  }
}

extension ScriptDocument.Command {
  /// A command of the language.
  init(_ statement: Statement, line: Int) {
    let end = statement.source.position(of: statement.range.upperBound).line
    self.init(
      action: .statement(statement), expectsFailure: statement.expectsFailure,
      text: statement.text, line: line, lastLine: end)
  }

  /// A line that is no command of the language.
  init(_ action: Action, expectsFailure: Bool, text: String, line: Int) {
    self.init(
      action: action, expectsFailure: expectsFailure, text: text, line: line, lastLine: line)
  }

  /// Reads what stands behind `$ `: no shell is started, so `cat` of one file is all there is.
  ///
  /// - Returns: nil for any other command, and for a file outside the script's folder.
  static func file(ofShellLine text: String) -> Action? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 2, words[0] == "cat", let first = words[1].first else { return nil }
    let isInside = !words[1].split(separator: "/").contains("..") && !"/~".contains(first)
    return isInside ? .file(String(words[1])) : nil
  }
}

extension OutputPattern {
  /// The answer in the line of a question, `? question [Y/n] answer`; nil in any other line.
  var answer: String? {
    guard source.hasPrefix("? ") else { return nil }
    var text = source.trimmedEnd
    for suffix in [" (glob)", " (regex)"] where text.hasSuffix(suffix) {
      text = String(text.dropLast(suffix.count)).trimmedEnd
    }
    // An editor may have removed the space behind a question that Enter answers.
    if text.hasSuffix("]") { return "" }
    return text.ranges(of: "] ").last.map { String(text[$0.upperBound...]) }
  }
}
