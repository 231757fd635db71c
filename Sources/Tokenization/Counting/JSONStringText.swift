/// Appends the text of a JSON string (RFC 8259 §7), given the bytes between its quotes.
///
/// A half of a surrogate pair that stands alone becomes U+FFFD; an escape that is none stays.
func appendUnescaped(_ string: UnsafeRawBufferPointer, to text: inout [UInt8]) {
  var index = 0
  while index < string.count {
    let found = unsafe string[index...].firstIndex(of: 0x5C)
    let escape = found ?? string.count
    unsafe text.append(contentsOf: string[index..<escape])
    guard escape < string.count else { return }
    index = unsafe escape + appendEscape(string, at: escape, to: &text)
  }
}

/// Appends what the escape at `index` stands for and returns its length in bytes.
private func appendEscape(
  _ string: UnsafeRawBufferPointer, at index: Int, to text: inout [UInt8]
) -> Int {
  let letter = unsafe index + 1 < string.count ? string[index + 1] : 0
  let plain: UInt8
  switch letter {
  case 0x22, 0x2F, 0x5C: plain = letter
  case 0x62: plain = 0x08
  case 0x66: plain = 0x0C
  case 0x6E: plain = 0x0A
  case 0x72: plain = 0x0D
  case 0x74: plain = 0x09
  case 0x75:
    guard let unit = unsafe codeUnit(string, at: index) else { fallthrough }
    if unit & 0xFC00 == 0xD800, let low = unsafe codeUnit(string, at: index + 6),
      low & 0xFC00 == 0xDC00
    {
      append(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF, to: &text)
      return 12
    }
    append(unit & 0xF800 == 0xD800 ? 0xFFFD : unit, to: &text)
    return 6
  default: plain = 0x5C
  }
  text.append(plain)
  return letter == 0 || plain == 0x5C && letter != 0x5C ? 1 : 2
}

/// Returns the code unit of the escape `\uXXXX` at `index`, or nil when there is none.
private func codeUnit(_ string: UnsafeRawBufferPointer, at index: Int) -> UInt32? {
  guard index + 6 <= string.count, unsafe string[index] == 0x5C, unsafe string[index + 1] == 0x75
  else { return nil }
  var unit: UInt32 = 0
  for position in index + 2..<index + 6 {
    let digit = unsafe string[position]
    switch digit {
    case 0x30...0x39: unit = unit << 4 | UInt32(digit - 0x30)
    case 0x41...0x46, 0x61...0x66: unit = unit << 4 | UInt32((digit & 0xDF) - 0x37)
    default: return nil
    }
  }
  return unit
}

/// Appends the UTF-8 form of a code point that is no surrogate.
private func append(_ scalar: UInt32, to text: inout [UInt8]) {
  let last = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
  let middle = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
  let upper = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F)
  switch scalar {
  case 0..<0x80: text.append(UInt8(scalar))
  case 0x80..<0x800: text.append(contentsOf: [UInt8(0xC0 | scalar >> 6), last])
  case 0x800..<0x10000: text.append(contentsOf: [UInt8(0xE0 | scalar >> 12), middle, last])
  default: text.append(contentsOf: [UInt8(0xF0 | scalar >> 18), upper, middle, last])
  }
}
