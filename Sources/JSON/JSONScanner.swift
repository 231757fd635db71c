// Bytes of JSON come in; spans, values and edited bytes go out. `JSONScanner` reads a text once and
// in place, `JSONText` edits one and keeps every other byte, `JSONValue` is a tree for small texts.
// Read this file first.

/// What kind of value begins at a byte.
package enum JSONKind: Sendable, Hashable {
  case null
  case bool
  case number
  case string
  case array
  case object
}

/// A pull scanner over JSON bytes that stay where they are.
///
/// It is strict (RFC 8259, UTF-8 included), gives the exact span of every value, and allocates
/// nothing. Offsets count bytes of the buffer given to it, which must outlive it. Duplicate keys
/// are delivered in order like any others: the caller sees them.
@safe package struct JSONScanner {
  /// Brackets that may be open at once; deeper text is an error.
  package static let maximumDepth = 512

  let bytes: UnsafeRawBufferPointer
  /// Where scanning stops, exclusive.
  let end: Int
  /// The next byte to be read.
  package internal(set) var offset: Int
  var depth = 0
  /// Whether nothing inside the innermost open bracket has been read yet.
  var isFirst = false

  /// A scanner of `range` of `bytes`, or of all of them.
  package init(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>? = nil) {
    unsafe self.bytes = bytes
    let range = range ?? 0..<bytes.count
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    offset = range.lowerBound
    end = range.upperBound
  }

  /// Whether only white space is left.
  package mutating func isAtEnd() -> Bool {
    skipSpace()
    return offset == end
  }

  /// Throws unless only white space is left.
  package mutating func finish() throws(JSONError) {
    guard isAtEnd() else { throw JSONError(.trailingText, at: offset) }
  }

  /// The kind of the value that comes next, which is not consumed.
  package mutating func peek() throws(JSONError) -> JSONKind {
    skipSpace()
    guard offset < end else { throw JSONError(.unexpectedEnd, at: offset) }
    switch self[offset] {
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return .number
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case let byte:
      throw JSONError(byte.isASCIILetter ? .unknownWord : .unexpectedCharacter, at: offset)
    }
  }

  /// Steps into the object that comes next.
  package mutating func enterObject() throws(JSONError) {
    guard try peek() == .object else { throw JSONError(.wrongKind, at: offset) }
    try open()
  }

  /// The next key of the entered object with its colon consumed; nil after stepping out.
  package mutating func nextKey() throws(JSONError) -> JSONStringSpan? {
    guard try advance(closing: UInt8(ascii: "}")) else { return nil }
    guard offset < end else { throw JSONError(.unexpectedEnd, at: offset) }
    guard self[offset] == UInt8(ascii: "\"") else { throw JSONError(.expectedKey, at: offset) }
    let key = try scanString()
    skipSpace()
    guard offset < end else { throw JSONError(.unexpectedEnd, at: offset) }
    guard self[offset] == UInt8(ascii: ":") else { throw JSONError(.expectedColon, at: offset) }
    offset += 1
    return key
  }

  /// Steps into the array that comes next.
  package mutating func enterArray() throws(JSONError) {
    guard try peek() == .array else { throw JSONError(.wrongKind, at: offset) }
    try open()
  }

  /// Whether the entered array has another element, at which the scanner then stands.
  package mutating func nextElement() throws(JSONError) -> Bool {
    try advance(closing: UInt8(ascii: "]"))
  }

  /// The string that comes next.
  package mutating func string() throws(JSONError) -> JSONStringSpan {
    guard try peek() == .string else { throw JSONError(.wrongKind, at: offset) }
    return try scanString()
  }

  /// Checks the value that comes next, whatever it is, and returns its span.
  @discardableResult
  package mutating func skipValue() throws(JSONError) -> Range<Int> {
    let kind = try peek()
    let start = offset
    switch kind {
    case .string: _ = try scanString()
    case .number: _ = try scanNumber()
    case .null, .bool: _ = try scanWord()
    case .object:
      try open()
      while try nextKey() != nil { try skipValue() }
    case .array:
      try open()
      while try nextElement() { try skipValue() }
    }
    return start..<offset
  }
}

extension JSONScanner {
  subscript(index: Int) -> UInt8 {
    @inline(__always) get { unsafe bytes[index] }
  }

  @inline(__always)
  mutating func skipSpace() {
    while offset < end {
      switch self[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }

  mutating func open() throws(JSONError) {
    guard depth < Self.maximumDepth else { throw JSONError(.tooDeep, at: offset) }
    depth += 1
    offset += 1
    isFirst = true
  }

  /// Consumes the comma before the next item, or the closing bracket and then returns false.
  mutating func advance(closing bracket: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    guard offset < end else { throw JSONError(.unexpectedEnd, at: offset) }
    if self[offset] == bracket {
      offset += 1
      depth -= 1
      isFirst = false
      return false
    }
    if isFirst {
      isFirst = false
      return true
    }
    guard self[offset] == UInt8(ascii: ",") else { throw JSONError(.expectedComma, at: offset) }
    let comma = offset
    offset += 1
    skipSpace()
    if offset < end, self[offset] == bracket { throw JSONError(.trailingComma, at: comma) }
    return true
  }

  /// Consumes `true`, `false` or `null` and returns its span.
  mutating func scanWord() throws(JSONError) -> Range<Int> {
    let start = offset
    while offset < end, self[offset].isASCIILetter { offset += 1 }
    for word: StaticString in ["true", "false", "null"] where matches(word, start..<offset) {
      return start..<offset
    }
    throw JSONError(.unknownWord, at: start)
  }

  private func matches(_ word: StaticString, _ range: Range<Int>) -> Bool {
    guard word.utf8CodeUnitCount == range.count else { return false }
    return word.withUTF8Buffer { text in
      unsafe zip(text, range).allSatisfy { unsafe $0 == bytes[$1] }
    }
  }
}

extension UInt8 {
  var isASCIILetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
}
