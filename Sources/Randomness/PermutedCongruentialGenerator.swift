/// PCG XSL-RR 128/64, which numpy's `default_rng` orders by.
///
/// O'Neill: PCG, a family of simple fast space-efficient statistically good algorithms for random
/// number generation, HMC-CS-2014-0905.
package struct PermutedCongruentialGenerator: Sendable, Hashable {
  private static let multiplier =
    UInt128(2_549_297_995_355_413_924) << 64 | 4_865_540_595_714_422_341

  private var state: UInt128
  private let increment: UInt128
  /// The upper half of the bits of which the lower one was given.
  private var saved: UInt32?

  /// Seeds as `default_rng(seed)` does, by the words of a ``SeedSequence``.
  package init(seed: UInt64) {
    let words = SeedSequence(entropy: seed).words(4)
    let start = UInt128(words[0]) << 64 | UInt128(words[1])
    let stream = UInt128(words[2]) << 64 | UInt128(words[3])
    increment = stream << 1 | 1
    state = increment &+ start
    step()
  }

  private mutating func step() { state = state &* Self.multiplier &+ increment }

  /// Returns 64 random bits.
  package mutating func next() -> UInt64 {
    step()
    let folded = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let turn = UInt64(truncatingIfNeeded: state >> 122)
    return folded >> turn | folded << ((64 &- turn) & 63)
  }
}

extension PermutedCongruentialGenerator: NumpyOrdering {
  /// The lower half of 64 bits, and the upper half the next time.
  package mutating func nextWord() -> UInt32 {
    if let half = saved {
      saved = nil
      return half
    }
    let bits = next()
    saved = UInt32(truncatingIfNeeded: bits >> 32)
    return UInt32(truncatingIfNeeded: bits)
  }
}

/// Spreads a number over the state of a generator, as numpy's `SeedSequence` does.
///
/// O'Neill: Developing a seed_seq alternative (2015), with the constants that numpy documents.
package struct SeedSequence: Sendable, Hashable {
  private static let poolSize = 4
  private var pool: [UInt32]

  /// A multiplier that changes with every use.
  private struct Hashing {
    var constant: UInt32
    let factor: UInt32

    mutating func hash(_ value: UInt32) -> UInt32 {
      var value = value ^ constant
      constant = constant &* factor
      value = value &* constant
      return value ^ value >> 16
    }
  }

  package init(entropy: UInt64) {
    // The number's 32-bit words, the lowest first; those above its highest are hashed as zeros.
    let entropy = [UInt32(truncatingIfNeeded: entropy), UInt32(truncatingIfNeeded: entropy >> 32)]
    var hashing = Hashing(constant: 0x43b0_d7e5, factor: 0x931e_8875)
    pool = (0..<Self.poolSize).map { hashing.hash($0 < entropy.count ? entropy[$0] : 0) }
    for source in pool.indices {
      for target in pool.indices where target != source {
        let mixed =
          0xca01_f9dd &* pool[target] &- 0x4973_f715 &* hashing.hash(pool[source])
        pool[target] = mixed ^ mixed >> 16
      }
    }
  }

  /// The first `count` words of 64 bits, as `generate_state(count, uint64)`.
  package func words(_ count: Int) -> [UInt64] {
    var hashing = Hashing(constant: 0x8b51_f9dd, factor: 0x58f3_8ded)
    let halves = (0..<2 * count).map { hashing.hash(pool[$0 % Self.poolSize]) }
    return (0..<count).map { UInt64(halves[2 * $0 + 1]) << 32 | UInt64(halves[2 * $0]) }
  }
}
