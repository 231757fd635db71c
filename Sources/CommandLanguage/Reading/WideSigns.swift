/// Signs that an input method for Japanese, Korean or Chinese types in the place of ASCII's.
///
/// Text may hold them, also as a bare word: `find こんにちは！` looks for what it says. Where the
/// word would be the language's own with the signs of ASCII, those are meant.
enum WideSigns {
  /// Returns a bare word with the signs of ASCII where those are meant, else nil.
  static func meant(by word: some StringProtocol) -> String? {
    guard word.utf8.contains(where: { $0 >= 0x80 }), let first = word.first else { return nil }
    if openingQuotes.contains(first) { return "\"" + word.dropFirst() }
    if let quote = valueQuote(in: word) {
      return (meant(by: word[..<quote]) ?? String(word[..<quote])) + "\""
        + word[word.index(after: quote)...]
    }
    let lead = word.prefix { $0 == "-" || dashes.contains($0) }
    var meant = String(word.dropFirst(lead.count).map { folded($0) ?? $0 })
    // Some make one long dash of two.
    let isOption = meant.first?.isLetter == true
    meant = (lead.allSatisfy(\.isASCII) ? String(lead) : isOption ? "--" : "-") + meant
    guard meant != word else { return nil }
    if meant.allSatisfy(\.isASCII) { return meant }
    if case .success? = ReferenceReader.read(meant) { return meant }
    return nil
  }

  /// The first sign of a word that is another than was meant, and where it stands, in bytes.
  static func first(in word: String) -> (typed: Character, meant: Character, range: Range<Int>)? {
    guard meant(by: word) != nil else { return nil }
    var offset = 0
    for (index, character) in word.enumerated() {
      let sign: Character? =
        index == 0 && openingQuotes.contains(character)
        ? "\"" : dashes.contains(character) ? "-" : folded(character)
      let end = offset + character.utf8.count
      if let sign { return (character, sign, offset..<end) }
      offset = end
    }
    return nil
  }

  /// A line with the signs of ASCII where those are meant; what stands in quotes stays as it is.
  static func line(meantBy text: String) -> String {
    var rest = Substring(text)
    var result = ""
    while let character = rest.first {
      if character.isWhitespace {
        result.append(character == "\u{3000}" ? " " : character)
        rest.removeFirst()
      } else if character == "\"" || character == "'" {
        let text = rest.prefix(through: character)
        result += text
        rest.removeFirst(text.count)
      } else if openingQuotes.contains(character) {
        let inner = rest.dropFirst().prefix { !closingQuotes.contains($0) }
        result += Literal.quoted(inner)
        rest.removeFirst(min(inner.count + 2, rest.count))
      } else if character == "#", rest.dropFirst().first?.isWhitespace ?? true {
        return result + rest
      } else {
        var word = rest.prefix { !$0.isWhitespace }
        if let quote = valueQuote(in: word) { word = word[..<quote] }
        result += meant(by: word) ?? String(word)
        rest.removeFirst(word.count)
      }
    }
    return result
  }

  /// The quote that begins a value right behind its sign, as in `user＝「…」`.
  private static func valueQuote<Word: StringProtocol>(in word: Word) -> Word.Index? {
    word.indices.dropFirst().first {
      openingQuotes.contains(word[$0]) && "=<>＝＜＞".contains(word[word.index(before: $0)])
    }
  }

  /// The ASCII of a full-width sign, letter or digit (Unicode's Halfwidth and Fullwidth Forms), and
  /// of the commas and stops that stand on the same keys.
  private static func folded(_ character: Character) -> Character? {
    guard character.unicodeScalars.count == 1, let scalar = character.unicodeScalars.first else {
      return nil
    }
    switch scalar.value {
    case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0).map(Character.init)
    case 0x3001: return ","
    case 0x3002: return "."
    default: return nil
    }
  }

  private static let dashes: Set<Character> = ["－", "ー", "—", "–", "―", "−"]
  private static let openingQuotes: Set<Character> = ["“", "”", "„", "「", "『", "‘", "＂", "＇"]
  private static let closingQuotes: Set<Character> = ["”", "“", "」", "』", "’", "＂", "＇"]
}

extension Substring {
  /// The text from a quote to the next such, or to the end.
  fileprivate func prefix(through quote: Character) -> Substring {
    guard let end = dropFirst().firstIndex(of: quote) else { return self }
    return self[...end]
  }
}
