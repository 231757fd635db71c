/// The dice of the corpus (SplitMix64): all of a dialogue follows from its seed and its index.
struct Draw {
  private var state: UInt64

  init(seed: UInt64, index: Int) {
    state = seed &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(bitPattern: Int64(index))
    // Neighbouring indices start far apart.
    state = bits()
  }

  private mutating func bits() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }

  /// A number in `range`.
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound
      + Int(bits().multipliedFullWidth(by: UInt64(range.upperBound - range.lowerBound + 1)).high)
  }

  /// Whether something of this probability happens.
  mutating func chance(_ probability: Double) -> Bool {
    Double(bits() >> 11) * 0x1p-53 < probability
  }

  /// One of the elements, each as likely; there must be one.
  mutating func one<Element>(of elements: [Element]) -> Element {
    elements[number(0...elements.count - 1)]
  }

  /// `count` different elements in random order.
  mutating func some<Element>(_ count: Int, of elements: [Element]) -> [Element] {
    var rest = elements
    return (0..<min(count, elements.count)).map { _ in rest.remove(at: number(0...rest.count - 1)) }
  }

  /// One of the makers, by weight.
  mutating func weighted<Element>(_ elements: [(weight: Int, Element)]) -> Element {
    var left = number(0...elements.reduce(0) { $0 + $1.weight } - 1)
    for (weight, element) in elements {
      if left < weight { return element }
      left -= weight
    }
    return elements[0].1
  }
}
