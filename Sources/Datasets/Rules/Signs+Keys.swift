extension Signs {
  /// Bytes in a row that keys are at least as long as, with what they begin.
  private static let keyLength = 15
  /// Bytes in front of a digit in which the name of a secret is looked for.
  private static let reach = 64

  /// Looks around each digit of a block for the rest of a key, or for the name of a secret in front
  /// of it, such as `password=`.
  mutating func lookForKeys(around start: Int, _ bytes: UnsafeRawBufferPointer) {
    var index = start
    let end = start &+ 16
    while index < end {
      guard unsafe bytes[index].isDigit else {
        index &+= 1
        continue
      }
      var (first, last) = (index, index &+ 1)
      while first > 0, index &- first < Self.reach, unsafe bytes[first &- 1].mayBeOfKey {
        first &-= 1
      }
      while last < bytes.count, last &- index < Self.reach, unsafe bytes[last].mayBeOfKey {
        last &+= 1
      }
      let isLong = last &- first >= Self.keyLength
      if unsafe isLong || Self.isNamed(bytes, before: index) {
        insert(.key)
        return
      }
      index = last
    }
  }

  /// Whether a value that a digit belongs to stands behind the name of a secret.
  private static func isNamed(_ bytes: UnsafeRawBufferPointer, before digit: Int) -> Bool {
    var index = digit
    while index > 0, digit &- index < reach {
      let byte = unsafe bytes[index &- 1]
      if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=") {
        if unsafe endsName(bytes, at: index &- 1) { return true }
      } else if !byte.mayBeOfValue {
        break
      }
      index &-= 1
    }
    // Quotes, their escapes and spaces stand between the sign and the value.
    var gap = index
    while gap > 0, index &- gap < 8, unsafe bytes[gap &- 1].isQuoteOrSpace { gap &-= 1 }
    guard gap > 0 else { return false }
    let sign = unsafe bytes[gap &- 1]
    guard sign == UInt8(ascii: ":") || sign == UInt8(ascii: "=") else { return false }
    return unsafe endsName(bytes, at: gap &- 1)
  }

  /// Whether what stands before a sign ends as one of the names of secrets does.
  private static func endsName(_ bytes: UnsafeRawBufferPointer, at sign: Int) -> Bool {
    var end = sign
    while end > 0, sign &- end < 6, unsafe bytes[end &- 1].isQuoteOrSpace { end &-= 1 }
    guard end >= 2 else { return false }
    let letters = unsafe (bytes[end &- 2] | 0x20, bytes[end &- 1] | 0x20)
    return SecretText.nameEnds.contains { $0 == letters }
  }
}

extension UInt8 {
  /// A letter or digit, or a sign that keys have within them.
  fileprivate var mayBeOfKey: Bool {
    isWordByte || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
      || self == UInt8(ascii: "+") || self == UInt8(ascii: "/")
  }

  /// What a password may have within it.
  fileprivate var mayBeOfValue: Bool { self > 0x20 && self < 0x7F && !isQuoteOrSpace }

  fileprivate var isQuoteOrSpace: Bool {
    self == 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "'")
      || self == UInt8(ascii: "\\")
  }
}
