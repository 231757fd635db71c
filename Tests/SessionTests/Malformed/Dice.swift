/// Random choices that follow from a seed, so that a failing request can be sent again (SplitMix64).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }

  mutating func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

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
