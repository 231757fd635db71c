/// What the vocabulary does where two characters of three bytes meet, as a small filter.
///
/// Scripts without spaces come in long pieces, whose characters are nearly all of three bytes. For
/// two such characters side by side the filter says at once, and nearly always, that no merge
/// crosses the border between them and that no token begins with both.
///
/// Bits come in pairs, 32 of them in a word: the even one says that some merge may join tokens at
/// the border of the two characters, the odd one that some token begins with the first and a byte
/// or more of the second. A set bit may be wrong, a clear one is not.
struct CharacterPairs {
  private(set) var words = [UInt64](repeating: 0, count: 1 << wordBitCount)

  /// 2^14 words are 128 kB.
  static let wordBitCount = 14

  /// A merge of parts of characters that fits more pairs than these makes the filter let all pass.
  private static let mostPairs = 1 << 16

  /// The characters U+3000 to U+DFFF, of the leads 0xE3 to 0xED: kana, ideographs, Hangul.
  private static let leads: ClosedRange<UInt8> = 0xE3...0xED

  init(_ tokens: [ArraySlice<UInt8>], _ tree: MergeTree) {
    for pair in tree.merges.keys {
      let left = tokens[Int(pair & 0xFFFF_FFFF)]
      let right = tokens[Int(pair >> 32)]
      guard let lead = right.first, Self.leads.contains(lead) else { continue }
      let firsts = Self.characters(endingAs: left)
      let seconds = Self.characters(beginningAs: right)
      if firsts.count * seconds.count > Self.mostPairs {
        words = words.map { $0 | 0x5555_5555_5555_5555 }
        continue
      }
      for first in firsts {
        for second in seconds { insert(first, second, bit: 0) }
      }
    }
    for token in tokens where token.count > 3 {
      guard let lead = token.dropFirst(3).first, Self.leads.contains(lead),
        let first = Self.character(token.prefix(3))
      else { continue }
      for second in Self.characters(beginningAs: token.dropFirst(3)) {
        insert(first, second, bit: 1)
      }
    }
  }

  private mutating func insert(_ first: UInt32, _ second: UInt32, bit: UInt64) {
    let hash = (UInt64(first) << 16 | UInt64(second)) &* 0x9E37_79B9_7F4A_7C15
    let shift = (hash >> 40 & 31) * 2 + bit
    words[Int(hash >> UInt64(64 - Self.wordBitCount))] |= 1 << shift
  }

  /// Returns the lower 16 bits of the character that three bytes are.
  private static func character(_ bytes: some Collection<UInt8>) -> UInt32? {
    guard bytes.count == 3, let lead = bytes.first, leads.contains(lead),
      bytes.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 })
    else { return nil }
    return bytes.reduce(0) { $0 << 6 | UInt32($1 & 0x3F) } & 0xFFFF
  }

  /// Returns the characters that a text may begin with, given its first bytes.
  private static func characters(beginningAs bytes: some Collection<UInt8>) -> [UInt32] {
    let known = Array(bytes.prefix(3))
    guard let lead = known.first, leads.contains(lead) else { return [] }
    let missing = 3 - known.count
    let first = character(known + repeatElement(0x80, count: missing))
    return first.map { first in (0..<1 << (6 * UInt32(missing))).map { first | $0 } } ?? []
  }

  /// Returns the characters that a text may end with, given its last bytes.
  private static func characters(endingAs bytes: ArraySlice<UInt8>) -> [UInt32] {
    let known = Array(bytes.suffix(3))
    if known.count == 3 { return character(known).map { [$0] } ?? [] }
    guard known.allSatisfy({ $0 & 0xC0 == 0x80 }) else { return [] }
    let last = known.reduce(0) { $0 << 6 | UInt32($1 & 0x3F) }
    let shift = UInt32(6 * known.count)
    return (0..<0x1_0000 >> shift).map { $0 << shift | last }
      .filter { leads.contains(0xE0 | UInt8($0 >> 12)) }
  }
}
