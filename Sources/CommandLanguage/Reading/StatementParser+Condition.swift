// What follows `where`. `not` binds most tightly, then `and`, then `or`; parentheses group, and
// operators need no spaces around them.

extension StatementParser {
  mutating func condition(after keyword: Range<Int>) throws(SyntaxError) -> Condition {
    guard let next = upcoming, !isBoundary(next) else {
      throw SyntaxError(fault: .missingTest, range: keyword)
    }
    return try disjunction()
  }

  private mutating func disjunction() throws(SyntaxError) -> Condition {
    var condition = try conjunction()
    while let word = takeWord("or") {
      try requireTest(after: word)
      condition = .or(condition, try conjunction())
    }
    return condition
  }

  private mutating func conjunction() throws(SyntaxError) -> Condition {
    var condition = try test()
    while let word = takeWord("and") {
      try requireTest(after: word)
      condition = .and(condition, try test())
    }
    return condition
  }

  /// Steps over `and` or `or` when it comes next, and says where it stands.
  private mutating func takeWord(_ word: String) -> Range<Int>? {
    splitClosers()
    guard let token = upcoming, token.bareText == word else { return nil }
    position += 1
    return token.range
  }

  private mutating func requireTest(after word: Range<Int>) throws(SyntaxError) {
    splitClosers()
    guard let next = upcoming, !isCloser(next) else {
      throw SyntaxError(fault: .missingTest, range: word)
    }
  }

  private mutating func test() throws(SyntaxError) -> Condition {
    testCount += 1
    guard testCount <= Parser.maximumTests else {
      throw SyntaxError(fault: .tooManyTests(limit: Parser.maximumTests), range: end)
    }
    if let opening = takeOpener() { return try group(openedAt: opening) }
    if let negated = try negation() { return negated }
    splitClosers()
    splitOperator()
    guard let token = take() else { throw SyntaxError(fault: .missingTest, range: end) }
    if let name = token.variableName { return .saved(name, Span(token.range)) }
    guard let word = token.bareText else {
      throw SyntaxError(fault: .unknownTest(token.source), range: token.range)
    }
    splitOperator()
    if let comparison = try comparison(field: word) {
      guard let field = FieldPath(word) else {
        throw SyntaxError(fault: .notAField(word), range: token.range)
      }
      return try compared(field, comparison, from: token.range.lowerBound)
    }
    return try plainTest(word, token)
  }

  /// Reads a test without a comparison.
  private mutating func plainTest(_ word: String, _ token: Token) throws(SyntaxError) -> Condition {
    if word == "tagged" || word == "rule" {
      splitClosers()
      guard let next = upcoming, !isBoundary(next), !isCloser(next) else {
        throw SyntaxError(
          fault: word == "rule" ? .missingRule : .missingTag, range: token.range)
      }
      return word == "rule" ? .rule(try argument()) : .tagged(try argument())
    }
    if word == "sql", let next = upcoming, next.kind == .quoted { return .query(try argument()) }
    if let flag = Condition.Flag(rawValue: word) { return .flag(flag) }
    if isRuleCode(word) {
      return .rule(Argument(.word(word), text: word, span: Span(token.range)))
    }
    let isField = word.hasPrefix(".") && FieldPath(word) != nil
    throw SyntaxError(
      fault: isField ? .missingComparison(word) : .unknownTest(word), range: token.range)
  }

  /// Reads `not` and the test behind it; a field of that name is compared with something.
  private mutating func negation() throws(SyntaxError) -> Condition? {
    guard let token = upcoming, token.kind == .bare, token.source.hasPrefix("not") else {
      return nil
    }
    if token.source.hasPrefix("not(") {
      split(at: 3)
    } else if token.bareText != "not" {
      return nil
    }
    position += 1
    splitOperator()
    if let next = upcoming?.bareText, Comparison(rawValue: next) != nil {
      position -= 1
      return nil
    }
    guard let next = upcoming, !isBoundary(next), !isCloser(next) else {
      throw SyntaxError(fault: .missingTest, range: token.range)
    }
    return .not(try test())
  }

  // MARK: Groups

  /// Reads the tests up to the parenthesis that closes the group.
  private mutating func group(openedAt range: Range<Int>) throws(SyntaxError) -> Condition {
    groupDepth += 1
    splitClosers()
    if upcoming.map({ isBoundary($0) || isCloser($0) }) ?? true {
      throw SyntaxError(fault: .missingTest, range: range)
    }
    let condition = try disjunction()
    splitClosers()
    guard let token = upcoming, isCloser(token) else {
      throw SyntaxError(fault: .unclosedGroup, range: range)
    }
    position += 1
    groupDepth -= 1
    return condition
  }

  /// Steps over `(` at the start of a test, and says where it stands.
  private mutating func takeOpener() -> Range<Int>? {
    guard let token = upcoming, token.kind == .bare, token.source.hasPrefix("(") else { return nil }
    if token.source.utf8.count > 1 { split(at: 1) }
    return take()?.range
  }

  private func isCloser(_ token: Token) -> Bool { groupDepth > 0 && token.bareText == ")" }

