import JSON

/// How an answer ends and how long it is, by which answers that were cut off are told.
struct AnswerEnding: Sendable {
  /// What the end of an answer tells.
  enum Kind: UInt8, Sendable {
    /// Nothing: a short answer, a number, code, a label.
    case plain
    /// A mark with which a text ends.
    case finished
    /// A letter, in a line that need not end with a mark: of a list, a verse or a table.
    case loose
    /// A letter at the end of a line of prose, where a sentence may be complete.
    case complete
    /// A letter at the end of a line of prose in letters that end a sentence with a mark.
    case unmarked
    /// A comma, or a word that another one follows.
    case broken
    /// The inside of a code fence.
    case openFence
    /// The inside of a JSON text.
    case openJSON

    /// Whether prose does not end with a mark.
    var isProse: Bool { self == .complete || self == .unmarked || self == .broken }
    /// Whether more may have come.
    var isUnfinished: Bool { self != .plain && self != .finished }
  }

  /// Two bytes that are kept of the end.
  struct Mark: Sendable {
    var kind = Kind.plain
    /// A digest of the last bytes.
    var tail: UInt8 = 0
  }

  /// Characters, and tokens where they are known; 0 for none, and never more than can be kept.
  struct Size: Sendable {
    var characters: UInt16 = 0
    var tokens: UInt16 = 0
  }

  private(set) var mark = Mark()
  private(set) var size = Size()

  /// Bytes of an answer from which on its end and its length tell something.
  private static let fewestBytes = 60
  /// Bytes from which on an answer that is open is no sign that stands alone.
  private static let fewestOpenBytes = 16

  init() {}

  /// Looks at an answer in `bytes`; O(*n*), sixteen bytes at a time.
  init(_ bytes: UnsafeRawBufferPointer, _ span: JSONStringSpan, tokens: Int?) {
    let contents = span.contents
    guard contents.count >= Self.fewestOpenBytes else { return }
    let first = unsafe bytes[contents.lowerBound]
    let marks = unsafe TextMarks(bytes, contents)
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "["), unsafe Self.isCutJSON(bytes, span)
    {
      mark.kind = .openJSON
    } else if marks.hasFence, unsafe CodeFences(bytes, contents).isOpen {
      mark.kind = .openFence
    }
    guard contents.count >= Self.fewestBytes else { return }
    if mark.kind == .plain { mark.kind = unsafe LastLine(bytes, contents).kind }
    for index in contents.upperBound &- 6..<contents.upperBound {
      mark.tail = unsafe (mark.tail &* 31) &+ bytes[index]
    }
    size.characters = UInt16(clamping: unsafe marks.characterCount(bytes, contents))
    size.tokens = UInt16(clamping: tokens ?? 0)
  }

  /// Whether a text is the beginning of a JSON text.
  private static func isCutJSON(_ bytes: UnsafeRawBufferPointer, _ span: JSONStringSpan) -> Bool {
    guard unsafe isOpenJSON(bytes, span.contents) else { return false }
    var text: [UInt8] = []
    unsafe JSONScanner(bytes).appendText(of: span, to: &text)
    return unsafe text.withUnsafeBytes { text in
      var scanner = unsafe JSONScanner(text)
      do throws(JSONError) {
        try scanner.skipValue()
        return false
      } catch {
        return switch error.code {
        case .unexpectedEnd, .unclosedString: true
        case .unknownWord, .invalidEscape: error.offset + 6 >= text.count
        default: false
        }
      }
    }
  }

  /// Whether a bracket or a string is open at the end of a text that is written in a JSON string.
  private static func isOpenJSON(
    _ bytes: UnsafeRawBufferPointer, _ contents: Range<Int>
  ) -> Bool {
    var (depth, isInString) = (0, false)
    var index = contents.lowerBound
    while index < contents.upperBound {
      let byte = unsafe bytes[index]
      if byte == UInt8(ascii: "\\") {
        let next = unsafe bytes[index &+ 1]
        index &+= 2
        if next == UInt8(ascii: "\"") {
          isInString.toggle()
        } else if next == UInt8(ascii: "\\"), isInString, index < contents.upperBound {
          // A backslash of the text, and what it escapes.
          index &+= unsafe bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        continue
      }
      if !isInString {
        // "[" and "{" differ by one bit, and so do "]" and "}".
        if byte | 0x20 == UInt8(ascii: "{") { depth &+= 1 }
        if byte | 0x20 == UInt8(ascii: "}") { depth &-= 1 }
      }
      index &+= 1
    }
    return depth > 0 || isInString
  }
}

/// What one pass over an answer counts.
private struct TextMarks {
  /// Whether three backquotes stand together.
  private(set) var hasFence = false
  private var continuationCount = 0
  private var backslashCount = 0
  /// Whether there are escapes other than of two bytes, or of a backslash.
  private var hasLongEscapes = false

  init(_ bytes: UnsafeRawBufferPointer, _ contents: Range<Int>) {
    var index = contents.lowerBound
    while index &+ 18 <= contents.upperBound {
      let block = unsafe bytes.loadUnaligned(fromByteOffset: index, as: ByteBlock.self)
      let high = (block & ByteBlock(repeating: 0xC0)).equals(0x80)
      let backslashes = block.equals(UInt8(ascii: "\\"))
      let quotes = block.equals(UInt8(ascii: "`"))
      if high.isAnySet { continuationCount &+= Self.count(high) }
      if backslashes.isAnySet {
        backslashCount &+= Self.count(backslashes)
        let next = unsafe bytes.loadUnaligned(fromByteOffset: index &+ 1, as: ByteBlock.self)
        let long = next.equals(UInt8(ascii: "u")) .| next.equals(UInt8(ascii: "\\"))
        if (backslashes .& long).isAnySet { hasLongEscapes = true }
      }
      if quotes.isAnySet {
        let next = unsafe bytes.loadUnaligned(fromByteOffset: index &+ 1, as: ByteBlock.self)
        let third = unsafe bytes.loadUnaligned(fromByteOffset: index &+ 2, as: ByteBlock.self)
        let fences =
          quotes .& next.equals(UInt8(ascii: "`")) .& third.equals(UInt8(ascii: "`"))
        if fences.isAnySet { hasFence = true }
      }
      index &+= 16
    }
    unsafe countRest(bytes, index..<contents.upperBound)
  }

