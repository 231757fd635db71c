/// Cuts pieces of a text into lines, without their ends and without a byte-order mark.
struct LineSplitter: Sendable {
  struct Line: Sendable {
    var bytes: ArraySlice<UInt8>
    /// Counted from 1.
    var number: Int
    /// Bytes before the line in the whole text.
    var offset: Int

    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  private var rest: [UInt8] = []
  private var number = 1
  private var offset = 0

  /// The lines that end in `piece`; what stands behind the last of them waits for the next piece.
  mutating func split(_ piece: ArraySlice<UInt8>) -> [Line] {
    var lines: [Line] = []
    var start = piece.startIndex
    while let end = piece[start...].firstIndex(of: 0x0A) {
      if rest.isEmpty {
        lines.append(line(piece[start..<end]))
      } else {
        lines.append(line((rest + piece[start..<end])[...]))
        rest = []
      }
      start = end + 1
    }
    rest += piece[start...]
    return lines
  }

  /// The last line, where it has no end of its own.
  mutating func finish() -> Line? {
    if rest.isEmpty { return nil }
    defer { rest = [] }
    return line(rest[...])
  }

  private mutating func line(_ bytes: ArraySlice<UInt8>) -> Line {
    defer {
      number += 1
      offset += bytes.count + 1
    }
    var text = bytes
    if number == 1, text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    if text.last == 0x0D { text = text.dropLast() }
    return Line(bytes: text, number: number, offset: offset)
  }
}
