/// Bytes as text of 64 letters (RFC 4648 §4), as the service sends the results of a job.
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

  /// The bytes that `text` stands for; nil when it is not base64.
  ///
  /// Line breaks are passed over.
  package static func decoded(_ text: some Sequence<UInt8>) -> [UInt8]? {
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

  private static func value(of letter: UInt8) -> Int? {
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

/// Returns the table of a result file, whose content some services send in base64 and some raw.
///
/// A table has commas, which base64 has not.
package func decodedResultFile(_ content: [UInt8]) -> [UInt8] {
  guard !content.isEmpty, !content.contains(UInt8(ascii: ",")) else { return content }
  return Base64.decoded(content) ?? content
}
