/// Reads tokens into a statement.
struct StatementParser {
  let source: SourceText
  let catalog: any OptionCatalog
  var tokens: [Token]
  var position = 0
  /// How many tests `where` has had so far.
  var testCount = 0
  /// How many groups of tests are open.
  var groupDepth = 0
  private var verb: Statement.Verb?
  private var parts: [Statement.Part] = []
  private var takesOptions = true
  private var takesClauses = true

  init(_ tokens: [Token], source: SourceText, catalog: any OptionCatalog) {
    self.tokens = tokens
    self.source = source
    self.catalog = catalog
  }

  var upcoming: Token? { position < tokens.count ? tokens[position] : nil }

  /// Where something missing would stand: behind the last token that was read.
  var end: Range<Int> {
    let offset = position > 0 ? tokens[position - 1].range.upperBound : 0
    return offset..<offset
  }

  mutating func take() -> Token? {
    guard let token = upcoming else { return nil }
    position += 1
    return token
  }

  /// Reads all tokens; `span` is the statement's place with its `!`.
  mutating func statement(
    expectsFailure: Bool, note: String?, span: Span
  ) throws(SyntaxError) -> Statement {
    try refuseWideSigns(in: span)
    try readVerb()
    while let token = upcoming { try readPart(token) }
    return Statement(
      expectsFailure: expectsFailure, verb: verb, parts: parts, note: note, source: source,
      span: span)
  }

  /// Refuses signs that are another's place, with the whole line as it was meant.
  private func refuseWideSigns(in span: Span) throws(SyntaxError) {
    for token in tokens where token.kind == .bare {
      guard let sign = WideSigns.first(in: token.source) else { continue }
      let start = token.range.lowerBound
      throw SyntaxError(
        fault: .wideSign(
          sign.typed, meant: sign.meant,
          line: WideSigns.line(meantBy: source.text(in: span.range))),
        range: start + sign.range.lowerBound..<start + sign.range.upperBound)
    }
  }

  /// Reads the verb; a reference stands without one, and `?word` is `? word`.
  private mutating func readVerb() throws(SyntaxError) {
    guard let token = upcoming else { return }
    guard let text = token.bareText, Number(text) == nil, !text.hasPrefix("-") else {
      throw SyntaxError(fault: .noVerb(token.source), range: token.range)
    }
    if text.hasPrefix("|") {
      throw SyntaxError(fault: .spaceAfterBar(text), range: token.range)
    }
    if try reference(text, range: token.range) != nil { return }
    if text.hasPrefix("?"), ShellWord.isBare(String(text.dropFirst())) {
      let start = token.range.lowerBound
      verb = Statement.Verb("?", span: Span(start..<start + 1))
      tokens[position].pieces = [.text(String(text.dropFirst()))]
      tokens[position].source = String(token.source.dropFirst())
      tokens[position].range = start + 1..<token.range.upperBound
    } else {
      verb = Statement.Verb(text, span: Span(token.range))
      position += 1
    }
    takesClauses = catalog.readsClauses(verb: verb?.name ?? "")
  }

  private mutating func readPart(_ token: Token) throws(SyntaxError) {
    if token.isGlued, token.kind == .bare {
      let start = token.range.lowerBound
      throw SyntaxError(fault: .textAfterQuote, range: start..<start + 1)
    }
    guard let text = token.bareText ?? optionText(token) else {
      parts.append(.argument(try argument()))
      return
    }
    if let habit = ForeignHabit(operator: text) {
      throw SyntaxError(
        fault: .foreign(habit.completed(before: textBefore(token), after: textAfter(token))),
        range: token.range)
    }
    if takesOptions, text.hasPrefix("--") {
      try readOption(token, text)
    } else if takesClauses, let keyword = Clause.Keyword(rawValue: text) {
      position += 1
      try readClause(keyword, at: token.range)
    } else if !takesOptions, text.hasPrefix("-") || Clause.Keyword(rawValue: text) != nil {
      // Behind `--` such a word is text, and stays so when it is written again.
      tokens[position].kind = .quoted
      tokens[position].source = Literal.quoted(token.pieces)
      parts.append(.argument(try argument()))
    } else {
      parts.append(.argument(try argument()))
    }
  }

