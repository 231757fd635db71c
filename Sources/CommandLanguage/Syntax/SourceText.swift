/// A place in a text as people say it.
package struct SourcePosition: Sendable, Hashable {
  /// The line, counted from 1.
  package let line: Int
  /// The column in UTF-8 bytes, counted from 1.
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// The text that statements were read from, with its lines found once.
///
/// All offsets are UTF-8 offsets from the start of the text.
package struct SourceText: Sendable, Hashable {
  package let text: String
  let bytes: [UInt8]
  /// The offset at which each line starts.
  private let lineStarts: [Int]

  /// Finds the lines of `text`; a line ends with LF or CR LF.
  ///
  /// - Complexity: O(*n*), where *n* is the number of bytes.
  package init(_ text: String) {
    self.text = text
    self.bytes = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == Byte.newline {
      starts.append(offset + 1)
    }
    self.lineStarts = starts
  }

  /// Where the text starts behind a byte order mark, if there is one.
  var start: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// How many bytes separate words at an offset: one of ASCII, or the ideographic space, which is as
  /// good a blank to who types with an input method; 0 for none.
  func spaceLength(at offset: Int) -> Int {
    guard offset < bytes.count else { return 0 }
    if Byte.isSpace(bytes[offset]) { return 1 }
    return bytes[offset] == 0xE3 && bytes[offset...].starts(with: [0xE3, 0x80, 0x80]) ? 3 : 0
  }

  /// Where the first word of a line starts: behind spaces and stray byte order marks.
  func skippingBlanks(from start: Int) -> Int {
    var position = start
    while position < bytes.count, bytes[position] != Byte.newline {
      let length = spaceLength(at: position)
      if length > 0 {
        position += length
      } else if bytes[position...].starts(with: [0xEF, 0xBB, 0xBF]) {
        position += 3
      } else {
        break
      }
    }
    return position
  }

  package static func == (left: SourceText, right: SourceText) -> Bool { left.text == right.text }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// How many lines the text has; text after the last newline counts, even when it is empty.
  package var lineCount: Int { lineStarts.count }

  /// Returns where `offset` lies; an offset past the end lies behind the last byte.
  ///
  /// - Complexity: O(log *n*), where *n* is the number of lines.
  package func position(of offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return SourcePosition(line: low + 1, column: offset - lineStarts[low] + 1)
  }

  /// Returns the bytes of a line, counted from 1, without its line end.
  ///
  /// - Precondition: The line exists.
  package func range(ofLine line: Int) -> Range<Int> {
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
    if end > start, bytes[end - 1] == Byte.carriageReturn { end -= 1 }
    return start..<end
  }

  /// Returns the text of a range of offsets, cut to the text's bounds.
  package func text(in range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// Returns the text of a line, counted from 1, without its line end.
  package func text(ofLine line: Int) -> String { text(in: range(ofLine: line)) }
}

/// The bytes that the language gives a meaning to.
enum Byte {
  static let tab = UInt8(ascii: "\t")
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let hash = UInt8(ascii: "#")
  static let quote = UInt8(ascii: "\"")
  static let apostrophe = UInt8(ascii: "'")
  static let backslash = UInt8(ascii: "\\")
  static let dollar = UInt8(ascii: "$")
  static let bar = UInt8(ascii: "|")
  static let dash = UInt8(ascii: "-")
  static let dot = UInt8(ascii: ".")
  static let bang = UInt8(ascii: "!")
  static let openParenthesis = UInt8(ascii: "(")
  static let closeParenthesis = UInt8(ascii: ")")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")

  /// Whether a byte separates words within a line.
  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

  /// Whether a byte separates words, line ends included.
  static func isSpace(_ byte: UInt8) -> Bool {
    isBlank(byte) || byte == newline || byte == carriageReturn
  }
}

/// Where something stands in its source text; it takes no part in equality.
///
/// Two statements are equal when they say the same, wherever they were written.
package struct Span: Sendable, Hashable {
  /// The UTF-8 offsets in the source text.
  package let range: Range<Int>

  package init(_ range: Range<Int>) { self.range = range }

  package static func == (left: Span, right: Span) -> Bool { true }

  package func hash(into hasher: inout Hasher) {}
}
