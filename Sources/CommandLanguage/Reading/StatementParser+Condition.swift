// What follows `where`. `and` binds more tightly than `or`; operators need no spaces around them.

extension StatementParser {
  mutating func condition(after keyword: Range<Int>) throws(SyntaxError) -> Condition {
    guard let next = upcoming, !isBoundary(next) else {
      throw SyntaxError(fault: .missingTest, range: keyword)
    }
    var condition = try conjunction()
    while upcoming?.bareText == "or" {
      let word = tokens[position].range
      position += 1
      guard upcoming != nil else { throw SyntaxError(fault: .missingTest, range: word) }
      condition = .or(condition, try conjunction())
    }
    return condition
  }

  private mutating func conjunction() throws(SyntaxError) -> Condition {
    var condition = try test()
    while upcoming?.bareText == "and" {
      let word = tokens[position].range
      position += 1
      guard upcoming != nil else { throw SyntaxError(fault: .missingTest, range: word) }
      condition = .and(condition, try test())
    }
    return condition
  }

  private mutating func test() throws(SyntaxError) -> Condition {
    testCount += 1
    guard testCount <= Parser.maximumTests else {
      throw SyntaxError(fault: .tooManyTests(limit: Parser.maximumTests), range: end)
    }
    splitOperator()
    guard let token = take() else { throw SyntaxError(fault: .missingTest, range: end) }
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
    if word == "tagged" {
      guard let next = upcoming, !isBoundary(next) else {
        throw SyntaxError(fault: .missingTag, range: token.range)
      }
      return .tagged(try argument())
    }
    if let flag = Condition.Flag(rawValue: word) { return .flag(flag) }
    let isField = word.hasPrefix(".") && FieldPath(word) != nil
    throw SyntaxError(
      fault: isField ? .missingComparison(word) : .unknownTest(word), range: token.range)
  }

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
    guard let value = upcoming, value.kind == .quoted || !isBoundary(value) else {
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
