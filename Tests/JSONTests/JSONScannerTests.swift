import JSON
import Testing

/// Runs `body` with a scanner of `text`.
private func scanning<Result>(
  _ bytes: [UInt8], _ body: (inout JSONScanner) throws -> Result
) rethrows -> Result {
  try unsafe bytes.withUnsafeBytes { buffer in
    var scanner = unsafe JSONScanner(buffer)
    return try body(&scanner)
  }
}

@Suite struct JSONScannerTests {
  @Test func `Keys and values are pulled one by one, with their spans`() throws {
    let source = #"{"a": "x", "b\n": [1, {"c": null}], "a": -2.5}"#
    let pulled = try scanning(Array(source.utf8)) { scanner in
      var pulled: [String] = []
      try scanner.enterObject()
      while let key = try scanner.nextKey() {
        let value = try scanner.skipValue()
        pulled.append("\(scanner.text(of: key))=\(Array(source.utf8)[value].text)")
      }
      try scanner.finish()
      return pulled
    }
    #expect(pulled == ["a=\"x\"", "b\n=[1, {\"c\": null}]", "a=-2.5"])
  }

  @Test(arguments: [511, 512, 513, 100_000])
  func `Brackets may be open only so deep`(_ depth: Int) {
    let source = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let isAllowed = depth <= JSONScanner.maximumDepth
    let read = Result { try scanning(Array(source.utf8)) { try $0.skipValue() } }
    #expect((try? read.get()) == (isAllowed ? 0..<2 * depth : nil))
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
      [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xE1, 0x80], [0xF0, 0x80, 0x80, 0x80],
      [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
      [0xF0, 0x9F, 0x98], [0xE1, 0x80, 0x41], [0xC3, 0x28],
    ] as [[UInt8]])
  func `Bytes that are not UTF-8 are refused where they begin`(_ bad: [UInt8]) {
    for prefix in ["", "abcdefgh", "한국어", "é"] {
      let lead = [UInt8(ascii: "\"")] + Array(prefix.utf8)
      let bytes = lead + bad + [UInt8(ascii: "\"")]
      #expect(throws: JSONError(.invalidUTF8, at: lead.count)) {
        try scanning(bytes) { try $0.skipValue() }
      }
    }
  }

  @Test func `Every character is accepted, raw or escaped, and comes back`() throws {
    let values = (0x20...0x10FFFF).filter { $0 % 61 == 0 || $0 < 0x900 }.compactMap(
      Unicode.Scalar.init)
    let text = String(String.UnicodeScalarView(values))
    let encoded = JSONValue.string(text).encoded()
    #expect(try JSONValue(parsing: encoded) == .string(text))
    let escaped = text.utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
    #expect(try JSONValue(parsing: "\"\(escaped)\"") == .string(text))
  }

  @Test(arguments: 0..<9)
  func `The fast path stops at every position of a word`(_ length: Int) throws {
    let lead = String(repeating: "x", count: length)
    for (special, end) in [("\"", 0), ("\\n\"", 2), ("é\"", 2), ("한\"", 3)] {
      let bytes = Array("\"\(lead)\(special)trailing text".utf8)
      let span = try scanning(bytes) { try $0.string() }
      #expect(span.contents == 1..<1 + length + end)
    }
    #expect(throws: JSONError(.controlCharacter, at: 1 + length)) {
      try scanning(Array("\"\(lead)\u{1F}abcdefgh\"".utf8)) { try $0.string() }
    }
    #expect(throws: JSONError(.unclosedString, at: 0)) {
      try scanning(Array("\"\(lead)".utf8)) { try $0.string() }
    }
  }

  @Test func `A value of another kind is refused`() {
    #expect(throws: JSONError(.wrongKind, at: 1)) {
      try scanning(Array(" [1]".utf8)) { try $0.enterObject() }
    }
    #expect(throws: JSONError(.wrongKind, at: 0)) {
      try scanning(Array("1".utf8)) { try $0.string() }
    }
  }

  @Test(arguments: 0..<200)
  func `Whatever is written is read back, in every layout`(_ seed: UInt64) throws {
    var random = Generator(state: seed)
    let value = JSONValue.random(depth: 4, using: &random)
    for layout in [JSONLayout.compact, .spaced, .pretty] {
      #expect(try JSONValue(parsing: value.encoded(layout)) == value)
    }
  }

  @Test(arguments: 0..<300)
  func `No change of a byte makes the scanner leave the buffer`(_ seed: UInt64) {
    var random = Generator(state: seed)
    var bytes = JSONValue.random(depth: 4, using: &random).encoded(.spaced)
    guard let index = bytes.indices.randomElement(using: &random) else { return }
    switch Int.random(in: 0..<3, using: &random) {
    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.remove(at: index)
    default: bytes.removeSubrange(index...)
    }
    let skipped = Result { try scanning(bytes) { try ($0.skipValue(), $0.finish()) } }
    let parsed = Result { try JSONValue(parsing: bytes) }
    #expect((try? skipped.get()) == nil || (try? parsed.get()) != nil)
    if case .failure(let error as JSONError) = skipped {
      #expect((0...bytes.count).contains(error.offset))
    }
  }
}

extension ArraySlice<UInt8> {
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