  private mutating func countRest(_ bytes: UnsafeRawBufferPointer, _ rest: Range<Int>) {
    for index in rest {
      let byte = unsafe bytes[index]
      if byte & 0xC0 == 0x80 { continuationCount &+= 1 }
      if byte == UInt8(ascii: "\\") {
        backslashCount &+= 1
        let next = unsafe bytes[index &+ 1]
        if next == UInt8(ascii: "u") || next == byte { hasLongEscapes = true }
      }
      if byte == UInt8(ascii: "`"), index &+ 2 < rest.upperBound,
        unsafe bytes[index &+ 1] == byte, unsafe bytes[index &+ 2] == byte
      {
        hasFence = true
      }
    }
  }

  /// How many bytes a mask holds of.
  @inline(__always)
  private static func count(_ mask: ByteMask) -> Int {
    // Eight ones in each byte that it holds of.
    let words = unsafe unsafeBitCast(mask, to: SIMD2<UInt64>.self)
    return (words[0].nonzeroBitCount &+ words[1].nonzeroBitCount) >> 3
  }

  /// How many characters the text has, each escape decoded.
  func characterCount(_ bytes: UnsafeRawBufferPointer, _ contents: Range<Int>) -> Int {
    if !hasLongEscapes { return contents.count &- continuationCount &- backslashCount }
    var count = 0
    var index = contents.lowerBound
    while index < contents.upperBound {
      let byte = unsafe bytes[index]
      if byte == UInt8(ascii: "\\") {
        let isUnit = unsafe bytes[index &+ 1] == UInt8(ascii: "u")
        // The second half of a pair is no character of its own.
        let isSecond =
          unsafe isUnit && bytes[index &+ 2] | 0x20 == UInt8(ascii: "d")
          && bytes[index &+ 3] | 0x20 >= UInt8(ascii: "c")
        if !isSecond { count &+= 1 }
        index &+= isUnit ? 6 : 2
      } else {
        if byte & 0xC0 != 0x80 { count &+= 1 }
        index &+= 1
      }
    }
    return count
  }
}

/// The code fences of a text that is written in a JSON string.
private struct CodeFences {
  /// Whether the last one was never closed.
  private(set) var isOpen = false

  init(_ bytes: UnsafeRawBufferPointer, _ contents: Range<Int>) {
    var (count, isInCode, hasCode, isBare) = (0, false, false, false)
    var (isLineStart, index) = (true, contents.lowerBound)
    while index < contents.upperBound {
      let byte = unsafe bytes[index]
      if byte == UInt8(ascii: "\\") {
        isLineStart = unsafe bytes[index &+ 1] == UInt8(ascii: "n")
        index &+= 2
        continue
      }
      guard byte == UInt8(ascii: "`") else {
        if byte != 0x20 {
          isLineStart = false
          hasCode = true
        }
        index &+= 1
        continue
      }
      var end = index
      while end < contents.upperBound, unsafe bytes[end] == byte { end &+= 1 }
      if end &- index >= 3 {
        count &+= 1
        let isLineEnd = unsafe Self.isLineEnd(bytes, end, contents.upperBound)
        if isInCode {
          if isLineEnd { isInCode = false }
        } else if isLineStart {
          // The language is no code yet, and holds no such mark: that would be code in a line.
          while end < contents.upperBound, unsafe bytes[end] != UInt8(ascii: "\\"),
            unsafe bytes[end] != byte
          { end &+= 1 }
          isInCode = unsafe end == contents.upperBound || bytes[end] != byte
          isBare = isInCode && isLineEnd
          hasCode = false
        }
      }
      isLineStart = false
      index = end
    }
    // Where fences stand in fences, they come in twos all the same.
    isOpen = isInCode && hasCode && !count.isMultiple(of: 2)
    // A fence without a language, and a sentence at the end: it closed what the prompt had opened.
    if isBare, unsafe Self.endsSentence(bytes, contents) { isOpen = false }
  }

  private static func endsSentence(
    _ bytes: UnsafeRawBufferPointer, _ contents: Range<Int>
  ) -> Bool {
    let last = unsafe bytes[contents.upperBound &- 1]
    if last < 0x80 {
      return [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(last)
    }
    let lead = unsafe (bytes[contents.upperBound &- 3], bytes[contents.upperBound &- 2])
    // 。 and the marks of full width.
    return lead == (0xE3, 0x80) && last == 0x82
      || lead == (0xEF, 0xBC) && (last == 0x81 || last == 0x9F)
  }

  private static func isLineEnd(
    _ bytes: UnsafeRawBufferPointer, _ index: Int, _ end: Int
  ) -> Bool {
    var index = index
    while index < end, unsafe bytes[index] == 0x20 { index &+= 1 }
    guard index &+ 1 < end else { return true }
    let next = unsafe (bytes[index], bytes[index &+ 1])
    return next.0 == UInt8(ascii: "\\")
      && (next.1 == UInt8(ascii: "n") || next.1 == UInt8(ascii: "r"))
  }
}
