/// What may be decided about the example on the screen.
package enum ReviewKey: String, Sendable, CaseIterable {
  case keep
  case drop
  case edit
  case tag
  case note
  case rate
  case skip
  case undo
  case quit
  /// Goes to the next example that has a text.
  case find
  /// Shows all of a long example, or its beginning again.
  case fold

  /// The key that stands for it.
  package var letter: Character { self == .find ? "/" : rawValue.first ?? " " }

  /// Reads a word or its letter, in any case, as any keyboard writes it.
  init?(typed word: String) {
    let plain = String(word.flatMap(\.latinKeys)).lowercased()
    let found = Self.allCases.first { $0.rawValue == plain || String($0.letter) == plain }
    guard let found else { return nil }
    self = found
  }

  /// Whether it says what becomes of the example, so that the next one is shown.
  var decides: Bool { [.keep, .drop, .rate, .skip].contains(self) }

  /// Whether a text goes with it.
  var takesText: Bool { [.tag, .note, .rate, .find].contains(self) }
}

extension Character {
  /// The keys of a Latin keyboard that typed the character, where a Korean one was set to Hangul or
  /// a Japanese one to full width: a syllable is two keys and more.
  var latinKeys: [Character] {
    guard unicodeScalars.count == 1, let scalar = unicodeScalars.first else { return [self] }
    if (0xFF01...0xFF5E).contains(scalar.value),
      let plain = Unicode.Scalar(scalar.value - 0xFEE0)
    {
      return [Character(plain)]
    }
    if let keys = Self.jamo[self] { return Array(keys) }
    // A syllable is made of a lead, a vowel and perhaps a tail (Unicode 15, 3.12).
    guard (0xAC00...0xD7A3).contains(scalar.value) else { return [self] }
    let index = Int(scalar.value) - 0xAC00
    let parts = [
      Self.leads[index / 588], Self.vowels[index % 588 / 28], Self.tails[index % 28],
    ]
    return parts.flatMap { Array(Self.jamo[$0] ?? "") }
  }

  private static let leads = Array("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
  private static let vowels = Array("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ")
  private static let tails = Array(" ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

  /// The keys of the usual Korean keyboard, of two sets.
  private static let jamo: [Character: String] = [
    "ㄱ": "r", "ㄲ": "R", "ㄳ": "rt", "ㄴ": "s", "ㄵ": "sw", "ㄶ": "sg", "ㄷ": "e", "ㄸ": "E",
    "ㄹ": "f", "ㄺ": "fr", "ㄻ": "fa", "ㄼ": "fq", "ㄽ": "ft", "ㄾ": "fx", "ㄿ": "fv", "ㅀ": "fg",
    "ㅁ": "a", "ㅂ": "q", "ㅃ": "Q", "ㅄ": "qt", "ㅅ": "t", "ㅆ": "T", "ㅇ": "d", "ㅈ": "w",
    "ㅉ": "W", "ㅊ": "c", "ㅋ": "z", "ㅌ": "x", "ㅍ": "v", "ㅎ": "g", "ㅏ": "k", "ㅐ": "o",
    "ㅑ": "i", "ㅒ": "O", "ㅓ": "j", "ㅔ": "p", "ㅕ": "u", "ㅖ": "P", "ㅗ": "h", "ㅘ": "hk",
    "ㅙ": "ho", "ㅚ": "hl", "ㅛ": "y", "ㅜ": "n", "ㅝ": "nj", "ㅞ": "np", "ㅟ": "nl", "ㅠ": "b",
    "ㅡ": "m", "ㅢ": "ml", "ㅣ": "l", " ": "",
  ]
}
