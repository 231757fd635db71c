/// How an encoded value is laid out.
package enum JSONLayout: Sendable, Hashable {
  /// No white space at all: `{"a":[1,2]}`.
  case compact
  /// One line with a space after each colon and comma: `{"a": [1, 2]}`.
  case spaced
  /// One member or element per line, indented by two spaces.
  case pretty
}

extension JSONValue {
  /// The value as JSON bytes in UTF-8.
  ///
  /// Only what must be escaped is (quotes, backslashes, characters below U+0020). Floating-point
  /// numbers take the fewest digits that read back the same; those that JSON cannot hold
  /// (infinities, not-a-number) become `null`.
  package func encoded(_ layout: JSONLayout = .compact) -> [UInt8] {
    var writer = JSONWriter(layout: layout)
    writer.write(self)
    return writer.bytes
  }

  /// The value as compact JSON text.
  package var text: String { String(decoding: encoded(), as: UTF8.self) }
}

/// The bytes of a value in the making.
private struct JSONWriter {
  let layout: JSONLayout
  var bytes: [UInt8] = []
  private var depth = 0

  init(layout: JSONLayout) { self.layout = layout }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): bytes.append(contentsOf: String(value).utf8)
    case .number(let value):
      bytes.append(contentsOf: (value.isFinite ? value.description : "null").utf8)
    case .string(let text): bytes.appendJSONString(text)
    case .array(let elements):
      open("[")
      for (index, element) in elements.enumerated() {
        separate(index)
        write(element)
      }
      close("]", isEmpty: elements.isEmpty)
    case .object(let members):
      open("{")
      for (index, member) in members.enumerated() {
        separate(index)
        bytes.appendJSONString(member.key)
        bytes.append(contentsOf: (layout == .compact ? ":" : ": ").utf8)
        write(member.value)
      }
      close("}", isEmpty: members.isEmpty)
    }
  }

  private mutating func open(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(ascii: bracket))
    depth += 1
  }

  private mutating func separate(_ index: Int) {
    if index > 0 { bytes.append(contentsOf: (layout == .spaced ? ", " : ",").utf8) }
    if layout == .pretty { startLine() }
  }

  private mutating func close(_ bracket: Unicode.Scalar, isEmpty: Bool) {
    depth -= 1
    if layout == .pretty, !isEmpty { startLine() }
    bytes.append(UInt8(ascii: bracket))
  }

  private mutating func startLine() {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
  }
}

extension [UInt8] {
  /// Appends `text` as a JSON string, quotes included.
  package mutating func appendJSONString(_ text: String) {
    append(UInt8(ascii: "\""))
    appendJSONContents(text)
    append(UInt8(ascii: "\""))
  }

  /// Appends the text of `bytes`, which are UTF-8, as a JSON string, quotes included.
  package mutating func appendJSONString(_ bytes: ArraySlice<UInt8>) {
    append(UInt8(ascii: "\""))
    unsafe bytes.withUnsafeBufferPointer { unsafe appendEscaped($0) }
    append(UInt8(ascii: "\""))
  }

  /// Appends what stands between the quotes of a JSON string.
  package mutating func appendJSONContents(_ text: String) {
    var text = text
    text.withUTF8 { unsafe appendEscaped($0) }
  }

  /// Copies what needs no escape in one go, which is nearly all.
  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    var copied = 0
    for place in text.indices {
      let byte = unsafe text[place]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
        continue
      }
      unsafe append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<place]))
      appendEscape(of: byte)
      copied = place + 1
    }
    unsafe append(contentsOf: UnsafeBufferPointer(rebasing: text[copied...]))
  }

  private mutating func appendEscape(of byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append(contentsOf: #"\""#.utf8)
    case UInt8(ascii: "\\"): append(contentsOf: #"\\"#.utf8)
    case 0x08: append(contentsOf: #"\b"#.utf8)
    case 0x09: append(contentsOf: #"\t"#.utf8)
    case 0x0A: append(contentsOf: #"\n"#.utf8)
    case 0x0C: append(contentsOf: #"\f"#.utf8)
    case 0x0D: append(contentsOf: #"\r"#.utf8)
    default:
      append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8)
      append(contentsOf: String(byte, radix: 16).utf8)
    }
  }
}
