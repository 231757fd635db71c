/// Bytes as text of 64 letters (RFC 4648 §4).
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")

  /// Four letters for three bytes, padded, without line breaks.
  package static func encoded(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var iterator = bytes.makeIterator()
    while let first = iterator.next() {
      let second = iterator.next()
      let third = second == nil ? nil : iterator.next()
      let bits = Int(first) << 16 | Int(second ?? 0) << 8 | Int(third ?? 0)
      result.append(alphabet[bits >> 18])
      result.append(alphabet[bits >> 12 & 63])
      result.append(second == nil ? padding : alphabet[bits >> 6 & 63])
      result.append(third == nil ? padding : alphabet[bits & 63])
    }
    return result
  }

  /// Returns the bytes that `text` stands for, or nil when it is not base64.
  ///
  /// Line breaks are skipped.
  package static func decoded(_ text: some Sequence<UInt8>) -> [UInt8]? {
    decoded(letters: Array(text))
  }

  // Not generic, since a generic function is slow when it is called from another module.
  private static func decoded(letters text: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var bits = 0
    var letterCount = 0
    var paddingCount = 0
    for letter in text {
      if letter == 10 || letter == 13 { continue }
      letterCount += 1
      if letter == padding {
        paddingCount += 1
        continue
      }
      guard paddingCount == 0, let value = value(of: letter) else { return nil }
      bits = (bits << 6 | value) & 0xFFFFFF
      switch letterCount % 4 {
      case 2: result.append(UInt8(bits >> 4 & 255))
      case 3: result.append(UInt8(bits >> 2 & 255))
      case 0: result.append(UInt8(bits & 255))
      default: break
      }
    }
    return letterCount % 4 == 0 && paddingCount <= 2 ? result : nil
  }

  fileprivate static func value(of letter: UInt8) -> Int? {
    switch letter {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(letter - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(letter - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(letter - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}

extension Base64 {
  /// Text in base64 whose bytes are decoded only when they are asked for.
  ///
  /// It reads the alphabet for addresses too (RFC 4648 §5), with `-` and `_`.
  package struct Text: Sendable {
    private let letters: ArraySlice<UInt8>

    package init(_ letters: ArraySlice<UInt8>) {
      self.letters = letters
    }

    /// The byte at an offset; nil past the end, and where the text is not base64.
    package subscript(offset: Int) -> UInt8? {
      let start = letters.startIndex + offset / 3 * 4 + offset % 3
      guard start + 1 < letters.endIndex, let high = value(letters[start]),
        let low = value(letters[start + 1])
      else { return nil }
      return UInt8(truncatingIfNeeded: (high << 6 | low) >> (4 - 2 * (offset % 3)))
    }

    private func value(_ letter: UInt8) -> Int? {
      switch letter {
      case UInt8(ascii: "-"): 62
      case UInt8(ascii: "_"): 63
      default: Base64.value(of: letter)
      }
    }
  }
}
