/// Text as it is compared: small letters, each run of white space one space, none at the ends.
struct TextNormaliser {
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

  /// Room for the text; only the first `count` bytes are it.
  private var storage: [UInt8] = []
  private(set) var count = 0
  private var isAfterSpace = true

  /// The normalised text so far.
  var bytes: ArraySlice<UInt8> { storage[..<count] }

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

  /// Adds UTF-8 text.
  ///
  /// - Complexity: O(*n*), with one table look-up per byte.
  mutating func append(_ text: [UInt8]) {
    reserve(2 * text.count)
    var cursor = Cursor(count: count, isAfterSpace: isAfterSpace)
    unsafe text.withUnsafeBufferPointer { text in
      unsafe storage.withUnsafeMutableBufferPointer { output in
        unsafe Self.classes.withUnsafeBufferPointer { classes in
          unsafe Self.normalise(text, classes, into: output, &cursor)
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

  /// Where writing goes on.
  private struct Cursor {
    var count: Int
    var isAfterSpace: Bool
  }

  private static func normalise(
    _ text: UnsafeBufferPointer<UInt8>, _ classes: UnsafeBufferPointer<UInt8>,
    into output: UnsafeMutableBufferPointer<UInt8>, _ cursor: inout Cursor
  ) {
    var count = cursor.count
    var isAfterSpace = cursor.isAfterSpace
    var index = 0
    while index < text.count {
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
        for folded in folded(byte, second) {
          unsafe output[count] = folded
          count &+= 1
        }
      case .capital:
        unsafe output[count] = byte | 0x20
        count &+= 1
      default:
        unsafe output[count] = byte
        count &+= 1
      }
      isAfterSpace = false
    }
    cursor = Cursor(count: count, isAfterSpace: isAfterSpace)
  }

  /// Latin, Greek, Cyrillic and Armenian letters: the scripts of two bytes that have cases.
  ///
  /// The small letter takes at most twice the room.
  private static func folded(_ first: UInt8, _ second: UInt8) -> [UInt8] {
    let value = UInt32(first & 0x1F) << 6 | UInt32(second & 0x3F)
    guard let scalar = Unicode.Scalar(value), scalar.properties.changesWhenLowercased else {
      return [first, second]
    }
    let small = Array(scalar.properties.lowercaseMapping.utf8)
    return small.count <= 4 ? small : [first, second]
  }
}
