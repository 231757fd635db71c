import JSON

/// Copies one JSON value to one line, and writes what is only nearly JSON as JSON.
///
/// Comments and commas too many are left out, other quotes become double quotes, words of Python
/// those of JSON, and what is no number becomes null. Other scalars are copied as they are written.
/// The result still has to be read: brackets that do not match are found there.
@safe struct OneLineWriter {
  let bytes: UnsafeRawBufferPointer
  let count: Int
  var index: Int
  private var depth = 0
  var output: [UInt8] = []
  var repairs: Set<NearJSONL> = []

  init(_ bytes: UnsafeRawBufferPointer, from start: Int) {
    unsafe self.bytes = bytes
    count = bytes.count
    index = start
  }

  subscript(index: Int) -> UInt8 { unsafe bytes[index] }

  /// Copies the value and returns where it ends.
  ///
  /// A value that is one line of strict JSON is only measured.
  mutating func write() throws(LineFault) -> Int {
    var scanner = unsafe JSONScanner(bytes, in: index..<count)
    var strictEnd: Int?
    var firstError: JSONError?
    do throws(JSONError) {
      strictEnd = try scanner.skipValue().upperBound
    } catch {
      firstError = error
    }
    if let end = strictEnd {
      let isOneLine = unsafe !bytes[index..<end].contains(0x0A)
      if isOneLine { return end }
    }
    do throws(LineFault) {
      return try rewrite()
    } catch {
      guard let firstError else { throw error }
      let code = firstError.code
      throw LineFault(
        code: code == .invalidUTF8 ? .notUTF8 : .invalidJSON(code), offset: firstError.offset)
    }
  }

  private mutating func rewrite() throws(LineFault) -> Int {
    repeat {
      guard index < count else { throw fault(.unexpectedEnd) }
      switch self[index] {
      case 0x0A:
        repairs.insert(.objectOverLines)
        index += 1
      case 0x20, 0x09, 0x0D: index += 1
      case UInt8(ascii: "/"), UInt8(ascii: "#"): try skipComment()
      case UInt8(ascii: "\""): try copyString()
      case UInt8(ascii: "'"): try copyQuoted(.singleQuotes)
      case 0xE2: try copyQuoted(.curlyQuotes)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        guard depth <= JSONScanner.maximumDepth else { throw fault(.tooDeep) }
        copyByte()
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if output.suffix(2).elementsEqual(", ".utf8) {
          output.removeLast(2)
          repairs.insert(.extraCommas)
        }
        depth -= 1
        copyByte()
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        copyByte()
        output.append(0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "_"):
        copyWord()
      case UInt8(ascii: "-") where isWord("Infinity", at: index + 1):
        index += 1
        copyWord()
      default: copyByte()
      }
    } while depth > 0
    return try checked()
  }

  /// Throws unless what was written is strict JSON.
  private func checked() throws(LineFault) -> Int {
    do throws(JSONError) {
      _ = try JSONText(output)
    } catch {
      throw fault(error.code)
    }
    return index
  }

  func fault(_ code: JSONError.Code) -> LineFault {
    LineFault(code: .invalidJSON(code), offset: index)
  }

  private mutating func copyByte() {
    output.append(self[index])
    index += 1
  }

  private mutating func skipComment() throws(LineFault) {
    guard let end = unsafe endOfComment(bytes, at: index) else {
      throw fault(.unexpectedCharacter)
    }
    repairs.insert(.comments)
    index = end
  }

  private mutating func copyString() throws(LineFault) {
    var scanner = unsafe JSONScanner(bytes, in: index..<count)
    do throws(JSONError) {
      let quoted = try scanner.string().quoted
      unsafe output.append(contentsOf: bytes[quoted])
      index = quoted.upperBound
    } catch {
      throw LineFault(code: .invalidJSON(error.code), offset: error.offset)
    }
  }
}

