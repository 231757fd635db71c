import Datasets

/// Where one example lies in its segment; 20 bytes on disk, little-endian.
struct SegmentEntry: Hashable {
  static let size = 20
  /// Stands for "not counted" in the two token fields.
  private static let uncounted = UInt32.max

  /// From the segment's first byte.
  var offset: UInt32
  var length: UInt32
  /// Counted from 0 at the segment's first line.
  var line: UInt32
  private var storedTokens: UInt32
  private var storedTrainedTokens: UInt32

  /// `line` is counted from 0 at the segment's first line.
  init(range: Range<Int>, line: Int, tokens: TokenCount?) {
    offset = UInt32(range.lowerBound)
    length = UInt32(range.count)
    self.line = UInt32(line)
    storedTokens = tokens.map { UInt32(clamping: $0.total) } ?? Self.uncounted
    storedTrainedTokens = tokens.map { UInt32(clamping: $0.trained) } ?? Self.uncounted
  }

  var range: Range<Int> { Int(offset)..<Int(offset) + Int(length) }
  var tokens: Int? { storedTokens == Self.uncounted ? nil : Int(storedTokens) }
  var trainedTokens: Int? {
    storedTrainedTokens == Self.uncounted ? nil : Int(storedTrainedTokens)
  }

  static func encoded(_ entries: [SegmentEntry]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.count * size)
    for entry in entries {
      for word in [
        entry.offset, entry.length, entry.line, entry.storedTokens, entry.storedTrainedTokens,
      ] {
        bytes.append(UInt8(truncatingIfNeeded: word))
        bytes.append(UInt8(truncatingIfNeeded: word >> 8))
        bytes.append(UInt8(truncatingIfNeeded: word >> 16))
        bytes.append(UInt8(truncatingIfNeeded: word >> 24))
      }
    }
    return bytes
  }

  static func decoded(_ bytes: [UInt8]) -> [SegmentEntry] {
    stride(from: 0, to: bytes.count - size + 1, by: size).map { SegmentEntry(bytes, at: $0) }
  }

  private init(_ bytes: [UInt8], at start: Int) {
    func word(_ index: Int) -> UInt32 {
      let first = start + 4 * index
      return UInt32(bytes[first]) | UInt32(bytes[first + 1]) << 8
        | UInt32(bytes[first + 2]) << 16 | UInt32(bytes[first + 3]) << 24
    }
    offset = word(0)
    length = word(1)
    line = word(2)
    storedTokens = word(3)
    storedTrainedTokens = word(4)
  }
}

/// How many tokens an example has.
package struct TokenCount: Sendable, Hashable {
  /// All that the model reads.
  package var total: Int
  /// Those that it learns to write.
  package var trained: Int

  package init(total: Int, trained: Int) {
    self.total = total
    self.trained = trained
  }

  /// What is kept of an example's counts.
  init(_ tokens: ExampleTokens) {
    self.init(total: tokens.total, trained: tokens.trained)
  }
}
