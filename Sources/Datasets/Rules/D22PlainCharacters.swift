internal import Digests
import JSON

extension Rule {
  /// D22: no repeated keys, no control characters.
  package static let plainCharacters = Rule(
    "D22", "strange-characters", .error, "no repeated keys, no control characters",
    explanation: """
      When an object has a key twice, readers disagree about which value counts. Characters such \
      as NUL or escape, and halves of surrogate pairs, have no meaning in text; they come from \
      broken exports and are refused or learned as noise.
      """,
    on: [.oddMessage, .unicodeEscape],
    test: .example({ check in
      for key in check.example.outline.repeatedKeys {
        check.report(
          "the key '\(check.example.text(key))' is there twice",
          field: check.example.text(key), at: key.quoted)
      }
      for place in check.places {
        for key in place.message.repeatedKeys {
          let name = check.example.text(key)
          check.report("the key '\(name)' is there twice", place, name, at: key.quoted)
        }
        for span in check.texts(of: place.message) where span.hasEscapes {
          guard let what = strangeEscape(in: check.example.bytes, span.contents) else { continue }
          check.report("\(what) in the text", place, "content", at: span.quoted)
        }
      }
    }))
}

/// What the first escape is that stands for no character of a text; nil when all are fine.
private func strangeEscape(in bytes: [UInt8], _ contents: Range<Int>) -> String? {
  var index = contents.lowerBound
  var hasOpenSurrogate = false
  while index < contents.upperBound {
    guard bytes[index] == UInt8(ascii: "\\") else {
      if hasOpenSurrogate { return "half a surrogate pair" }
      index += 1
      continue
    }
    guard bytes[index + 1] == UInt8(ascii: "u") else {
      if hasOpenSurrogate { return "half a surrogate pair" }
      index += 2
      continue
    }
    let unit = bytes[index + 2..<index + 6].reduce(0) {
      $0 << 4 | UInt32(Hexadecimal.value(of: $1) ?? 0)
    }
    let isLow = unit & 0xFC00 == 0xDC00
    if hasOpenSurrogate != isLow { return "half a surrogate pair" }
    hasOpenSurrogate = unit & 0xFC00 == 0xD800
    if unit < 0x20, unit != 0x08, unit != 0x09, unit != 0x0A, unit != 0x0C, unit != 0x0D {
      let digits = String(decoding: bytes[index + 2..<index + 6], as: UTF8.self)
      return "the control character U+\(digits.uppercased())"
    }
    index += 6
  }
  return hasOpenSurrogate ? "half a surrogate pair" : nil
}
