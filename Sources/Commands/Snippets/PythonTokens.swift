// Reads Python as far as walk-throughs of the API need it: calls with their arguments, and names
// that were given values. Nothing is run, and what is not understood is passed over.

/// A word of Python with the line that it stands on.
struct PythonToken: Hashable {
  enum Kind: Hashable {
    case name(String)
    case number(String)
    case string(String)
    /// One sign; what Python writes with several comes as several.
    case sign(Character)
    /// The end of a line outside of brackets.
    case newline
    case comment(String)
  }

  var kind: Kind
  /// Counted from 1.
  var line: Int
}

/// Cuts Python into words.
struct PythonLexer {
  private let text: [Character]
  private var position = 0
  private var line = 1
  private var depth = 0
  private(set) var tokens: [PythonToken] = []

  init(_ source: String) {
    text = Array(source)
    while position < text.count { step() }
    add(.newline)
  }

  private mutating func add(_ kind: PythonToken.Kind) {
    tokens.append(PythonToken(kind: kind, line: line))
  }

  private func at(_ offset: Int) -> Character? {
    let index = position + offset
    return index < text.count ? text[index] : nil
  }

  private mutating func step() {
    let character = text[position]
    if character.isNewline {
      if depth == 0 { add(.newline) }
      position += 1
      line += 1
    } else if character.isWhitespace {
      position += 1
    } else if character == "\\", at(1)?.isNewline == true {
      position += 2
      line += 1
    } else if character == "#" {
      let end = text[position...].firstIndex(where: \.isNewline) ?? text.count
      add(.comment(String(text[position + 1..<end])))
      position = end
    } else if character == "\"" || character == "'" {
      readString(isRaw: false)
    } else if character.isLetter || character == "_" {
      readWord()
    } else if character.isNumber {
      readNumber()
    } else {
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth = max(0, depth - 1) }
      add(.sign(character))
      position += 1
    }
  }

  private mutating func readWord() {
    var end = position
    while end < text.count, text[end].isLetter || text[end].isNumber || text[end] == "_" {
      end += 1
    }
    let word = String(text[position..<end])
    let isPrefix = word.count <= 2 && word.lowercased().allSatisfy { "rbfu".contains($0) }
    position = end
    if isPrefix, let quote = at(0), quote == "\"" || quote == "'" {
      readString(isRaw: word.lowercased().contains("r"))
    } else {
      add(.name(word))
    }
  }

  private mutating func readNumber() {
    var end = position
    while end < text.count,
      text[end].isNumber || text[end].isLetter || text[end] == "_" || text[end] == "."
        || ("+-".contains(text[end]) && "eE".contains(text[end - 1]))
    {
      end += 1
    }
    add(.number(String(text[position..<end]).replacing("_", with: "")))
    position = end
  }

  private mutating func readString(isRaw: Bool) {
    let quote = text[position]
    let isTriple = at(1) == quote && at(2) == quote
    let started = line
    position += isTriple ? 3 : 1
    var value = ""
    while let character = at(0) {
      if isTriple ? character == quote && at(1) == quote && at(2) == quote : character == quote {
        position += isTriple ? 3 : 1
        break
      }
      // A string that is not closed ends with its line.
      if character.isNewline, !isTriple { break }
      if character.isNewline { line += 1 }
      position += 1
      guard character == "\\", !isRaw, let escaped = at(0) else {
        value.append(character)
        continue
      }
      position += 1
      if escaped.isNewline { line += 1 } else { value += unescaped(escaped) }
    }
    tokens.append(PythonToken(kind: .string(value), line: started))
  }

  private mutating func unescaped(_ character: Character) -> String {
    switch character {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "u", "x":
      let count = character == "u" ? 4 : 2
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
