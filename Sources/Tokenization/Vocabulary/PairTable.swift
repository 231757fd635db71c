/// How each token comes from two: the last merge that makes it, found by merging its own bytes.
struct MergeTree {
  /// For each token its two parts, left in the low and right in the high 32 bits; a byte is itself.
  private(set) var splits: [UInt64] = []
  /// The token of each pair, by left in the low and right in the high 32 bits.
  private(set) var merges: [UInt64: UInt32] = [:]
  /// Whether merging the token's bytes gives the token.
  ///
  /// tiktoken finds any token as a whole piece; one that no merge reaches occurs only there.
  private(set) var isReachable: [Bool] = []

  init(_ tokens: [ArraySlice<UInt8>]) {
    var byteTokens = [UInt32](repeating: 0, count: 256)
    splits.reserveCapacity(tokens.count)
    merges.reserveCapacity(tokens.count)
    for (token, bytes) in tokens.enumerated() {
      let itself = UInt32(token)
      if bytes.count == 1, let byte = bytes.first {
        byteTokens[Int(byte)] = itself
        splits.append(Self.pair(itself, itself))
        isReachable.append(true)
        continue
      }
      let parts = merged(bytes.map { byteTokens[Int($0)] })
      isReachable.append(parts.count == 2)
      splits.append(parts.count == 2 ? Self.pair(parts[0], parts[1]) : Self.pair(itself, itself))
      if parts.count == 2 { merges[Self.pair(parts[0], parts[1])] = itself }
    }
  }

  static func pair(_ left: UInt32, _ right: UInt32) -> UInt64 {
    UInt64(left) | UInt64(right) << 32
  }

  /// Applies all merges of lower rank than the token in hand.
  private func merged(_ symbols: [UInt32]) -> [UInt32] {
    var symbols = symbols
    var ranks = zip(symbols, symbols.dropFirst()).map { merges[Self.pair($0, $1)] ?? .max }
    while let lowest = ranks.min(), lowest < .max, let index = ranks.firstIndex(of: lowest) {
      symbols[index] = lowest
      symbols.remove(at: index + 1)
      ranks.remove(at: index)
      if index < ranks.count {
        ranks[index] = merges[Self.pair(lowest, symbols[index + 1])] ?? .max
      }
      if index > 0 {
        ranks[index - 1] = merges[Self.pair(symbols[index - 1], lowest)] ?? .max
      }
    }
    return symbols
  }
}

/// Pairs of tokens and what they merge to, in buckets of four words by a hash of the pair.
enum PairTable {
  /// The words of a bucket.
  static let bucketSize = 4

  /// Left in bits 0 to 20, right in bits 21 to 41, merged in bits 42 to 62; an empty slot is all ones.
  ///
  /// A pair whose bucket is full is in the next one that is not.
  static func words(_ merges: [UInt64: UInt32]) -> [UInt64] {
    var bitCount = 4
    while 1 << bitCount < merges.count * 2 / bucketSize { bitCount += 1 }
    var words = [UInt64](repeating: .max, count: bucketSize << bitCount)
    for (pair, merged) in merges.sorted(by: { $0.value < $1.value }) {
      let key = (pair & 0x1F_FFFF) | (pair >> 32) << 21
      var slot = Int((key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bitCount)) * bucketSize
      while words[slot] != .max { slot = (slot + 1) & (words.count - 1) }
      words[slot] = key | UInt64(merged) << 42
    }
    return words
  }

  /// A filter that says of most pairs that they do not merge: two bits a pair in one word, which
  /// the two lower fields of 6 bits of the pair's hash choose and its upper bits find.
  static func filter(_ merges: [UInt64: UInt32]) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: 1 << filterBitCount)
    for pair in merges.keys {
      let hash = ((pair & 0x1F_FFFF) | (pair >> 32) << 21) &* 0x9E37_79B9_7F4A_7C15
      let bits = 1 << (hash >> 20 & 63) | 1 << (hash >> 26 & 63) as UInt64
      words[Int(hash >> UInt64(64 - filterBitCount))] |= bits
    }
    return words
  }

  /// 2^15 words are 256 kB, small enough to stay in a core's own cache.
  static let filterBitCount = 15
}
