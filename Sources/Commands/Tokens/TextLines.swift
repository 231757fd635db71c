import CommandLanguage
import Datasets
import JSON
import Tokenization

/// The texts of JSON lines, each `{"text": …}`; other keys are passed over.
struct TextLines {
  private let name: String
  /// Lines so far.
  private(set) var count = 0

  init(name: String) { self.name = name }

  /// Calls `body` with the text of each line of a block.
  ///
  /// - Throws: ``Failure`` E102 at the first line that has none.
  mutating func forEachText(
    of block: UnsafeRawBufferPointer, _ body: (LineText) throws -> Void
  ) throws {
    var start = 0
    while start < block.count {
      let end = unsafe block[start...].firstIndex(of: 0x0A) ?? block.count
      count += 1
      // RFC 8259, 8.1: a mark before the first object may be ignored.
      if count == 1, unsafe block[start..<end].starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
      let line = unsafe UnsafeRawBufferPointer(rebasing: block[start..<end])
      try unsafe body(try text(of: line))
      start = end + 1
    }
  }

  private func text(of line: UnsafeRawBufferPointer) throws -> LineText {
    var scanner = unsafe JSONScanner(line)
    var found: JSONStringSpan?
    do {
      guard !scanner.isAtEnd() else { throw unsafe fault("the line is blank", at: 0, of: line) }
      guard try scanner.peek() == .object else {
        throw unsafe fault(
          "the line is not an object such as {\"text\": \"…\"}", at: scanner.offset, of: line)
      }
      try scanner.enterObject()
      while let key = try scanner.nextKey() {
        guard scanner.string(key, equals: "text") else {
          try scanner.skipValue()
          continue
        }
        guard try scanner.peek() == .string else {
          throw unsafe fault("\"text\" is not a string", at: scanner.offset, of: line)
        }
        found = try scanner.string()
      }
      try scanner.finish()
    } catch let error as JSONError {
      throw unsafe fault(error.code.sentence, at: error.offset, of: line)
    }
    guard let found else {
      throw unsafe fault("the object has no \"text\"", at: scanner.offset, of: line)
    }
    return unsafe LineText(scanner: scanner, span: found, line: line)
  }

  private func fault(
    _ sentence: String, at offset: Int, of line: UnsafeRawBufferPointer
  ) -> Failure {
    Failure(
      .unreadableLines,
      "\(name) line \(count), column \(unsafe column(of: offset, in: line)): \(sentence)",
      consequence: count == 1
        ? "nothing was counted" : "the lines before it were counted, and none behind it",
      remedy: "each line is an object with a text:  {\"text\": \"Hello\"}")
  }
}

/// The text of one JSON line, where it stands.
@safe struct LineText {
  private let scanner: JSONScanner
  private let span: JSONStringSpan
  private let line: UnsafeRawBufferPointer

  init(scanner: JSONScanner, span: JSONStringSpan, line: UnsafeRawBufferPointer) {
    self.scanner = scanner
    self.span = span
    unsafe self.line = line
  }

  /// The bytes between the quotes, escapes and all.
  var bytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(rebasing: line[span.contents])
  }

  /// Special tokens are looked for in the text itself, where no escape hides them.
  func count(_ counter: TokenCounter, _ special: SpecialTokens) -> Int {
    guard special != .none else { return unsafe counter.count(jsonString: bytes) }
    var text: [UInt8] = []
    scanner.appendText(of: span, to: &text)
    return unsafe text.withUnsafeBytes { unsafe counter.count(utf8: $0, allowing: special) }
  }

  func encode(_ counter: TokenCounter, _ special: SpecialTokens) -> [UInt32] {
    guard special != .none else { return unsafe counter.encode(jsonString: bytes) }
    var text: [UInt8] = []
    scanner.appendText(of: span, to: &text)
    return unsafe text.withUnsafeBytes { unsafe counter.encode(utf8: $0, allowing: special) }
  }
}
