// Reads Python as far as walk-throughs of the API need it: first its words, here, then its
// statements (`PythonCalls.swift`). Nothing is run.

/// A word of Python with the place that it stands at.
struct PythonToken: Hashable {
  enum Kind: Hashable {
    case name(String)
    case number(String)
    case string(String)
    /// A text with expressions in braces, by its parts.
    case formatted([Part])
    /// An operator, a bracket, a comma or a colon.
    case sign(String)
    /// The end of a line outside of brackets.
    case newline
    case comment(String)
  }

  /// A part of a text with expressions in it.
  enum Part: Hashable {
    case text(String)
    case expression([PythonToken])
  }

  var kind: Kind
  /// Counted from 1.
  var line: Int
  /// Characters before it on its line.
  var column: Int

  /// The name; nil for any other word.
  var name: String? { if case .name(let name) = kind { name } else { nil } }

  /// The text, without what its expressions give; nil for any other word.
  var text: String? {
    switch kind {
    case .string(let text): return text
    case .formatted(let parts):
      return parts.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    case .name, .number, .sign, .newline, .comment: return nil
    }
  }

  func isSign(_ text: String) -> Bool { kind == .sign(text) }
}

/// Cuts Python into words.
struct PythonLexer {
  private let text: [Character]
  private var position = 0
  private var line: Int
  private var lineStart = 0
  private var depth = 0
  /// How many texts this stands in.
  private let level: Int
  private(set) var tokens: [PythonToken] = []

  /// Texts inside of texts are read no deeper than this.
  private static let levelLimit = 4

  init(_ source: String) {
    self.init(Array(source), line: 1, level: 0)
    add(.newline)
  }

  private init(_ text: [Character], line: Int, level: Int) {
    self.text = text
    self.line = line
    self.level = level
    // An expression inside of a text may go over lines.
    depth = level
    while position < text.count { step() }
  }

  private mutating func add(_ kind: PythonToken.Kind) {
    tokens.append(PythonToken(kind: kind, line: line, column: position - lineStart))
  }

  private func at(_ offset: Int) -> Character? {
    let index = position + offset
    return index < text.count ? text[index] : nil
  }

  private mutating func passNewline() {
    position += 1
    line += 1
    lineStart = position
  }

  private mutating func step() {
    let character = text[position]
    if character.isNewline {
      if depth == 0 { add(.newline) }
      passNewline()
    } else if character.isWhitespace || character == "\u{FEFF}" {
      position += 1
    } else if character == "\\", at(1)?.isNewline == true {
      position += 1
      passNewline()
    } else if character == "#" {
      let end = text[position...].firstIndex(where: \.isNewline) ?? text.count
      add(.comment(String(text[position + 1..<end])))
      position = end
    } else if character == "\"" || character == "'" {
      readString(prefix: "", from: position)
    } else if character.isLetter || character == "_" {
      readWord()
    } else if character.isNumber || (character == "." && at(1)?.isNumber == true) {
      readNumber()
    } else {
      readSign()
    }
  }

  private static let signs: [[Character]] = [
    "**=", "//=", "<<=", ">>=", "...", "**", "//", "<<", ">>", "==", "!=", "<=", ">=", "->", ":=",
    "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=",
  ].map(Array.init)

  private mutating func readSign() {
    let sign =
      Self.signs.first { text[position...].starts(with: $0) } ?? [text[position]]
    if "([{".contains(sign[0]) { depth += 1 }
    if ")]}".contains(sign[0]) { depth = max(0, depth - 1) }
    add(.sign(String(sign)))
    position += sign.count
  }

  private mutating func readWord() {
    let start = position
    while let character = at(0), character.isLetter || character.isNumber || character == "_" {
      position += 1
    }
    let word = String(text[start..<position])
    let isPrefix = word.count <= 2 && word.lowercased().allSatisfy { "rbfu".contains($0) }
    if isPrefix, let quote = at(0), quote == "\"" || quote == "'" {
      readString(prefix: word.lowercased(), from: start)
    } else {
      tokens.append(PythonToken(kind: .name(word), line: line, column: start - lineStart))
    }
  }

  private mutating func readNumber() {
    let start = position
    while let character = at(0),
      character.isNumber || character.isLetter || character == "_" || character == "."
        || ("+-".contains(character) && position > start && "eE".contains(text[position - 1]))
    {
      position += 1
    }
    let digits = String(text[start..<position]).replacing("_", with: "")
    let number = digits.hasPrefix(".") ? "0" + digits : digits
    tokens.append(PythonToken(kind: .number(number), line: line, column: start - lineStart))
  }

  // MARK: Texts

  private mutating func readString(prefix: String, from start: Int) {
    let quote = text[position]
    let isTriple = at(1) == quote && at(2) == quote
    let isRaw = prefix.contains("r")
    let isFormatted = prefix.contains("f") && level < Self.levelLimit
    let place = (line: line, column: start - lineStart)
    position += isTriple ? 3 : 1
    var value = ""
    var parts: [PythonToken.Part] = []
    while let character = at(0) {
      if isTriple ? character == quote && at(1) == quote && at(2) == quote : character == quote {
        position += isTriple ? 3 : 1
        break
      }
      // A string that is not closed ends with its line.
      if character.isNewline, !isTriple { break }
      if isFormatted, character == "{" || character == "}" {
        if at(1) != character, character == "{" {
          parts += [.text(value), .expression(readBraces(isTriple))]
          value = ""
          continue
        }
        position += at(1) == character ? 1 : 0
      }
      guard character == "\\", !isRaw, let escaped = at(1) else {
        value.append(character)
        if character.isNewline { passNewline() } else { position += 1 }
        continue
      }
      position += 1
      if escaped.isNewline {
        passNewline()
      } else {
        position += 1
        value += unescaped(escaped)
      }
    }
    parts.append(.text(value))
    tokens.append(
      PythonToken(
        kind: parts.count > 1 ? .formatted(parts) : .string(value), line: place.line,
        column: place.column))
  }

  /// The expression of `{value!r:>8}`, the first brace of which stands here.
  private mutating func readBraces(_ mayGoOverLines: Bool) -> [PythonToken] {
    position += 1
    let start = position
    let startLine = line
    var open = 0
    var end: Int?
    while let character = at(0) {
      if character.isNewline {
        guard mayGoOverLines else { break }
        passNewline()
        continue
      }
      if open == 0, end == nil, character == ":" || (character == "!" && at(1) != "=") {
        end = position
      }
      if character == "}" && open == 0 { break }
      if "([{".contains(character) { open += 1 }
      if ")]}".contains(character) { open -= 1 }
      position += 1
    }
    let expression = Array(text[start..<(end ?? position)])
    if at(0) == "}" { position += 1 }
    return PythonLexer(expression, line: startLine, level: level + 1).tokens
  }

  private mutating func unescaped(_ character: Character) -> String {
    switch character {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "u", "x", "U":
      let count = character == "u" ? 4 : character == "x" ? 2 : 8
      let digits = String(text[position..<min(position + count, text.count)])
      guard digits.count == count, let code = UInt32(digits, radix: 16),
        let scalar = Unicode.Scalar(code)
      else { return "\\\(character)" }
      position += count
      return String(scalar)
    case "\\", "'", "\"": return String(character)
    default: return "\\\(character)"
    }
  }
}
