/// How surprising a text is in one language, by its characters alone.
///
/// The same bytes read in the wrong encoding are rare characters, side by side with letters that
/// they never stand beside; so of several readings the least surprising one is the right one. The
/// numbers are rough, and only differences of many bits count.
struct LanguageModel {
  let language: WrittenLanguage
  private let first: Set<Unicode.Scalar>
  private let second: Set<Unicode.Scalar>

  init(_ language: WrittenLanguage) {
    self.language = language
    (first, second) = language.frequent
  }

  /// A model of each language, made once.
  static let all = WrittenLanguage.allCases.map(LanguageModel.init)

  /// What was found in a text.
  struct Reading {
    /// Bits of surprise.
    var cost = 0.0
    /// Characters beyond ASCII.
    var characters = 0
    /// How many of them are frequent in the language.
    var frequent = 0
    /// Bits of surprise of the characters beyond ASCII.
    var foreignCost = 0.0
  }

  /// Reads a text.
  func read(_ text: some Sequence<Unicode.Scalar>) -> Reading {
    var reading = Reading()
    var last = CharacterClass.space
    for scalar in text {
      let kind = CharacterClass(scalar)
      var cost: Double
      if scalar.isASCII {
        cost = Self.cost(ofASCII: scalar)
        if kind == .letter, last.isIdeographic { cost += 2 }
        if kind == .letter, language == .western, last == .upperLatin { cost += 4 }
        reading.cost += cost
      } else {
        cost = self.cost(of: scalar, kind)
        cost += joining(kind, after: last)
        reading.characters += 1
        reading.cost += cost
        reading.foreignCost += cost
        if first.contains(scalar) || second.contains(scalar) { reading.frequent += 1 }
      }
      last = kind
    }
    return reading
  }

  private static func cost(ofASCII scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case " ": 3
    case "a"..."z": 5
    case "\n", "\r", "\t": 5
    case "\u{0}"..."\u{1F}", "\u{7F}": 20
    default: 6
    }
  }

  private func cost(of scalar: Unicode.Scalar, _ kind: CharacterClass) -> Double {
    let ranks: (Double, Double) =
      switch language {
      case .korean: (6, 8.5)
      case .japanese: (5.5, 8.5)
      case .chinese: (7, 9.5)
      case .western: (7, 9)
      }
    if first.contains(scalar) { return ranks.0 }
    if second.contains(scalar) { return ranks.1 }
    switch (language, kind) {
    case (_, .never): return 25
    case (.korean, .hangul): return 13
    case (.korean, .jamo): return 10
    case (.japanese, .kana): return 9
    case (.japanese, .han): return 13
    case (.japanese, .narrowKana): return 13
    case (.chinese, .han): return 13.5
    case (.western, .lowerLatin): return 11
    case (.western, .upperLatin): return 12
    case (.western, .mark): return 13
    case (.western, .narrowMark): return 12
    case (_, .wideMark), (_, .narrowMark): return 10
    case (_, .mark): return 13
    case (_, .other): return 12
    case (_, .kana), (_, .hangul), (_, .jamo): return 16
    default: return 17
    }
  }

  /// What it costs that a character beyond ASCII stands after another.
  private func joining(_ kind: CharacterClass, after last: CharacterClass) -> Double {
    if language == .western {
      switch (kind, last) {
      case (.lowerLatin, .letter): return 0
      case (.lowerLatin, .lowerLatin), (.lowerLatin, .upperLatin): return 5
      case (.upperLatin, .letter): return 5
      case (.upperLatin, .upperLatin), (.upperLatin, .lowerLatin): return 6
      case (_, .mark): return 3
      case (.mark, .letter): return 2
      default: return 0
      }
    }
    if kind.isIdeographic, last == .letter { return 2 }
    // Letters of one alphabet stand together.
    return kind == .other && last == .other ? -5 : 0
  }
}

/// What kind of character it is, as far as languages differ in it.
enum CharacterClass: Sendable, Hashable {
  case letter
  case digit
  case space
  case punctuation
  case lowerLatin
  case upperLatin
  case hangul
  case jamo
  case kana
  case narrowKana
  case han
  /// Full-width forms, and punctuation of East Asia.
  case wideMark
  /// Dashes, quotes and other marks of any language.
  case narrowMark
  /// Signs that are rare in any text.
  case mark
  case other
  /// What no text holds: controls, private use, what is not assigned.
  case never

  /// Whether it is a character of an East Asian script.
  var isIdeographic: Bool {
    self == .hangul || self == .kana || self == .han || self == .narrowKana
  }

  init(_ scalar: Unicode.Scalar) {
    self =
      switch scalar.value {
      case 0x30...0x39: .digit
      case 0x41...0x5A, 0x61...0x7A: .letter
      case 0x20, 0x0A, 0x0D, 0x09: .space
      case 0x21...0x7E: .punctuation
      case 0x00...0x1F, 0x7F...0x9F: .never
      case 0xA0...0xBF, 0xD7, 0xF7: .mark
      case 0xC0...0xDE: .upperLatin
      case 0xDF...0xFF: .lowerLatin
      case 0x100...0x24F: .other
      case 0x2010...0x2027, 0x2030...0x205E, 0x20A0...0x20BF, 0x2122: .narrowMark
      case 0x2000...0x2BFF: .mark
      case 0x3000...0x301F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x30FB: .wideMark
      case 0x3040...0x30FF: .kana
      case 0xFF61...0xFF9F: .narrowKana
      case 0x3130...0x318F: .jamo
      case 0x4E00...0x9FFF: .han
      case 0xAC00...0xD7A3: .hangul
      case 0xE000...0xF8FF, 0xFFF0...0xFFFF, 0xF0000...: .never
      case 0x1F300...0x1FAFF: .narrowMark
      case 0x3400...0x4DBF, 0x3200...0x33FF, 0x1100...0x11FF, 0xA000...0xABFF, 0xF900...0xFAFF,
        0x20000...0x3FFFF:
        .mark
      default: .other
      }
  }
}
