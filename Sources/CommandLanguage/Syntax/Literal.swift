/// How values are written in the language.
package enum Literal {
  /// Returns text in double quotes, on one line.
  package static func quoted(_ text: some StringProtocol) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "$": result += "\\$"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
          result += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  /// Returns a template in double quotes, with its variables in braces.
  static func quoted(_ pieces: [Template.Piece]) -> String {
    let content = pieces.map { piece in
      switch piece {
      case .text(let text): String(quoted(text).dropFirst().dropLast())
      case .variable(let name, _): "${\(name)}"
      }
    }
    return "\"\(content.joined())\""
  }

  /// Returns text in the quotes that need fewer escapes, on one line.
  package static func shortest(_ text: String) -> String {
    let isPlain = isBlockSafe(text) && !text.utf8.contains(Byte.newline)
    let isNoisy = text.utf8.contains { [Byte.quote, Byte.backslash, Byte.dollar].contains($0) }
    let hasApostrophe = text.utf8.contains(Byte.apostrophe)
    return isPlain && isNoisy && !hasApostrophe ? "'\(text)'" : quoted(text)
  }

  /// Returns text as one word of a line: bare where it reads as itself, else in quotes.
  package static func word(_ text: String) -> String {
    ShellWord.isPlain(text) ? text : shortest(text)
  }

  /// Returns text as a block of lines between runs of quotes that the text does not have.
  ///
  /// Carriage returns do not survive a block; see `isBlockSafe(_:)`.
  package static func block(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let taken = Set(
      lines.map { line in
        let bare = trimmed(String(line))
        return bare.allSatisfy { $0 == "\"" } ? bare.utf8.count : 0
      })
    var count = 3
    while taken.contains(count) { count += 1 }
    let quotes = String(repeating: "\"", count: count)
    let body = lines.map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
    return "\(quotes)\n\(body)\n    \(quotes)"
  }

  /// Whether a block keeps the text exactly: no control characters but tabs and newlines.
  package static func isBlockSafe(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy {
      $0 == "\n" || $0 == "\t" || ($0.value >= 0x20 && !(0x7F...0x9F).contains($0.value))
    }
  }
}
