/// Counts the tokens of texts, for one thread: a word that comes again is not merged again.
///
/// Keeps some 650 KB.
package struct TokenCounter {
  private let tokenizer: SubwordTokenizer
  private var merger: PieceMerger
  private var merged: [Int32] = []
  /// Each at the place that its bytes lead to, until another piece comes there.
  private var slots: [Slot]

  private static let slotCount = 1 << 14

  private struct Slot {
    var piece = PieceBytes()
    var count = 0
  }

  package init(_ tokenizer: SubwordTokenizer) {
    self.tokenizer = tokenizer
    merger = PieceMerger(tokenizer.ranks)
    slots = Array(repeating: Slot(), count: Self.slotCount)
  }

  /// How many tokens `text` has, without markers: as many as ``SubwordTokenizer/encode(_:)`` gives.
  package mutating func count(_ text: String) -> Int {
    let utf8 = Array(text.utf8)
    var count = 0
    for range in PieceSequence(utf8) {
      guard range.count > 1 else {
        count += 1
        continue
      }
      guard let piece = PieceBytes(utf8[range]) else {
        count += merge(utf8[range])
        continue
      }
      let place = piece.hash & (Self.slotCount - 1)
      if slots[place].piece != piece {
        slots[place] = Slot(piece: piece, count: merge(utf8[range]))
      }
      count += slots[place].count
    }
    return count
  }

  private mutating func merge(_ piece: ArraySlice<UInt8>) -> Int {
    merged.removeAll(keepingCapacity: true)
    merger.append(piece, to: &merged)
    return merged.count
  }
}

/// A piece of at most 31 bytes, and its length.
private struct PieceBytes: Equatable {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  /// No piece: one of length 0.
  init() {}

  /// Nil for a longer one.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count < 32 else { return nil }
    var index = bytes.startIndex
    words.0 = Self.word(bytes, &index)
    words.1 = Self.word(bytes, &index)
    words.2 = Self.word(bytes, &index)
    words.3 = Self.word(bytes, &index) | UInt64(bytes.count) << 56
  }

  private static func word(_ bytes: ArraySlice<UInt8>, _ index: inout Int) -> UInt64 {
    var word: UInt64 = 0
    let end = min(index + 8, bytes.endIndex)
    var shift: UInt64 = 0
    while index < end {
      word |= UInt64(bytes[index]) << shift
      shift += 8
      index += 1
    }
    return word
  }

  /// Multiplied and folded, as in wyhash.
  var hash: Int {
    let one = (words.0 ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(
      by: words.1 ^ 0xC2B2_AE3D_27D4_EB4F)
    let other = (words.2 ^ 0x1656_67B1_9E37_79F9).multipliedFullWidth(
      by: words.3 ^ 0x85EB_CA77_C2B2_AE63)
    let folded = one.high ^ one.low ^ other.high ^ other.low
    return Int(truncatingIfNeeded: folded ^ folded >> 32)
  }

  static func == (one: Self, other: Self) -> Bool { one.words == other.words }
}
