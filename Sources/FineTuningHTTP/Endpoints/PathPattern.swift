/// The path of an endpoint under the base URL, such as `files/{}/content`.
///
/// A `{}` stands for one argument, which goes over the wire percent-encoded.
struct PathPattern: Sendable, Hashable, ExpressibleByStringLiteral {
  /// nil for an argument.
  let segments: [String?]

  init(stringLiteral value: String) {
    segments = value.split(separator: "/").map { $0 == "{}" ? nil : String($0) }
  }

  /// The path with its arguments, beginning with a slash.
  func path(_ arguments: [String]) -> String {
    var rest = arguments[...]
    let parts = segments.map { $0 ?? PercentEncoding.encoded(rest.popFirst() ?? "") }
    return "/" + parts.joined(separator: "/")
  }

  /// The decoded arguments when `path`, split at its slashes, is one of this pattern.
  func arguments(in path: [Substring]) -> [String]? {
    guard path.count == segments.count else { return nil }
    var arguments: [String] = []
    for (segment, part) in zip(segments, path) {
      if let segment {
        guard segment == part else { return nil }
      } else {
        guard let text = PercentEncoding.decoded(part), !text.isEmpty else { return nil }
        arguments.append(text)
      }
    }
    return arguments
  }
}

/// Text within an address (RFC 3986 §2.1).
enum PercentEncoding {
  /// Everything but letters, digits and `-._~:` becomes `%XX`, in UTF-8.
  ///
  /// The colon is allowed in a path segment and a query, and model names are full of them.
  static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: ":"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return result
  }

  /// nil when an escape is broken or the bytes are not UTF-8.
  static func decoded(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
    var bytes: [UInt8] = []
    var rest = Substring(text).utf8
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        let digits = Substring(rest.prefix(2))
        guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
          let value = UInt8(digits, radix: 16)
        else { return nil }
        bytes.append(value)
        rest = rest.dropFirst(2)
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
