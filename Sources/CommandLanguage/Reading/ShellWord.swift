/// Reads words whose ends are known already: a shell's arguments and the values of variables.
enum ShellWord {
  /// The tokens of one shell word: itself when it is a bare word, an option with its text, or text.
  static func tokens(_ word: String) -> [Token] {
    if isBare(word) { return [bare(word)] }
    if word.hasPrefix("--"), let sign = word.firstIndex(of: "="),
      isName(word[..<sign].dropFirst(2))
    {
      var value = quoted(String(word[word.index(after: sign)...]))
      value.isGlued = true
      return [bare(String(word[...sign])), value]
    }
    return [quoted(word)]
  }

  /// The argument that a variable's value is: never a clause, an option or a fault.
  static func argument(_ value: String, span: Span) -> Argument {
    let text = Argument(.text(value), text: value, span: span)
    guard isBare(value), Clause.Keyword(rawValue: value) == nil else { return text }
    switch ReferenceReader.read(value) {
    case .success(let reference): return Argument(.reference(reference), text: value, span: span)
    case .failure: return text
    case nil: break
    }
    if let number = Number(value) { return Argument(.number(number), text: value, span: span) }
    return value.hasPrefix("-") ? text : Argument(.word(value), text: value, span: span)
  }

  /// Whether the word is a name, a path or a number and nothing else.
  static func isPlain(_ word: String) -> Bool {
    switch argument(word, span: Span(0..<0)).value {
    case .word, .number: true
    case .text, .reference, .template: false
    }
  }

  /// Whether the word would be read at the prompt as one bare word without variables.
  static func isBare(_ word: String) -> Bool {
    guard ForeignHabit(operator: word) == nil, WideSigns.meant(by: word) == nil else {
      return false
    }
    var lexer = Lexer(SourceText(word), at: 0)
    guard (try? lexer.readLine()) != nil, lexer.note == nil, lexer.tokens.count == 1 else {
      return false
    }
    return lexer.tokens[0].bareText == word
  }

  private static func bare(_ text: String) -> Token {
    Token(kind: .bare, pieces: [.text(text)], source: text, range: 0..<0)
  }

  private static func quoted(_ text: String) -> Token {
    var token = Token(kind: .quoted, pieces: [], source: Literal.quoted(text), range: 0..<0)
    token.append(text)
    return token
  }
}
