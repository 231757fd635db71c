internal import JSON

/// Text as it is compared: in lower case, each run of white space one space, trimmed.
struct TextNormalizer {
  /// What to do with a byte.
  private enum Class: UInt8 {
    case plain
    case capital
    case space
    /// Leads a two-byte character: letters with cases, or a no-break space.
    case twoByteLead
  }

  private static let classes: [UInt8] = (0...255).map { byte in
    switch byte {
    case 0x09...0x0D, 0x20: Class.space.rawValue
    case 0x41...0x5A: Class.capital.rawValue
    case 0xC2...0xDF: Class.twoByteLead.rawValue
    default: Class.plain.rawValue
    }
  }

  /// The buffer of the text, which is its first `count` bytes.
  private var storage: [UInt8] = []
  private(set) var count = 0
  private var isAfterSpace = true
  /// A string without its escapes.
  private var scratch: [UInt8] = []

  /// The normalized text so far, for the time of `body`.
  func withBytes<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
    unsafe storage.withUnsafeBytes { unsafe body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
  }

  /// Forgets everything but the memory.
  mutating func reset() {
    count = 0
    isAfterSpace = true
  }

  /// Ends a part of the text, so that it cannot run into the next.
  mutating func endPart(_ mark: UInt8) {
    if isAfterSpace, count > 0, storage[count - 1] == 0x20 { count -= 1 }
    appendExactly(CollectionOfOne(mark))
    isAfterSpace = true
  }

  /// Adds bytes as they are.
  mutating func appendExactly(_ text: some Collection<UInt8>) {
    reserve(text.count)
    for byte in text {
      storage[count] = byte
      count += 1
    }
    isAfterSpace = false
  }

  /// Adds what a string of `bytes` means.
  mutating func append(_ span: JSONStringSpan, of bytes: UnsafeRawBufferPointer) {
    guard span.hasEscapes else {
      unsafe append(UnsafeRawBufferPointer(rebasing: bytes[span.contents]))
      return
    }
    var text: [UInt8] = []
    swap(&text, &scratch)
    text.removeAll(keepingCapacity: true)
    unsafe JSONScanner(bytes).appendText(of: span, to: &text)
    unsafe text.withUnsafeBytes { unsafe append($0) }
    swap(&text, &scratch)
  }

  /// Adds UTF-8 text.
  ///
  /// - Complexity: O(*n*): sixteen bytes at a time where only capitals change, else byte by byte.
  mutating func append(_ text: UnsafeRawBufferPointer) {
    // Lower case takes at most twice the bytes, and blocks are written whole.
    reserve(2 * text.count + 16)
    var cursor = Cursor(count: count, isAfterSpace: isAfterSpace)
    unsafe storage.withUnsafeMutableBytes { output in
      unsafe Self.classes.withUnsafeBufferPointer { classes in
        var index = 0
        while index < text.count {
          // A block is compared with the byte before it, so the first byte is never in one.
          if index > 0 { unsafe Self.copyBlocks(of: text, from: &index, into: output, &cursor) }
          unsafe Self.normalize(
            text, classes, from: &index, to: min(index + 16, text.count), into: output, &cursor)
        }
      }
    }
    count = cursor.count
    isAfterSpace = cursor.isAfterSpace
  }

  private mutating func reserve(_ more: Int) {
    guard storage.count < count + more else { return }
    let grown = max(2 * storage.count, count + more)
    storage.append(contentsOf: repeatElement(0, count: grown - storage.count))
  }

  /// The next byte to be written.
  private struct Cursor {
    var count: Int
    var isAfterSpace: Bool
  }

  /// Copies blocks with small letters for capitals, up to the first that needs more than that:
  /// white space other than one space, or a character of two bytes.
  @inline(__always)
  private static func copyBlocks(
    of text: UnsafeRawBufferPointer, from index: inout Int,
    into output: UnsafeMutableRawBufferPointer, _ cursor: inout Cursor
  ) {
    while index &+ 16 <= text.count {
      let block = unsafe text.loadUnaligned(fromByteOffset: index, as: ByteBlock.self)
      let before = unsafe text.loadUnaligned(fromByteOffset: index &- 1, as: ByteBlock.self)
      if cursor.isAfterSpace, block[0] == 0x20 { return }
      let stops =
        block.isWithin(0x09, count: 5) .| block.isWithin(0xC2, count: 0x1E)
        .| (block.equals(0x20) .& before.equals(0x20))
      if stops.isAnySet { return }
      let small = block | ByteBlock(repeating: 0x20)
      let text = block.replacing(with: small, where: block.isWithin(0x41, count: 26))
      unsafe output.storeBytes(of: text, toByteOffset: cursor.count, as: ByteBlock.self)
      cursor.count &+= 16
      cursor.isAfterSpace = block[15] == 0x20
      index &+= 16
    }
  }

  /// Adds the characters that begin before `stop`, byte by byte.
  private static func normalize(
    _ text: UnsafeRawBufferPointer, _ classes: UnsafeBufferPointer<UInt8>, from start: inout Int,
    to stop: Int, into output: UnsafeMutableRawBufferPointer, _ cursor: inout Cursor
  ) {
    var count = cursor.count
    var isAfterSpace = cursor.isAfterSpace
    var index = start
    while index < stop {
      let byte = unsafe text[index]
      index &+= 1
      switch unsafe Class(rawValue: classes[Int(byte)]) {
      case .space:
        unsafe output[count] = 0x20
        if !isAfterSpace { count &+= 1 }
        isAfterSpace = true
        continue
      case .twoByteLead where index < text.count:
        let second = unsafe text[index]
        index &+= 1
        if byte == 0xC2, second == 0xA0 {
          unsafe output[count] = 0x20
          if !isAfterSpace { count &+= 1 }
          isAfterSpace = true
          continue
        }
        var folded = folded(byte, second)
        repeat {
          unsafe output[count] = UInt8(truncatingIfNeeded: folded)
          count &+= 1
          folded >>= 8
        } while folded != 0
      case .capital:
        unsafe output[count] = byte | 0x20
        count &+= 1
      default:
        unsafe output[count] = byte
        count &+= 1
      }
      isAfterSpace = false
    }
    start = index
    cursor = Cursor(count: count, isAfterSpace: isAfterSpace)
  }

  /// Latin, Greek, Cyrillic and Armenian letters: the scripts of two bytes that have cases.
  ///
  /// The bytes of the lower-case letter, the first one lowest; at most twice as many.
  private static func folded(_ first: UInt8, _ second: UInt8) -> UInt32 {
    smallLetters[Int(first & 0x1F) << 6 | Int(second & 0x3F)]
  }

  /// For each character of two bytes, the bytes of its small letter.
  private static let smallLetters: [UInt32] = (0..<0x800).map { value in
    let same = [0xC0 | UInt8(value >> 6), 0x80 | UInt8(value & 0x3F)]
    var small = same
    if let scalar = Unicode.Scalar(UInt32(value)), scalar.properties.changesWhenLowercased {
      let mapping = Array(scalar.properties.lowercaseMapping.utf8)
      if mapping.count <= 4 { small = mapping }
    }
    return small.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
