// A seed comes in, and random numbers, orders and samples go out. Everything here is the module's
// own arithmetic on integers, so a seed means the same with every compiler and on every processor.

/// A random generator whose whole sequence follows from its seed (SplitMix64).
///
/// Steele, Lea and Flood: Fast splittable pseudorandom number generators, OOPSLA 2014.
/// The conformance is for tests that need the standard library's ranges; what a user may repeat by
/// its seed uses only the methods below, since the library's algorithms may change.
package struct SeededGenerator: RandomNumberGenerator, Sendable, Hashable {
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
  package mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Returns a number in 0 ..< `bound`, by the high half of a product (bias below bound / 2⁶⁴).
  package mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "there is no number below \(bound)")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Puts the elements into a random order (Fisher and Yates, from the end).
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    for index in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(index, below(index + 1))
    }
  }

  /// Returns the elements in a random order.
  package mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var elements = elements
    shuffle(&elements)
    return elements
  }

  /// Returns 0 ..< `count` in a random order.
  package mutating func permutation(of count: Int) -> [Int] {
    shuffled(Array(0..<count))
  }

  /// Returns `count` different elements, or all if there are fewer, in a random order.
  package mutating func sample<Element>(_ count: Int, of elements: [Element]) -> [Element] {
    precondition(count >= 0, "a sample of \(count) does not exist")
    var elements = elements
    let count = min(count, elements.count)
    for index in 0..<count {
      elements.swapAt(index, index + below(elements.count - index))
    }
    return Array(elements.prefix(count))
  }
}
