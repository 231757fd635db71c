internal import Randomness

/// The random choices of the corpus: all of a dialogue follows from its seed and its index.
struct CorpusRandom {
  private var generator: SeededGenerator

  init(seed: UInt64, index: Int) {
    generator = SeededGenerator(
      seed: seed &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(bitPattern: Int64(index)))
    // Neighboring indices start far apart.
    generator.state = generator.next()
  }

  /// A number in `range`.
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + generator.below(range.upperBound - range.lowerBound + 1)
  }

  /// Returns true with this probability.
  mutating func chance(_ probability: Double) -> Bool {
    generator.unit() < probability
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
