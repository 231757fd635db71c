/// Where a number stands and how it is written.
package struct JSONNumberSpan: Sendable, Hashable {
  package let range: Range<Int>
  /// Whether it has neither fraction nor exponent.
  package let isInteger: Bool

  package init(range: Range<Int>, isInteger: Bool) {
    self.range = range
    self.isInteger = isInteger
  }
}

extension JSONScanner {
  /// The number that comes next.
  package mutating func number() throws(JSONError) -> JSONNumberSpan {
    guard try peek() == .number else { throw JSONError(.wrongKind, at: offset) }
    return try scanNumber()
  }

  /// The Boolean that comes next.
  package mutating func bool() throws(JSONError) -> Bool {
    guard try peek() == .bool else { throw JSONError(.wrongKind, at: offset) }
    return try scanWord().count == 4
  }

  /// Consumes a number by the grammar of RFC 8259 §6.
  mutating func scanNumber() throws(JSONError) -> JSONNumberSpan {
    let start = offset
    var isInteger = true
    if self[offset] == UInt8(ascii: "-") { offset += 1 }
    if offset < end, self[offset] == UInt8(ascii: "0") {
      offset += 1
    } else {
      try skipDigits(of: start)
    }
    if offset < end, self[offset] == UInt8(ascii: ".") {
      isInteger = false
      offset += 1
      try skipDigits(of: start)
    }
    if offset < end, self[offset] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      offset += 1
      if offset < end, self[offset] == UInt8(ascii: "+") || self[offset] == UInt8(ascii: "-") {
        offset += 1
      }
      try skipDigits(of: start)
    }
    if offset < end, self[offset].isASCIIDigit || self[offset].isASCIILetter {
      throw JSONError(.invalidNumber, at: start)
    }
    return JSONNumberSpan(range: start..<offset, isInteger: isInteger)
  }

  private mutating func skipDigits(of start: Int) throws(JSONError) {
    guard offset < end, self[offset].isASCIIDigit else {
      throw JSONError(.invalidNumber, at: start)
    }
    while offset < end, self[offset].isASCIIDigit { offset += 1 }
  }
}
