/// A generator that orders elements as numpy's `RandomState` and `Generator` both do.
package protocol NumpyOrdering {
  /// The next 32 random bits, as numpy's `next_uint32` takes them.
  mutating func nextWord() -> UInt32
}

extension NumpyOrdering {
  /// Draws a number from 0 to `last`: as many low bits as it needs, again until they are in range.
  mutating func index(upTo last: UInt32) -> UInt32 {
    if last == 0 { return 0 }
    let mask = UInt32.max >> UInt32(last.leadingZeroBitCount)
    while true {
      let bits = nextWord() & mask
      if bits <= last { return bits }
    }
  }

  /// Puts the elements into a random order (Fisher and Yates, from the end), as `shuffle`.
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    for position in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(position, Int(index(upTo: UInt32(clamping: position))))
    }
  }

  /// Returns 0 ..< `count` in a random order, as `permutation`.
  package mutating func permutation(of count: Int) -> [Int] {
    var numbers = Array(0..<count)
    shuffle(&numbers)
    return numbers
  }
}
