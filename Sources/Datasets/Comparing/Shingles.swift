/// Runs of six bytes that begin with a character: six Latin letters, two of Hangul, kana or Han.
///
/// Two texts are as alike as the Jaccard index of their sets of shingles says: what they have in
/// common, as a share of what either has. Nothing depends on spaces between words.
enum Shingles {
  static let size = 6
  private static let mask: UInt64 = (1 << (8 * UInt64(size))) - 1

  /// Calls `body` with each shingle as a number, repeats included; a shorter text is one shingle.
  @inline(__always)
  static func forEach(in text: UnsafeRawBufferPointer, _ body: (UInt64) -> Void) {
    let count = text.count
    guard count > 0 else { return }
    var index = 0
    while index &+ 8 <= count {
      let word = UInt64(
        littleEndian: unsafe text.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      if word & 0xC0 != 0x80 { body(word & mask) }
      index &+= 1
    }
    // The last two whole ones, of which eight bytes cannot be loaded.
    while index &+ size <= count || index == 0 {
      var word: UInt64 = 0
      for offset in 0..<min(size, count &- index) {
        word |= UInt64(unsafe text[index &+ offset]) << UInt64(8 * offset)
      }
      if word & 0xC0 != 0x80 { body(word) }
      index &+= 1
    }
  }

  /// A number as evenly spread bits.
  @inline(__always)
  static func hash(_ shingle: UInt64) -> UInt64 {
    let product = (shingle &+ 0x9E37_79B9_7F4A_7C15)
      .multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    let folded = product.high ^ product.low
    return folded ^ folded >> 32
  }
}

/// The exact likeness of texts to one text, whose set of shingles it holds.
struct ShingleSet {
  /// A place of the table: 0 where it is empty, else a shingle and one more.
  private var table: [UInt64]
  /// The number of the text that found a place last, so that repeats in it count once.
  private var marks: [UInt32]
  private var round: UInt32 = 0
  private let mask: Int
  /// How many different shingles the text has.
  private(set) var count = 0

  init(_ text: [UInt8]) {
    var size = 16
    while size < 2 * text.count { size *= 2 }
    table = Array(repeating: 0, count: size)
    marks = Array(repeating: 0, count: size)
    mask = size - 1
    unsafe text.withUnsafeBytes { text in
      unsafe Shingles.forEach(in: text) { shingle in
        let place = place(of: shingle)
        if table[place] == 0 {
          table[place] = shingle &+ 1
          count += 1
        }
      }
    }
  }

  private func place(of shingle: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: Shingles.hash(shingle)) & mask
    while table[place] != 0, table[place] != shingle &+ 1 { place = (place &+ 1) & mask }
    return place
  }

  /// The Jaccard index with another text's set, whose size is known.
  mutating func likeness(to other: [UInt8], _ otherCount: Int) -> Double {
    round &+= 1
    var shared = 0
    unsafe other.withUnsafeBytes { text in
      unsafe Shingles.forEach(in: text) { shingle in
        let place = place(of: shingle)
        if table[place] != 0, marks[place] != round {
          marks[place] = round
          shared += 1
        }
      }
    }
    let union = count + otherCount - shared
    return union == 0 ? 1 : Double(shared) / Double(union)
  }
}
