extension JSONScanner {
  /// Appends the text of `string` to `text`, escapes decoded.
  ///
  /// A surrogate escape without its partner has no UTF-8 form and becomes U+FFFD, as the
  /// tokenizers of the services read it; the raw bytes are untouched. `string` comes from this
  /// scanner.
  package func appendText(of string: JSONStringSpan, to text: inout [UInt8]) {
    let contents = string.contents
    guard string.hasEscapes else {
      unsafe text.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[contents]))
      return
    }
    var index = contents.lowerBound
    while index < contents.upperBound {
      guard self[index] == UInt8(ascii: "\\") else {
        let stop = nextBackslash(from: index + 1, before: contents.upperBound)
        unsafe text.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[index..<stop]))
        index = stop
        continue
      }
      index = appendEscape(at: index, before: contents.upperBound, to: &text)
    }
  }

  /// The first backslash at or after `index`, else `stop`; eight bytes at a time.
  private func nextBackslash(from index: Int, before stop: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = index
    while index &+ 8 <= stop {
      let word = UInt64(
        littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let backslashes = word ^ (ones &* 0x5C)
      let found = (backslashes &- ones) & ~backslashes & (ones &* 0x80)
      if found != 0 { return index &+ found.trailingZeroBitCount >> 3 }
      index &+= 8
    }
    while index < stop, self[index] != 0x5C { index &+= 1 }
    return index
  }

  /// The text of `string`, escapes decoded as in ``appendText(of:to:)``.
  package func text(of string: JSONStringSpan) -> String {
    guard string.hasEscapes else {
      return unsafe String(decoding: bytes[string.contents], as: UTF8.self)
    }
    var text: [UInt8] = []
    text.reserveCapacity(string.contents.count)
    appendText(of: string, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether the text of `string` is exactly `text`.
  package func string(_ string: JSONStringSpan, equals text: StaticString) -> Bool {
    guard !string.hasEscapes else { return self.text(of: string) == text.description }
    let start = string.contents.lowerBound
    guard string.contents.count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { wanted in
      for index in wanted.indices where unsafe wanted[index] != bytes[start + index] {
        return false
      }
      return true
    }
  }

  /// Whether two ranges hold the same bytes.
  package func hasSameBytes(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    one.count == other.count && zip(one, other).allSatisfy { self[$0] == self[$1] }
  }

  /// The value of a scanned number; infinite when it is too large.
  package func double(_ number: JSONNumberSpan) -> Double {
    unsafe Double(String(decoding: bytes[number.range], as: UTF8.self)) ?? .infinity
  }

  /// Appends the character of the escape at `index`, and returns the offset after it.
  private func appendEscape(at index: Int, before stop: Int, to text: inout [UInt8]) -> Int {
    switch self[index + 1] {
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): return appendUnicodeEscape(at: index, before: stop, to: &text)
    case let byte: text.append(byte)
    }
    return index + 2
  }

  private func appendUnicodeEscape(
    at index: Int, before stop: Int, to text: inout [UInt8]
  ) -> Int {
    let unit = codeUnit(at: index + 2)
    if unit & 0xFC00 == 0xD800, index + 12 <= stop,
      self[index + 6] == UInt8(ascii: "\\"), self[index + 7] == UInt8(ascii: "u")
    {
      let low = codeUnit(at: index + 8)
      if low & 0xFC00 == 0xDC00 {
        append(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00), to: &text)
        return index + 12
      }
    }
    append(unit, to: &text)
    return index + 6
  }

  private func codeUnit(at index: Int) -> UInt32 {
    (index..<index + 4).reduce(0) { $0 << 4 | (self[$1].hexadecimalValue ?? 0) }
  }

  /// Appends the UTF-8 form of a code point; U+FFFD for half a surrogate pair.
  private func append(_ value: UInt32, to text: inout [UInt8]) {
    func continuation(_ shift: UInt32) -> UInt8 {
      0x80 | UInt8(truncatingIfNeeded: value >> shift & 0x3F)
    }
    switch value {
    case 0..<0x80:
      text.append(UInt8(truncatingIfNeeded: value))
    case 0x80..<0x800:
      text.append(0xC0 | UInt8(truncatingIfNeeded: value >> 6))
      text.append(continuation(0))
    case 0xD800..<0xE000:
      text.append(contentsOf: UTF8.encodedReplacementCharacter)
    case 0x800..<0x10000:
      text.append(0xE0 | UInt8(truncatingIfNeeded: value >> 12))
      text.append(continuation(6))
      text.append(continuation(0))
    default:
      text.append(0xF0 | UInt8(truncatingIfNeeded: value >> 18))
      text.append(continuation(12))
      text.append(continuation(6))
      text.append(continuation(0))
    }
  }
}
