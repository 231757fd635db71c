// Text comes in; statements with positions go out, or a diagnostic that points at the fault.
// `Reading` holds the lexer and the parser, `Syntax` what they make, `Diagnostics` the sentences,
// `Completion` what can stand at the cursor. The module does not know which verbs exist. Read this
// file first.

/// Reads text into statements and documents.
///
/// The grammar is the same at the prompt, in files and for the words of a shell command line.
package struct Parser: Sendable {
  let catalog: any OptionCatalog

  /// The largest text that is read; a script is for people, and theirs are far smaller.
  package static let maximumBytes = 4 << 20
  /// The most tests in one `where`, so that walking them needs little stack.
  package static let maximumTests = 256

  package init(options catalog: any OptionCatalog) { self.catalog = catalog }

  /// Reads one command, which may reach over several lines through quotes, blocks and `\`.
  ///
  /// - Returns: The command, or `nil` when the text is blank or only a note.
  /// - Throws: A ``Diagnostic`` with the line and a caret; also when a second command follows.
  package func statement(_ text: String) throws(Diagnostic) -> Statement? {
    try Parser.checkSize(of: text)
    let source = SourceText(text)
    do throws(SyntaxError) {
      let (statement, end) = try statement(in: source, at: source.start)
      let rest = source.text(in: end..<source.bytes.count)
      guard trimmed(rest).isEmpty else {
        throw SyntaxError(fault: .foreign(.sequence("\\n")), range: end..<end)
      }
      return statement
    } catch {
      throw Diagnostic(error, in: source)
    }
  }

  /// Reads the words of a shell's command line; every word is one argument.
  ///
  /// A word that is not one bare word of the language, such as one with spaces, is literal text.
  /// Positions are those in the words joined as they would be typed at the prompt.
  package func statement(arguments: [String]) throws(Diagnostic) -> Statement? {
    var text = ""
    var tokens: [Token] = []
    for argument in arguments {
      if !text.isEmpty { text += " " }
      for token in ShellWord.tokens(argument) {
        var token = token
        let start = text.utf8.count
        text += token.source
        token.range = start..<text.utf8.count
        tokens.append(token)
      }
    }
    let source = SourceText(text)
    guard !tokens.isEmpty else { return nil }
    var parser = StatementParser(tokens, source: source, catalog: catalog)
    do throws(SyntaxError) {
      return try parser.statement(
        expectsFailure: false, note: nil, span: Span(0..<source.bytes.count))
    } catch {
      throw Diagnostic(error, in: source)
    }
  }

  static func checkSize(of text: String) throws(Diagnostic) {
    guard text.utf8.count > maximumBytes else { return }
    let error = SyntaxError(fault: .tooLong(limit: maximumBytes), range: 0..<0)
    throw Diagnostic(error, in: SourceText(String(text.prefix(40))))
  }

  /// Whether more lines are needed: a quote or text block is open, or the text ends with `\`.
  package func isIncomplete(_ text: String) -> Bool { awaited(behind: text) != nil }

  /// What a text that needs more lines waits for, in words; nil for one that is whole.
  package func awaited(behind text: String) -> String? {
    let source = SourceText(text)
    var start = source.start
    while start < source.bytes.count {
      if Line.isMarked(source, at: start) {
        start = Line.end(source, at: start)
        continue
      }
      var lexer = Lexer(source, at: start)
      do throws(SyntaxError) {
        try lexer.readLine()
        start = lexer.position
      } catch {
        if let awaited = error.awaited(in: source) { return awaited }
        start = Line.end(source, at: start)
      }
    }
    return nil
  }

  /// Reads the command at an offset, and says where the next line starts.
  func statement(
    in source: SourceText, at start: Int
  ) throws(SyntaxError) -> (statement: Statement?, end: Int) {
    var position = source.skippingBlanks(from: start)
    let beginning = position
    var expectsFailure = false
    if position + 1 < source.bytes.count, source.bytes[position] == Byte.bang,
      Byte.isBlank(source.bytes[position + 1])
    {
      expectsFailure = true
      position = source.skippingBlanks(from: position + 2)
    }
    if let habit = foreignHabit(in: source, at: position) {
      let end = Line.textEnd(source, at: position)
      throw SyntaxError(fault: .foreign(habit), range: position..<max(position, end))
    }
    var lexer = Lexer(source, at: position)
    try lexer.readLine()
    guard let last = lexer.tokens.last else { return (nil, lexer.position) }
    var parser = StatementParser(lexer.tokens, source: source, catalog: catalog)
    let statement = try parser.statement(
      expectsFailure: expectsFailure, note: lexer.note,
      span: Span(beginning..<last.range.upperBound))
    return (statement, lexer.position)
  }

  private func foreignHabit(in source: SourceText, at start: Int) -> ForeignHabit? {
    // A habit shows in the first words; a long line need not be looked through.
    let end = min(Line.textEnd(source, at: start), start + 1_000)
    return ForeignHabit(line: source.text(in: start..<max(start, end)))
  }
}