  /// Splits parentheses off the end of the next token, as many as close groups.
  ///
  /// Those that close one within the token are its own, as in `sqrt(x)`.
  private mutating func splitClosers() {
    guard groupDepth > 0, let token = upcoming, token.kind == .bare,
      case .text(let last)? = token.pieces.last
    else { return }
    let trailing = last.utf8.reversed().prefix { $0 == Byte.closeParenthesis }.count
    let (opened, closed) = (
      token.source.utf8.count { $0 == Byte.openParenthesis },
      token.source.utf8.count { $0 == Byte.closeParenthesis }
    )
    for _ in 0..<min(groupDepth, trailing, max(0, closed - opened)) {
      guard let token = upcoming, token.source.utf8.count > 1 else { return }
      split(at: token.source.utf8.count - 1)
    }
  }

  /// Makes two tokens of the next one, which is bare: the text before an offset, and the rest.
  ///
  /// The offset is in the first or the last piece, both of which are text there.
  private mutating func split(at offset: Int) {
    guard let token = upcoming else { return }
    let middle = token.range.lowerBound + offset
    var (first, second) = (token, token)
    first.range = token.range.lowerBound..<middle
    second.range = middle..<token.range.upperBound
    first.source = String(decoding: token.source.utf8.prefix(offset), as: UTF8.self)
    second.source = String(decoding: token.source.utf8.dropFirst(offset), as: UTF8.self)
    second.isGlued = false
    if case .text(let text)? = token.pieces.first, offset <= text.utf8.count {
      first.pieces = [.text(first.source)]
      let rest = String(decoding: text.utf8.dropFirst(offset), as: UTF8.self)
      second.pieces = (rest.isEmpty ? [] : [.text(rest)]) + token.pieces.dropFirst()
    } else if case .text(let text)? = token.pieces.last {
      let rest = String(
        decoding: text.utf8.dropLast(second.source.utf8.count), as: UTF8.self)
      first.pieces = token.pieces.dropLast() + (rest.isEmpty ? [] : [.text(rest)])
      second.pieces = [.text(second.source)]
    }
    tokens.replaceSubrange(position...position, with: [first, second])
  }

  // MARK: Comparisons

  /// Reads an operator when one comes next.
  private mutating func comparison(field: String) throws(SyntaxError) -> Comparison? {
    guard let token = upcoming, let text = token.bareText else { return nil }
    if let comparison = Comparison(rawValue: text) {
      position += 1
      return comparison
    }
    guard let first = text.first, "=!<>~".contains(first) else { return nil }
    throw SyntaxError(fault: .unknownComparison(field: field, text), range: token.range)
  }

  private mutating func compared(
    _ field: FieldPath, _ comparison: Comparison, from start: Int
  ) throws(SyntaxError) -> Condition {
    let sign = tokens[position - 1]
    splitClosers()
    guard let value = upcoming, value.kind == .quoted || !isBoundary(value), !isCloser(value) else {
      throw SyntaxError(
        fault: .missingValue(field: "\(field)", comparison.rawValue), range: sign.range)
    }
    let span = Span(start..<value.range.upperBound)
    return .comparison(field, comparison, try argument(), span)
  }

  /// Splits the next token around the operator in it: `tokens>=100` is three tokens.
  private mutating func splitOperator() {
    guard let token = upcoming, token.kind == .bare, case .text(let text)? = token.pieces.first
    else {
      return
    }
    let bytes = Array(text.utf8)
    let signs = Array("=!<>~".utf8)
    guard let start = bytes.firstIndex(where: signs.contains) else { return }
    let end = bytes[start...].firstIndex { !signs.contains($0) } ?? bytes.count
    var replacement: [Token] = []
    let offset = token.range.lowerBound
    func part(_ range: Range<Int>) -> Token {
      let text = String(decoding: bytes[range], as: UTF8.self)
      return Token(
        kind: .bare, pieces: [.text(text)], source: text,
        range: offset + range.lowerBound..<offset + range.upperBound)
    }
    if start > 0 { replacement.append(part(0..<start)) }
    replacement.append(part(start..<end))
    var rest = token
    rest.range = offset + end..<token.range.upperBound
    if !rest.range.isEmpty {
      rest.source = String(decoding: token.source.utf8.dropFirst(end), as: UTF8.self)
      rest.pieces.removeFirst()
      if end < bytes.count {
        rest.pieces.insert(.text(String(decoding: bytes[end...], as: UTF8.self)), at: 0)
      }
      replacement.append(rest)
    }
    tokens.replaceSubrange(position...position, with: replacement)
  }
}

/// Whether a word is a rule's code: a letter and two digits.
func isRuleCode(_ word: String) -> Bool {
  let bytes = Array(word.utf8)
  let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
  return bytes.count == 3 && letters.contains(bytes[0] | 0x20)
    && word.dropFirst().allSatisfy(\.isDecimalDigit)
}

extension Token {
  /// The variable that the token is and nothing else, also where a shell's word has the sigil.
  fileprivate var variableName: String? {
    if pieces.count == 1, case .variable(let name, _) = pieces[0], kind == .bare { return name }
    guard kind == .quoted, let text = plain, text.hasPrefix("$") else { return nil }
    let name = String(text.dropFirst())
    return isVariableName(name) ? name : nil
  }
}
