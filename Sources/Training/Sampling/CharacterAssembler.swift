/// Turns bytes that arrive in pieces into whole characters' worth of text.
///
/// Bytes that can never become UTF-8 turn into U+FFFD; an unfinished sequence waits.
struct CharacterAssembler {
  private var waiting: [UInt8] = []

  /// Returns the text that `bytes` complete.
  mutating func append(_ bytes: [UInt8]) -> String {
    waiting += bytes
    let open = unfinishedCount
    let text = String(decoding: waiting.dropLast(open), as: UTF8.self)
    waiting.removeFirst(waiting.count - open)
    return text
  }

  /// How many bytes at the end begin a scalar without ending it.
  private var unfinishedCount: Int {
    for count in 1...3 where count <= waiting.count {
      let byte = waiting[waiting.count - count]
      if byte & 0b1100_0000 == 0b1000_0000 { continue }
      let length =
        switch byte {
        case 0b1100_0000...0b1101_1111: 2
        case 0b1110_0000...0b1110_1111: 3
        case 0b1111_0000...0b1111_0111: 4
        default: 1
        }
      return length > count ? count : 0
    }
    return 0
  }
}