  /// The text of `--name=$variable` up to its value.
  private func optionText(_ token: Token) -> String? {
    guard token.kind == .bare, token.source.hasPrefix("--"),
      case .text(let text)? = token.pieces.first, text.contains("=")
    else { return nil }
    return text
  }

  private func textBefore(_ token: Token) -> String {
    trimmed(source.text(in: (tokens.first?.range.lowerBound ?? 0)..<token.range.lowerBound))
  }

  private func textAfter(_ token: Token) -> String {
    let end = tokens.last?.range.upperBound ?? token.range.upperBound
    return trimmed(source.text(in: token.range.upperBound..<end))
  }

  // MARK: Arguments

  /// Reads the next token as one argument.
  ///
  /// - Precondition: There is one.
  mutating func argument() throws(SyntaxError) -> Argument {
    let token = tokens[position]
    position += 1
    let span = Span(token.range)
    guard let text = token.plain else {
      let template = Template(token.pieces, isQuoted: token.kind == .quoted)
      return Argument(.template(template), text: token.source, span: span)
    }
    if token.kind == .quoted { return Argument(.text(text), text: text, span: span) }
    if let reference = try reference(text, range: token.range) {
      return Argument(.reference(reference), text: text, span: span)
    }
    if let number = Number(text) { return Argument(.number(number), text: text, span: span) }
    return Argument(.word(text), text: text, span: span)
  }

  private func reference(_ text: String, range: Range<Int>) throws(SyntaxError) -> Reference? {
    switch ReferenceReader.read(text) {
    case .success(let reference): return reference
    case .failure(.spaceAfterHash(let rest)):
      throw SyntaxError(fault: .spaceAfterHash(rest), range: range)
    case .failure(let fault): throw SyntaxError(fault: .reference(fault, text), range: range)
    case nil: return nil
    }
  }

  // MARK: Options

  private mutating func readOption(_ token: Token, _ text: String) throws(SyntaxError) {
    position += 1
    if text == "--" {
      takesOptions = false
      takesClauses = false
      return
    }
    let name = String(text.dropFirst(2).prefix { $0 != "=" })
    let length = 2 + name.utf8.count
    let range = token.range.lowerBound..<token.range.lowerBound + length
    guard isName(name) else {
      throw SyntaxError(fault: .badOption(text), range: token.range)
    }
    let kind = catalog.kind(ofOption: name, verb: verb?.name ?? "")
    let isAssigned = text.utf8.count > length
    var value: Argument?
    if isAssigned {
      guard kind != .flag else {
        throw SyntaxError(fault: .flagWithValue(name), range: token.range)
      }
      value = try assignedValue(token, name: name, skipping: length + 1)
    } else if kind == .value {
      guard let next = upcoming, !isOptionOrOperator(next) else {
        throw SyntaxError(fault: .missingOptionValue(name), range: range)
      }
      value = try argument()
    }
    let option = OptionArgument(
      name: name, value: value, span: Span(range), isAssigned: isAssigned)
    parts.append(.option(option))
  }

  /// Reads the value behind `--name=`, in the same token or in the quotes glued to it.
  private mutating func assignedValue(
    _ token: Token, name: String, skipping length: Int
  ) throws(SyntaxError) -> Argument {
    var value = token
    value.range = token.range.lowerBound + length..<token.range.upperBound
    if value.range.isEmpty {
      guard let next = upcoming, next.isGlued else {
        throw SyntaxError(fault: .missingOptionValue(name), range: token.range)
      }
      return try argument()
    }
    value.source = String(decoding: token.source.utf8.dropFirst(length), as: UTF8.self)
    guard case .text(let text)? = value.pieces.first else { return try argument() }
    let rest = String(decoding: text.utf8.dropFirst(length), as: UTF8.self)
    value.pieces[0] = .text(rest)
    if rest.isEmpty { value.pieces.removeFirst() }
    position -= 1
    tokens[position] = value
    return try argument()
  }

