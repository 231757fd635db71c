import JSON

/// The texts of JSON lines, each `{"text": …}`; other keys are passed over.
package struct TextLines {
  /// Why a line has no text, and where.
  package struct Fault: Error, Sendable, Hashable {
    /// The line, counted from 1.
    package let line: Int
    /// The column in characters, counted from 1.
    package let column: Int
    /// The fact in words, lower case, without a full stop.
    package let sentence: String
  }

  /// Lines so far.
  package private(set) var count = 0

  package init() {}

  /// Calls `body` with the text of each line of a block of whole lines.
  ///
  /// - Throws: ``Fault`` at the first line that has none, and what `body` throws.
  package mutating func forEachText(
    of block: RawSpan, _ body: (LineText) throws -> Void
  ) throws {
    try unsafe block.withUnsafeBytes { try unsafe forEachText(of: $0, body) }
  }

  private mutating func forEachText(
    of block: UnsafeRawBufferPointer, _ body: (LineText) throws -> Void
  ) throws {
    var start = 0
    while start < block.count {
      let end = unsafe block[start...].firstIndex(of: 0x0A) ?? block.count
      count += 1
      // RFC 8259, 8.1: a mark before the first object may be ignored.
      if count == 1, unsafe block[start..<end].starts(with: [0xEF, 0xBB, 0xBF]) { start += 3 }
      let line = unsafe UnsafeRawBufferPointer(rebasing: block[start..<end])
      try body(try unsafe text(of: line))
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
  ) -> Fault {
    Fault(line: count, column: unsafe column(of: offset, in: line), sentence: sentence)
  }
}

/// The text of one JSON line, where it stands; it may not be kept longer than the line.
@safe package struct LineText {
  private let scanner: JSONScanner
  private let span: JSONStringSpan
  private let line: UnsafeRawBufferPointer

  fileprivate init(scanner: JSONScanner, span: JSONStringSpan, line: UnsafeRawBufferPointer) {
    self.scanner = scanner
    self.span = span
    unsafe self.line = line
  }

  /// The bytes between the quotes, escapes and all.
  var bytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(rebasing: line[span.contents])
  }

  /// The text itself.
  var decoded: [UInt8] {
    var text: [UInt8] = []
    scanner.appendText(of: span, to: &text)
    return text
  }
}
