/// Returns `text` with a capital first letter.
func capitalized(_ text: String) -> String {
  text.prefix(1).uppercased() + text.dropFirst()
}

/// Returns `template` with each `{x}` replaced by the value of `x`; other braces stay.
func filled(_ template: String, _ values: [Character: String]) -> String {
  var result = ""
  var rest = template[...]
  while let open = rest.firstIndex(of: "{") {
    result += rest[..<open]
    let hole = rest[open...].prefix(3)
    let name = hole.dropFirst().first
    if hole.count == 3, hole.last == "}", let name, let value = values[name] {
      result += value
      rest = rest[hole.endIndex...]
    } else {
      result += "{"
      rest = rest[rest.index(after: open)...]
    }
  }
  return result + rest
}

/// Returns the words of a text, in order.
func words(_ text: String) -> [String] {
  text.split(whereSeparator: \.isWhitespace).map(String.init)
}

/// Returns the lines of a table, each split into its columns.
func table(_ text: String) -> [[String]] {
  text.split(separator: "\n").map { line in
    line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
  }
}

/// Returns the alternatives of a table's column.
func alternatives(_ column: String) -> [String] {
  column.split(separator: ";").map(String.init)
}

/// A Korean particle, whose form depends on whether the word before ends in a consonant.
enum Particle {
  case topic
  case subject
  case object
  /// The polite ending of a bare noun.
  case polite
  /// The informal copula that expects agreement.
  case surely

  /// Returns `word` with the particle.
  func after(_ word: String) -> String {
    let closed = Self.endsInConsonant(word)
    switch self {
    case .topic: return word + (closed ? "은" : "는")
    case .subject: return word + (closed ? "이" : "가")
    case .object: return word + (closed ? "을" : "를")
    case .polite: return word + (closed ? "이요" : "요")
    case .surely: return word + (closed ? "이죠" : "죠")
    }
  }

  private static func endsInConsonant(_ word: String) -> Bool {
    guard let last = word.unicodeScalars.last else { return false }
    // A Hangul syllable without a final consonant is a multiple of 28 past the first.
    if (0xac00...0xd7a3).contains(last.value) { return (last.value - 0xac00) % 28 != 0 }
    // Digits as read aloud: 영 일 삼 육 칠 팔 end in a consonant.
    return "013678LMNR".unicodeScalars.contains(last)
  }
}
