/// The pieces of a text that are merged apart: words, single digits, single marks, spaces.
///
/// A piece may begin with one space. Letters beyond ASCII run together, so a Korean or Japanese
/// phrase between spaces is one piece. All pieces together are the text.
struct PieceSequence: Sequence, IteratorProtocol {
  private enum Class {
    case letter
    case digit
    case space
    case mark
    case beyond
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func next() -> Range<Int>? {
    guard position < bytes.count else { return nil }
    let start = position
    position = end(from: start)
    return start..<position
  }

  private func end(from start: Int) -> Int {
    var index = start
    if kind(index) == .space {
      // Runs of spaces are one piece, but for the last one before a word.
      var last = index
      while last + 1 < bytes.count, kind(last + 1) == .space { last += 1 }
      let wordFollows = last + 1 < bytes.count && bytes[last] == UInt8(ascii: " ")
      if last > index { return wordFollows ? last : last + 1 }
      guard wordFollows else { return last + 1 }
      index += 1
    }
    switch kind(index) {
    case .letter: return run(of: .letter, from: index)
    case .beyond: return run(of: .beyond, from: index)
    case .digit, .mark, .space: return index + 1
    }
  }

  private func run(of kind: Class, from start: Int) -> Int {
    var index = start
    while index < bytes.count, self.kind(index) == kind { index += 1 }
    return index
  }

  private func kind(_ index: Int) -> Class {
    switch bytes[index] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case 0x80...: .beyond
    case UInt8(ascii: " "), 0x09...0x0d: .space
    default: .mark
    }
  }
}
