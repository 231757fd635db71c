/// Where a string stands, and whether its bytes are already its text.
package struct JSONStringSpan: Sendable, Hashable {
  /// The bytes between the quotes.
  package let contents: Range<Int>
  /// Whether a backslash stands among them; without one the bytes are the text.
  package let hasEscapes: Bool

  package init(contents: Range<Int>, hasEscapes: Bool) {
    self.contents = contents
    self.hasEscapes = hasEscapes
  }

  /// The bytes with the quotes around them.
  package var quoted: Range<Int> { contents.lowerBound - 1..<contents.upperBound + 1 }
}

extension JSONScanner {
  /// Consumes the string whose opening quote is the next byte.
  mutating func scanString() throws(JSONError) -> JSONStringSpan {
    let start = offset + 1
    var hasEscapes = false
    offset = start
    while true {
      skipPlainASCII()
      guard offset < end else { throw JSONError(.unclosedString, at: start - 1) }
      let byte = self[offset]
      if byte == UInt8(ascii: "\"") {
        offset += 1
        return JSONStringSpan(contents: start..<offset - 1, hasEscapes: hasEscapes)
      }
      if byte >= 0x80 {
        try skipMultibyte()
      } else if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        try skipEscape(of: start - 1)
      } else {
        throw JSONError(.controlCharacter, at: offset)
      }
    }
  }

  /// Stops at the first quote, backslash, control character or byte of 0x80 and above.
  ///
  /// Eight bytes at a time: in each sum the top bit of a byte is set when that byte is wanted,
  /// and the lowest set one is exact, since borrows only travel upwards.
  @inline(__always)
  private mutating func skipPlainASCII() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    while offset &+ 8 <= end {
      let word = UInt64(
        littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let quotes = word ^ (ones &* 0x22)
      let backslashes = word ^ (ones &* 0x5C)
      let found =
        ((quotes &- ones) | (backslashes &- ones) | (word &- (ones &* 0x20)) | word)
        & (ones &* 0x80)
      if found == 0 {
        offset &+= 8
        continue
      }
      offset &+= found.trailingZeroBitCount >> 3
      return
    }
    while offset < end {
      let byte = self[offset]
      if byte < 0x20 || byte >= 0x80 || byte == 0x22 || byte == 0x5C { return }
      offset &+= 1
    }
  }

  /// Consumes the run of well-formed multibyte characters at the offset (Unicode table 3-7).
  @inline(__always)
  private mutating func skipMultibyte() throws(JSONError) {
    while offset < end {
      let first = self[offset]
      if first < 0x80 { return }
      // The common case first: three bytes of the Basic Multilingual Plane.
      if first & 0xF0 == 0xE0, offset &+ 3 <= end {
        let second = self[offset &+ 1]
        let isFormed =
          second & 0xC0 == 0x80 && self[offset &+ 2] & 0xC0 == 0x80
          && (first != 0xE0 || second >= 0xA0) && (first != 0xED || second < 0xA0)
        guard isFormed else { throw JSONError(.invalidUTF8, at: offset) }
        offset &+= 3
        continue
      }
      let length = utf8Length(at: offset)
      guard length > 0 else { throw JSONError(.invalidUTF8, at: offset) }
      offset &+= length
    }
  }

  /// The length of a well-formed two- or four-byte character; 0 for anything else.
  private func utf8Length(at index: Int) -> Int {
    func continues(_ distance: Int) -> Bool {
      index + distance < end && self[index + distance] & 0xC0 == 0x80
    }
    switch self[index] {
    case 0xC2...0xDF:
      return continues(1) ? 2 : 0
    case 0xF0...0xF4:
      guard continues(1), continues(2), continues(3) else { return 0 }
      let second = self[index + 1]
      if self[index] == 0xF0, second < 0x90 { return 0 }
      if self[index] == 0xF4, second > 0x8F { return 0 }
      return 4
    default:
      return 0
    }
  }

  private mutating func skipEscape(of quote: Int) throws(JSONError) {
    let start = offset
    guard start + 1 < end else { throw JSONError(.unclosedString, at: quote) }
    switch self[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      offset = start + 2
    case UInt8(ascii: "u"):
      guard start + 6 <= end else { throw JSONError(.invalidEscape, at: start) }
      for index in start + 2..<start + 6 where self[index].hexadecimalValue == nil {
        throw JSONError(.invalidEscape, at: start)
      }
      offset = start + 6
    default:
      throw JSONError(.invalidEscape, at: start)
    }
  }
}

extension UInt8 {
  /// 0 to 15 for a hexadecimal digit of either case.
  var hexadecimalValue: UInt32? {
    switch self {
    case 0x30...0x39: UInt32(self) - 0x30
    case 0x41...0x46: UInt32(self) - 0x37
    case 0x61...0x66: UInt32(self) - 0x57
    default: nil
    }
  }
}
