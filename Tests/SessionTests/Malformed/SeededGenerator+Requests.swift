import Randomness

extension SeededGenerator {
  mutating func roll(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[roll(0...(elements.count - 1))]
  }

  /// So many bytes of any value.
  mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(roll(0...255)) } }

  /// So many small letters.
  mutating func letters(_ count: Int) -> String {
    String(decoding: (0..<count).map { _ in UInt8(roll(97...122)) }, as: UTF8.self)
  }
}
