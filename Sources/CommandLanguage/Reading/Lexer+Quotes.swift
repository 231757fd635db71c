// Double quotes and text blocks.
//
// Escapes within double quotes: \n \t \r \" \\ \$ and \u{…} with hexadecimal digits. Single
// quotes and text blocks have no escapes.

extension Lexer {
  /// Reads `"…"` or, at three quotes and more, a text block.
  mutating func readDoubleQuoted() throws(SyntaxError) -> Token {
    var quotes = 0
    while peek(quotes) == Byte.quote { quotes += 1 }
    if quotes >= 3 { return try readTextBlock(quotes: quotes) }

    let start = position
    var token = Token(kind: .quoted, pieces: [], source: "", range: start..<start)
    advance(to: start + 1)
    var stretch = position
    while let next = peek(), next != Byte.quote {
      if next == Byte.backslash {
        token.append(content(stretch..<position))
        token.append(try readEscape(openedAt: start))
        stretch = position
      } else if next == Byte.dollar, let variable = try readVariable() {
        token.append(content(stretch..<variable.range.lowerBound))
        token.pieces.append(.variable(variable.name, Span(variable.range)))
        stretch = position
      } else {
        advance(to: position + 1)
      }
    }
    guard position < bytes.count else {
      throw SyntaxError(fault: .unclosedQuote, range: start..<start + 1)
    }
    token.append(content(stretch..<position))
    advance(to: position + 1)
    return token
  }

  private mutating func readEscape(openedAt quote: Int) throws(SyntaxError) -> String {
    let start = position
    guard let letter = peek(1) else {
      throw SyntaxError(fault: .unclosedQuote, range: quote..<quote + 1)
    }
    advance(to: start + 2)
    switch letter {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case Byte.quote: return "\""
    case Byte.backslash: return "\\"
    case Byte.dollar: return "$"
    case UInt8(ascii: "u"): return try readScalar(from: start)
    default:
      // The whole character is named, not its first byte.
      let rest = String(decoding: bytes[(start + 1)...].prefix(32), as: UTF8.self)
      let character = rest.first.map(String.init) ?? ""
      let end = min(start + 1 + character.utf8.count, bytes.count)
      throw SyntaxError(fault: .unknownEscape(character), range: start..<end)
    }
  }

  /// Reads the `{…}` behind `\u`.
  private mutating func readScalar(from start: Int) throws(SyntaxError) -> String {
    let rest = bytes[position...].prefix(10)
    guard rest.first == Byte.openBrace, let close = rest.firstIndex(of: Byte.closeBrace),
      let value = UInt32(text(position + 1..<close), radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw SyntaxError(fault: .unknownEscape("u"), range: start..<start + 2) }
    advance(to: close + 1)
    return String(Character(scalar))
  }

  /// Reads the lines between runs of `quotes` quotes, less the indentation of the closing run.
  private mutating func readTextBlock(quotes: Int) throws(SyntaxError) -> Token {
    let start = position
    let opening = start..<start + quotes
    guard var line = lineEnd(from: opening.upperBound) else {
      throw SyntaxError(fault: .unclosedTextBlock(quotes: quotes), range: opening)
    }
    guard bytes[opening.upperBound..<line.end].allSatisfy(Byte.isBlank) else {
      throw SyntaxError(fault: .textAfterOpening(quotes: quotes), range: opening)
    }
    var lines: [Range<Int>] = []
    while line.next < bytes.count {
      let begin = line.next
      let end = lineEnd(from: begin)
      let content = begin..<(end?.end ?? bytes.count)
      if let indentation = closer(content, quotes: quotes) {
        advance(to: content.upperBound)
        return block(lines, indentation: indentation)
      }
      lines.append(content)
      guard let end else { break }
      line = end
    }
    throw SyntaxError(fault: .unclosedTextBlock(quotes: quotes), range: opening)
  }

  /// Where the line's text ends and the next line starts; `nil` when no line end follows.
  private func lineEnd(from start: Int) -> (end: Int, next: Int)? {
    guard let newline = bytes[start...].firstIndex(of: Byte.newline) else { return nil }
    let hasReturn = newline > start && bytes[newline - 1] == Byte.carriageReturn
    return (hasReturn ? newline - 1 : newline, newline + 1)
  }

  /// The indentation of a line that has just the closing quotes on it.
  private func closer(_ line: Range<Int>, quotes: Int) -> ArraySlice<UInt8>? {
    let indentation = bytes[line].prefix(while: Byte.isBlank)
    var rest = bytes[indentation.endIndex..<line.upperBound]
    while let last = rest.last, Byte.isSpace(last) { rest.removeLast() }
    guard rest.count == quotes, rest.allSatisfy({ $0 == Byte.quote }) else { return nil }
    return indentation
  }

  private func block(_ lines: [Range<Int>], indentation: ArraySlice<UInt8>) -> Token {
    let content = lines.map { line in
      var text = bytes[line]
      for byte in indentation {
        guard text.first == byte else { break }
        text.removeFirst()
      }
      return String(decoding: text, as: UTF8.self)
    }
    var token = Token(kind: .quoted, pieces: [], source: "", range: position..<position)
    token.append(content.joined(separator: "\n"))
    return token
  }
}
