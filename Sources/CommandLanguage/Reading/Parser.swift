/// Reads text into statements and documents.
///
/// The grammar is the same at the prompt, in files and for the words of a shell command line.
package struct Parser: Sendable {
  private let catalog: any OptionCatalog

  package init(options catalog: any OptionCatalog) { self.catalog = catalog }

  /// Reads one command, which may reach over several lines through quotes, blocks and `\`.
  ///
  /// - Returns: The command, or `nil` when the text is blank or only a note.
  /// - Throws: A ``Diagnostic`` with the line and a caret; also when a second command follows.
  package func statement(_ text: String) throws(Diagnostic) -> Statement? {
    let source = SourceText(text)
    do throws(SyntaxError) {
      let (statement, end) = try statement(in: source, at: 0)
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
      for token in shellTokens(argument) {
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

  /// Whether more lines are needed: a quote or text block is open, or the text ends with `\`.
  package func isIncomplete(_ text: String) -> Bool {
    let source = SourceText(text)
    var start = 0
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
        if error.fault.isIncompleteness { return true }
        start = Line.end(source, at: start)
      }
    }
    return false
  }

  /// Reads the command at an offset, and says where the next line starts.
  func statement(
    in source: SourceText, at start: Int
  ) throws(SyntaxError) -> (statement: Statement?, end: Int) {
    var position = start
    while position < source.bytes.count, Byte.isBlank(source.bytes[position]) { position += 1 }
    let beginning = position
    var expectsFailure = false
    if position + 1 < source.bytes.count, source.bytes[position] == Byte.bang,
      Byte.isBlank(source.bytes[position + 1])
    {
      expectsFailure = true
      position += 2
    }
    if !expectsFailure, let habit = foreignHabit(in: source, at: position) {
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
    ForeignHabit(line: source.text(in: start..<Line.textEnd(source, at: start)))
  }

  /// The tokens of one shell word: itself when it is a bare word, an option with its text, or text.
  private func shellTokens(_ argument: String) -> [Token] {
    if isBareWord(argument) { return [bareToken(argument)] }
    if argument.hasPrefix("--"), let sign = argument.firstIndex(of: "="),
      isName(argument[..<sign].dropFirst(2))
    {
      var value = quotedToken(String(argument[argument.index(after: sign)...]))
      value.isGlued = true
      return [bareToken(String(argument[...sign])), value]
    }
    return [quotedToken(argument)]
  }

  private func isBareWord(_ argument: String) -> Bool {
    guard !argument.hasPrefix("|") else { return false }
    var lexer = Lexer(SourceText(argument), at: 0)
    guard (try? lexer.readLine()) != nil, lexer.note == nil, lexer.tokens.count == 1 else {
      return false
    }
    return lexer.tokens[0].bareText == argument
  }

  private func bareToken(_ text: String) -> Token {
    Token(kind: .bare, pieces: [.text(text)], source: text, range: 0..<0)
  }

  private func quotedToken(_ text: String) -> Token {
    var token = Token(kind: .quoted, pieces: [], source: Literal.quoted(text), range: 0..<0)
    token.append(text)
    return token
  }
}
