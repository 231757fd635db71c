import JSON

/// The loop behind ``scanChunk(_:at:firstLine:visit:)``.
@safe struct ChunkScanner {
  private let bytes: UnsafeRawBufferPointer
  private let count: Int
  /// Where the chunk begins in the file.
  private let base: Int
  private var line: Int
  private let visit: ((Example, ScannedExample) -> Void)?
  private var result = ChunkScan()

  init(
    bytes: UnsafeRawBufferPointer, base: Int, line: Int,
    visit: ((Example, ScannedExample) -> Void)?
  ) {
    unsafe self.bytes = bytes
    count = bytes.count
    self.base = base
    self.line = line
    self.visit = visit
  }

  mutating func scan() -> ChunkScan {
    var start = 0
    if base == 0, hasByteOrderMark {
      result.hasByteOrderMark = true
      start = 3
    }
    while start < count {
      let stop = endOfLine(from: start)
      start = scanLine(start..<stop)
    }
    return result
  }

  private var hasByteOrderMark: Bool {
    unsafe bytes.starts(with: [0xEF, 0xBB, 0xBF])
  }

  private subscript(index: Int) -> UInt8 { unsafe bytes[index] }

  private func endOfLine(from start: Int) -> Int {
    var index = start
    let ones: UInt64 = 0x0101_0101_0101_0101
    while index &+ 8 <= count {
      let word = UInt64(
        littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let newlines = word ^ (ones &* 0x0A)
      let found = (newlines &- ones) & ~newlines & (ones &* 0x80)
      if found != 0 { return index &+ found.trailingZeroBitCount >> 3 }
      index &+= 8
    }
    while index < count, self[index] != 0x0A { index &+= 1 }
    return index
  }

  /// Scans one line, or an object over several, and returns where the next line begins.
  private mutating func scanLine(_ range: Range<Int>) -> Int {
    // A buffer of the line alone: an outline's offsets count from the example's first byte.
    let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
    var reader = unsafe ExampleReader(text)
    if reader.scanner.isAtEnd() {
      result.blankLines.append(line)
      return finishLine(range)
    }
    do throws(LineFault) {
      let outline = try reader.readObject()
      guard reader.scanner.isAtEnd() else {
        let offset = reader.scanner.offset
        throw LineFault(code: codeOfMore(at: range.lowerBound + offset), offset: offset)
      }
      let example = ScannedExample(
        range: base + range.lowerBound..<base + range.upperBound, line: line, kind: outline.kind)
      result.examples.append(example)
      if let visit {
        let end = unsafe text.last == 0x0D ? text.count - 1 : text.count
        visit(unsafe Example(read: text[..<end], outline), example)
      }
      return finishLine(range)
    } catch {
      return scanFault(
        LineFault(code: error.code, offset: range.lowerBound + error.offset), range)
    }
  }

  private mutating func finishLine(_ range: Range<Int>) -> Int {
    line += 1
    result.lineCount += 1
    if !range.isEmpty, self[range.upperBound - 1] == 0x0D, range.upperBound < count {
      result.carriageReturnCount += 1
    }
    result.endsWithNewline = range.upperBound < count
    return range.upperBound + 1
  }

  private func codeOfMore(at offset: Int) -> ReadingFault.Code {
    switch self[offset] {
    case UInt8(ascii: "{"): .severalObjects
    case UInt8(ascii: ","): .commaAfterObject
    default: .invalidJSON(.trailingText)
    }
  }

  /// Names the fault, and skips all lines of an object or a list that continues below.
  private mutating func scanFault(_ fault: LineFault, _ range: Range<Int>) -> Int {
    var scanner = unsafe JSONScanner(bytes, in: range)
    let kind = try? scanner.peek()
    var code = fault.code
    var offset = fault.offset
    var last = range
    if kind == .array, isBareList(from: scanner.offset, in: range) {
      code = .bareList
      offset = scanner.offset
    } else if kind == .array, mayHoldExamples(scanner) {
      code = .topLevelArray
      offset = scanner.offset
    } else if firstByte(in: range) == UInt8(ascii: "]") {
      code = .topLevelArray
    } else if firstByte(in: range) == UInt8(ascii: "/")
      || firstByte(in: range) == UInt8(ascii: "#")
    {
      code = .comment
    } else if case .invalidJSON(let error) = fault.code, error != .trailingComma,
      let near = repair(of: range)
    {
      code = .nearJSON(near)
    } else if kind == .object, case .invalidJSON(.unexpectedEnd) = fault.code,
      let end = endOfValue(from: scanner.offset)
    {
      code = .objectSpansLines
      last = range.lowerBound..<endOfLine(from: end)
    }
    let text = unsafe bytes[range]
    let place = offset - range.lowerBound
    result.faults.append(
      ReadingFault(
        code, line: line, column: unsafe column(of: place, in: text),
        range: base + range.lowerBound..<base + range.upperBound, offset: base + offset,
        excerpt: unsafe Excerpt(of: text, around: place)))
    var stop = range
    while stop.upperBound < last.upperBound {
      let start = finishLine(stop)
      stop = start..<endOfLine(from: start)
    }
    return finishLine(stop)
  }

  private func firstByte(in range: Range<Int>) -> UInt8? {
    range.lazy.map { self[$0] }.first { $0 > 0x20 }
  }

  /// Whether the line is a list of messages.
  private func isBareList(from start: Int, in range: Range<Int>) -> Bool {
    var scanner = unsafe JSONScanner(bytes, in: start..<range.upperBound)
    guard (try? scanner.skipValue()) != nil, scanner.isAtEnd() else { return false }
    return unsafe NearJSONLReader(bytes).isBareList(at: start)
  }

  /// The repair that makes an object of the line; nil where none does.
  private func repair(of range: Range<Int>) -> NearJSONL? {
    guard firstByte(in: range) == UInt8(ascii: "{") else { return nil }
    let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[range])
    let start = unsafe text.firstIndex { $0 > 0x20 } ?? 0
    var writer = unsafe OneLineWriter(text, from: start)
    guard let end = try? writer.write(), unsafe text[end...].allSatisfy({ $0 <= 0x20 }) else {
      return nil
    }
    let named: [NearJSONL] = [
      .curlyQuotes, .singleQuotes, .bareKeys, .pythonWords, .notNumbers, .comments,
    ]
    return named.first(where: writer.repairs.contains)
  }

  /// Whether the list at the scanner is cut short, or begins with an object.
  private func mayHoldExamples(_ scanner: JSONScanner) -> Bool {
    var inside = scanner
    do throws(JSONError) {
      try inside.enterArray()
      guard try inside.nextElement() else { return false }
      return try inside.peek() == .object
    } catch {
      return error.code == .unexpectedEnd
    }
  }

  /// Where the value at `start` ends, read over lines; nil when it is faulty.
  private func endOfValue(from start: Int) -> Int? {
    var scanner = unsafe JSONScanner(bytes, in: start..<count)
    return (try? scanner.skipValue())?.upperBound
  }
}
