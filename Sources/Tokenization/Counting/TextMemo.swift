import Digests

/// Caches the counts of repeated texts, such as roles and system prompts.
///
/// The first time only a digest is kept, so that a text that does not repeat costs little; a
/// cached text is compared byte by byte. Memory is bounded by ``byteLimit``.
struct TextMemo {
  /// Longer texts are not cached.
  static let textLimit = 32_768
  /// Bytes of cached texts; the cache is emptied when they would exceed this.
  static let byteLimit = 1 << 20
  /// A power of two.
  private static let slotCount = 4_096

  private struct Known {
    let text: [UInt8]
    let count: Int
  }

  /// The digest of the last text of each slot.
  private var seen = Array(repeating: UInt64(0), count: slotCount)
  private var known: [UInt64: Known] = [:]
  private var byteCount = 0

  /// Returns the cached count of `text`, or the one that `count` computes.
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
