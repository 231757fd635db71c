/// Text whose letters and marks are put together as Unicode's form C has them.
///
/// One letter can be written as one character or as a letter and a mark (macOS writes file names
/// so); for a reader it is the same text. Composed are Latin, Greek, Cyrillic and Arabic letters,
/// kana, and hangul; other scripts keep their bytes.
enum ComposedText {
  /// Whether the text may hold a mark that belongs to the letter before it.
  ///
  /// - Complexity: O(*n*).
  static func mayNeedComposing(_ text: UnsafeRawBufferPointer) -> Bool {
    for index in text.indices.dropLast() {
      let byte = unsafe text[index]
      guard byte >= 0xCC else { continue }
      let next = unsafe text[index + 1]
      switch byte {
      // U+0300 to U+036F.
      case 0xCC: return true
      case 0xCD where next <= 0xAF: return true
      // U+0653 to U+0655.
      case 0xD9 where (0x93...0x95).contains(next): return true
      // The parts of hangul syllables, U+1100 to U+11FF.
      case 0xE1 where (0x84...0x87).contains(next): return true
      // U+3099 and U+309A.
      case 0xE3 where next == 0x82:
        if index + 2 < text.count, unsafe (0x99...0x9A).contains(text[index + 2]) { return true }
      default: continue
      }
    }
    return false
  }

  /// The text with every letter that is one character written as one.
  static func composed(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var bytes: [UInt8] = []
    for character in unsafe String(decoding: text, as: UTF8.self) {
      bytes += (letters[character] ?? character).utf8
    }
    return bytes
  }

  /// Each letter that is one scalar, found by any way of writing it: characters are equal when
  /// they are canonically equivalent.
  private static let letters: [Character: Character] = {
    let ranges: [ClosedRange<UInt32>] = [
      0xC0...0x24F, 0x370...0x52F, 0x622...0x626, 0x1E00...0x1FFF, 0x3040...0x30FF, 0xAC00...0xD7A3,
    ]
    var letters: [Character: Character] = [:]
    for range in ranges {
      for scalar in range.lazy.compactMap(Unicode.Scalar.init) {
        letters[Character(scalar)] = Character(scalar)
      }
    }
    return letters
  }()
}
