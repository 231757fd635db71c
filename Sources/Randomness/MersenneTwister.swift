/// The Mersenne Twister MT19937, which numpy's `RandomState` orders by.
///
/// Matsumoto and Nishimura: Mersenne Twister, a 623-dimensionally equidistributed uniform
/// pseudorandom number generator, ACM TOMACS 8 (1998), and the seeding of 2002.
package struct MersenneTwister: Sendable, Hashable {
  private static let size = 624
  /// The distance of the word that is mixed into each new one.
  private static let shift = 397
  private static let highBit: UInt32 = 0x8000_0000
  /// The twist's matrix, which is this row below a shifted identity.
  private static let twist: UInt32 = 0x9908_b0df

  private var words: [UInt32]
  /// The next word to be given; `size` when all of them are.
  private var position = Self.size

  /// Seeds by one number, as `RandomState(seed)` and C's `init_genrand` do.
  package init(seed: UInt32) {
    words = [seed]
    words.reserveCapacity(Self.size)
    for index in 1..<UInt32(Self.size) {
      let last = words[words.count - 1]
      words.append(1_812_433_253 &* (last ^ last >> 30) &+ index)
    }
  }

  /// Seeds by several numbers, as C's `init_by_array` does; an empty key counts as `[0]`.
  package init(key: [UInt32]) {
    self.init(seed: 19_650_218)
    let key = key.isEmpty ? [0] : key
    var place = Place()
    for step in 0..<max(Self.size, key.count) {
      let index = step % key.count
      let mixed = mix(at: place.index, by: 1_664_525)
      words[place.index] = mixed &+ key[index] &+ UInt32(truncatingIfNeeded: index)
      place.advance(in: &words)
    }
    for _ in 1..<Self.size {
      let mixed = mix(at: place.index, by: 1_566_083_941)
      words[place.index] = mixed &- UInt32(truncatingIfNeeded: place.index)
      place.advance(in: &words)
    }
    words[0] = Self.highBit
  }

  /// A walk around the words that never stands on the first one.
  private struct Place {
    var index = 1

    mutating func advance(in words: inout [UInt32]) {
      index += 1
      guard index == MersenneTwister.size else { return }
      words[0] = words[MersenneTwister.size - 1]
      index = 1
    }
  }

  private func mix(at index: Int, by factor: UInt32) -> UInt32 {
    let last = words[index - 1]
    return words[index] ^ (last ^ last >> 30) &* factor
  }

  /// Returns 32 random bits.
  package mutating func next() -> UInt32 {
    if position == Self.size { renew() }
    var bits = words[position]
    position += 1
    bits ^= bits >> 11
    bits ^= bits << 7 & 0x9d2c_5680
    bits ^= bits << 15 & 0xefc6_0000
    return bits ^ bits >> 18
  }

  /// Makes all words anew, each of itself, its neighbor and the one `shift` further on.
  private mutating func renew() {
    for index in words.indices {
      let neighbor = words[(index + 1) % Self.size]
      let joined = words[index] & Self.highBit | neighbor & ~Self.highBit
      let twisted = joined >> 1 ^ (joined & 1 == 1 ? Self.twist : 0)
      words[index] = words[(index + Self.shift) % Self.size] ^ twisted
    }
    position = 0
  }
}

extension MersenneTwister: NumpyOrdering {
  /// Every number is such a word.
  package mutating func nextWord() -> UInt32 { next() }
}
