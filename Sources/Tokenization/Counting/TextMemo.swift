import Digests

/// Remembers the counts of texts that came twice, such as roles and system prompts.
///
/// The first time only a digest is kept, so that fresh text costs little; a remembered text is
/// compared byte by byte. Memory is bounded by ``byteLimit``.
struct TextMemo {
  /// Longer texts are counted each time.
  static let textLimit = 32_768
  /// Bytes of texts that are remembered; beyond, all are forgotten.
  static let byteLimit = 1 << 20
  /// A power of two.
  private static let slotCount = 4_096

  private struct Known {
    let text: [UInt8]
    let count: Int
  }

  /// The digest of the text that came last to each place.
  private var seen = Array(repeating: UInt64(0), count: slotCount)
  private var known: [UInt64: Known] = [:]
  private var byteCount = 0

  /// The count of `text`: the one that is remembered, else what `count` says.
  mutating func count(
    _ text: UnsafeRawBufferPointer, or count: (UnsafeRawBufferPointer) -> Int
  ) -> Int {
    guard text.count <= Self.textLimit else { return unsafe count(text) }
    let digest = unsafe TextDigest.digest(of: text)
    let slot = Int(truncatingIfNeeded: digest) & (Self.slotCount - 1)
    guard seen[slot] == digest else {
      seen[slot] = digest
      return unsafe count(text)
    }
    if let known = known[digest] {
      if unsafe text.elementsEqual(known.text) { return known.count }
      return unsafe count(text)
    }
    if byteCount + text.count > Self.byteLimit {
      known.removeAll(keepingCapacity: true)
      byteCount = 0
    }
    let tokens = unsafe count(text)
    known[digest] = Known(text: unsafe Array(text), count: tokens)
    byteCount += text.count
    return tokens
  }
}
