internal import CTraining

/// A random generator whose whole sequence follows from its seed, on every machine (SplitMix64).
///
/// It does not use the standard library's ranges, whose algorithm may change between versions.
package struct SeededGenerator: Sendable, Hashable {
  /// All of the generator's state; storing it is storing the generator.
  package var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  /// Returns 64 random bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }

  /// Returns a number in 0 ..< 1 with 53 random bits.
  package mutating func nextUnit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Returns a number in 0 ..< `bound`.
  package mutating func next(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Returns a normally distributed number of mean 0 and deviation 1 (Box-Muller).
  package mutating func nextNormal() -> Double {
    let radius = (-2 * ct_log(1 - nextUnit())).squareRoot()
    return radius * ct_cosine(2 * .pi * nextUnit())
  }

  /// Returns 0 ..< `count` in a random order.
  package mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    for index in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(index, next(below: index + 1))
    }
    return order
  }
}
