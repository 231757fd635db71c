/// Splits one logical line into tokens: quotes, text blocks and trailing `\` reach over line ends.
struct Lexer {
  let bytes: [UInt8]
  let source: SourceText
  private(set) var position: Int
  private(set) var tokens: [Token] = []
  private(set) var note: String?

  init(_ source: SourceText, at start: Int) {
    self.source = source
    self.bytes = source.bytes
    self.position = start
  }

  /// Reads to the end of the logical line and stands behind its newline.
  mutating func readLine() throws(SyntaxError) {
    while true {
      let isGlued = !skipBlanks() && !tokens.isEmpty
      guard let next = peek() else { return }
      if next == Byte.newline {
        position += 1
        return
      }
      if next == Byte.backslash, try skipContinuation() { continue }
      // A group of tests may end right behind a text.
      if isGlued, let last = tokens.last, last.kind == .quoted, next != Byte.closeParenthesis {
        throw SyntaxError(fault: .textAfterQuote, range: position..<position + 1)
      }
      if next == Byte.hash, !isGlued, isNoteStart() {
        readNote()
        return
      }
      try readToken(isGlued: isGlued)
    }
  }

  func peek(_ distance: Int = 0) -> UInt8? {
    position + distance < bytes.count ? bytes[position + distance] : nil
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Returns the text of a range with line ends as LF.
  func content(_ range: Range<Int>) -> String {
    var content: [UInt8] = []
    for index in range {
      let isReturn = bytes[index] == Byte.carriageReturn
      if isReturn, index + 1 < bytes.count, bytes[index + 1] == Byte.newline { continue }
      content.append(bytes[index])
    }
    return String(decoding: content, as: UTF8.self)
  }

  /// Steps over spaces, tabs and carriage returns, and says whether there were any.
  @discardableResult
  private mutating func skipBlanks() -> Bool {
    let start = position
    while let next = peek(), next != Byte.newline {
      let length = source.spaceLength(at: position)
      guard length > 0 else { break }
      position += length
    }
    return position > start
  }

  /// Steps over a `\` that ends a line, and says whether there was one.
  ///
  /// - Throws: `unfinishedLine` when no line follows.
  private mutating func skipContinuation() throws(SyntaxError) -> Bool {
    guard let length = continuationLength() else { return false }
    guard position + length < bytes.count else {
      throw SyntaxError(fault: .unfinishedLine, range: position..<position + 1)
    }
    position += length
    return true
  }

  /// How many bytes a `\` and the line end behind it take, or `nil` for any other `\`.
  ///
  /// Spaces at the end of a line cannot be seen, so they do not make a difference.
  private func continuationLength() -> Int? {
    var length = 1
    while let next = peek(length) {
      guard Byte.isSpace(next) else { return nil }
      length += 1
      if next == Byte.newline { break }
    }
    return length
  }

  /// Whether the `#` here begins a note: a space, another `#` or the end of the line follows.
  private func isNoteStart() -> Bool {
    guard let next = peek(1) else { return true }
    return source.spaceLength(at: position + 1) > 0 || next == Byte.hash
  }

  private mutating func readNote() {
    position += 1
    skipBlanks()
    let start = position
    while let next = peek(), next != Byte.newline { position += 1 }
    note = trimmed(text(start..<position))
    if position < bytes.count { position += 1 }
  }

  private mutating func readToken(isGlued: Bool) throws(SyntaxError) {
    let start = position
    var token: Token
    switch bytes[position] {
    case Byte.quote: token = try readDoubleQuoted()
    case Byte.apostrophe: token = try readSingleQuoted()
    default: token = try readBare()
    }
    token.range = start..<position
    token.source = text(token.range)
    token.isGlued = isGlued
    tokens.append(token)
  }

  /// Reads to the next space, or to a quote behind `=`, `<` or `>`.
  private mutating func readBare() throws(SyntaxError) -> Token {
    var token = Token(kind: .bare, pieces: [], source: "", range: position..<position)
    var start = position
    while let next = peek(), source.spaceLength(at: position) == 0 {
      if next == Byte.backslash, continuationLength() != nil { break }
      if next == Byte.quote || next == Byte.apostrophe, position > token.range.lowerBound,
        isOperator(bytes[position - 1])
      {
        break
      }
      if next == Byte.dollar, let name = try readVariable() {
        token.append(text(start..<name.range.lowerBound))
        token.pieces.append(.variable(name.name, Span(name.range)))
        start = position
      } else {
        position += 1
      }
    }
    token.append(text(start..<position))
    return token
  }

  private func isOperator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "=") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
  }

  /// Reads `$name` or `${name}`; a `$` before anything else is itself and is left alone.
  mutating func readVariable() throws(SyntaxError) -> (name: String, range: Range<Int>)? {
    let start = position
    var end = start + 1
    if peek(1) == Byte.openBrace {
      while end < bytes.count, bytes[end] != Byte.closeBrace, !Byte.isSpace(bytes[end]) { end += 1 }
      let name = text(min(start + 2, end)..<end)
      guard end < bytes.count, bytes[end] == Byte.closeBrace, isVariableName(name) else {
        throw SyntaxError(fault: .badVariable, range: start..<end)
      }
      position = end + 1
      return (name, start..<position)
    }
    while end < bytes.count, isVariableByte(bytes[end]) { end += 1 }
    let name = text(start + 1..<end)
    guard isVariableName(name) else { return nil }
    position = end
    return (name, start..<end)
  }

  /// Whether a byte continues an unbraced variable name; letters beyond ASCII do.
  private func isVariableByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
    default: false
    }
  }

  private mutating func readSingleQuoted() throws(SyntaxError) -> Token {
    let start = position
    position += 1
    while let next = peek(), next != Byte.apostrophe { position += 1 }
    guard position < bytes.count else {
      position = start
      throw SyntaxError(fault: .unclosedQuote, range: start..<start + 1)
    }
    let content = content(start + 1..<position)
    position += 1
    var token = Token(kind: .quoted, pieces: [], source: "", range: start..<position)
    token.append(content)
    return token
  }

  mutating func advance(to position: Int) { self.position = position }
}

extension Token {
  /// Adds text to the last stretch of text.
  mutating func append(_ text: String) {
    guard !text.isEmpty else { return }
    if case .text(let last)? = pieces.last {
      pieces[pieces.count - 1] = .text(last + text)
    } else {
      pieces.append(.text(text))
    }
  }
}

/// Whether text may follow `$`: ASCII letters, digits and `_`, not beginning with a digit.
package func isVariableName(_ text: some StringProtocol) -> Bool {
  guard let first = text.utf8.first, !(48...57).contains(first) else { return false }
  return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
}

/// Returns text without spaces, tabs and carriage returns at its ends.
func trimmed(_ text: String) -> String {
  let bytes = Array(text.utf8)
  guard let first = bytes.firstIndex(where: { !Byte.isSpace($0) }),
    let last = bytes.lastIndex(where: { !Byte.isSpace($0) })
  else { return "" }
  return String(decoding: bytes[first...last], as: UTF8.self)
}