extension OneLineWriter {
  /// Copies a word of JSON, or writes what stands for it; a word before a colon is a key.
  private mutating func copyWord() {
    let start = index
    while index < count, isWordByte(self[index]) { index += 1 }
    let word = unsafe String(decoding: bytes[start..<index], as: UTF8.self)
    if nextByte(from: index) == UInt8(ascii: ":") {
      output.appendJSONString(word)
      repairs.insert(.bareKeys)
      return
    }
    let known: [String: (String, NearJSONL)] = [
      "True": ("true", .pythonWords), "False": ("false", .pythonWords),
      "None": ("null", .pythonWords), "NaN": ("null", .notNumbers), "nan": ("null", .notNumbers),
      "Infinity": ("null", .notNumbers), "inf": ("null", .notNumbers),
    ]
    if let (text, repair) = known[word] {
      output += text.utf8
      repairs.insert(repair)
    } else {
      output += word.utf8
    }
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private func isWord(_ word: String, at start: Int) -> Bool {
    let end = start + word.utf8.count
    guard end <= count else { return false }
    return unsafe bytes[start..<end].elementsEqual(word.utf8)
  }

  /// The next byte that is no white space; nil at the end.
  private func nextByte(from start: Int) -> UInt8? {
    var next = start
    while next < count, self[next] <= 0x20 { next += 1 }
    return next < count ? self[next] : nil
  }

  /// Writes a text that stands in single or typographic quotes in double ones.
  ///
  /// A quote closes the text where something follows that may stand behind a text; one within the
  /// text, such as an apostrophe, has letters behind it.
  private mutating func copyQuoted(_ kind: NearJSONL) throws(LineFault) {
    let start = index
    guard let opener = quote(at: index), opener.kind == kind else {
      throw fault(.unexpectedCharacter)
    }
    index += opener.length
    output.append(UInt8(ascii: "\""))
    while index < count {
      let byte = self[index]
      if let quote = quote(at: index), closes(quote, opener), mayEnd(at: index + quote.length) {
        index += quote.length
        output.append(UInt8(ascii: "\""))
        repairs.insert(kind)
        return
      }
      switch byte {
      case UInt8(ascii: "\""): output += #"\""#.utf8
      case 0x09: output += #"\t"#.utf8
      case UInt8(ascii: "\\"): copyEscape()
      case 0..<0x20: throw fault(.controlCharacter)
      default: output.append(byte)
      }
      index += 1
    }
    index = start
    throw fault(.unclosedString)
  }

  /// Copies an escape, in the spelling of JSON, up to its last byte.
  private mutating func copyEscape() {
    guard index + 1 < count else { return output.append(self[index]) }
    index += 1
    switch self[index] {
    case UInt8(ascii: "'"): output.append(self[index])
    case UInt8(ascii: "x"): output += #"\u00"#.utf8
    case UInt8(ascii: "a"): output += #"\u0007"#.utf8
    case UInt8(ascii: "v"): output += #"\u000b"#.utf8
    case UInt8(ascii: "0"): output += #"\u0000"#.utf8
    case let byte:
      output.append(UInt8(ascii: "\\"))
      output.append(byte)
    }
  }

  private struct Quote {
    let kind: NearJSONL
    let length: Int
  }

  /// The quote at `index` other than a double one; nil for anything else.
  private func quote(at index: Int) -> Quote? {
    if self[index] == UInt8(ascii: "'") { return Quote(kind: .singleQuotes, length: 1) }
    guard index + 2 < count, self[index] == 0xE2, self[index + 1] == 0x80,
      (0x98...0x9F).contains(self[index + 2])
    else { return nil }
    return Quote(kind: .curlyQuotes, length: 3)
  }

  private func closes(_ quote: Quote, _ opener: Quote) -> Bool { quote.kind == opener.kind }

  /// Whether what follows may stand behind a text.
  private func mayEnd(at index: Int) -> Bool {
    switch nextByte(from: index) {
    case nil, UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"): true
    default: false
    }
  }
}