  // MARK: Clauses

  private mutating func readClause(
    _ keyword: Clause.Keyword, at range: Range<Int>
  ) throws(SyntaxError) {
    let isRepeated = parts.contains {
      if case .clause(let clause, _) = $0 { clause.keyword == keyword } else { false }
    }
    guard !isRepeated else { throw SyntaxError(fault: .clauseTwice(keyword), range: range) }
    let clause = try clause(keyword, at: range)
    parts.append(.clause(clause, Span(range.lowerBound..<end.upperBound)))
  }

  private mutating func clause(
    _ keyword: Clause.Keyword, at range: Range<Int>
  ) throws(SyntaxError) -> Clause {
    if keyword == .where { return .where(try condition(after: range)) }
    guard let next = upcoming, !isBoundary(next) else {
      throw SyntaxError(fault: .missingOperand(keyword), range: range)
    }
    switch keyword {
    case .where, .to: return .to(try argument())
    case .from: return .from(try argument())
    case .as: return .as(try checkedName(argument()))
    case .head: return .head(try checkedCount(argument(), keyword))
    case .sample: return try sample()
    case .sort: return try sort(next)
    }
  }

  private mutating func sample() throws(SyntaxError) -> Clause {
    let count = try checkedCount(argument(), .sample)
    guard let word = upcoming, word.bareText == "seed" else { return .sample(count, seed: nil) }
    position += 1
    guard let next = upcoming, !isBoundary(next) else {
      throw SyntaxError(fault: .missingOperand(.sample), range: word.range)
    }
    return .sample(count, seed: try checkedCount(argument(), .sample))
  }

  private mutating func sort(_ token: Token) throws(SyntaxError) -> Clause {
    position += 1
    guard let text = token.bareText, let field = FieldPath(text.drop { $0 == "-" }),
      !text.hasPrefix("--")
    else { throw SyntaxError(fault: .notAField(token.source), range: token.range) }
    return .sort(field, descending: text.hasPrefix("-"))
  }

  /// Whether a token begins something new, so that what came before it is complete.
  func isBoundary(_ token: Token) -> Bool {
    guard let text = token.bareText ?? optionText(token) else { return false }
    return isOptionOrOperator(token) || Clause.Keyword(rawValue: text) != nil
  }

  private func isOptionOrOperator(_ token: Token) -> Bool {
    guard let text = token.bareText ?? optionText(token) else { return false }
    return text.hasPrefix("--") || ForeignHabit(operator: text) != nil
  }

  private func checkedName(_ argument: Argument) throws(SyntaxError) -> Argument {
    if let fault = nameFault(argument) { throw SyntaxError(fault: fault, range: argument.range) }
    return argument
  }

  private func checkedCount(
    _ argument: Argument, _ keyword: Clause.Keyword
  ) throws(SyntaxError) -> Argument {
    if let fault = countFault(argument, keyword) {
      throw SyntaxError(fault: fault, range: argument.range)
    }
    return argument
  }
}

/// What is wrong with the operand of `as`; a variable is judged when it has its value.
func nameFault(_ argument: Argument) -> SyntaxFault? {
  if case .template = argument.value { return nil }
  return isName(argument.text) && argument.reference == nil ? nil : .notAName(argument.text)
}

/// What is wrong with the number behind `head`, `sample` or `seed`.
func countFault(_ argument: Argument, _ keyword: Clause.Keyword) -> SyntaxFault? {
  if case .template = argument.value { return nil }
  guard let count = argument.number?.integer, count >= 0 else {
    return .notACount(keyword, argument.text)
  }
  return nil
}
