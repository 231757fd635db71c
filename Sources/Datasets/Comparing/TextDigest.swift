/// A 64-bit digest that is the same on every machine and in every run.
///
/// Not for secrets. Of a million texts two distinct ones collide with a chance of about 3 in 10^8.
struct TextDigest {
  private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The digest of `bytes`, eight at a time through a full multiplication.
  static func digest(of bytes: some Collection<UInt8>) -> UInt64 {
    bytes.withContiguousStorageIfAvailable { unsafe digest(UnsafeRawBufferPointer($0)) }
      ?? digest(of: Array(bytes))
  }

  private static func digest(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var state = 0x2545_F491_4F6C_DD1D ^ UInt64(bytes.count)
    var index = 0
    while index &+ 8 <= bytes.count {
      let word = UInt64(
        littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      state = mixed(state ^ word)
      index &+= 8
    }
    var tail: UInt64 = 0
    while index < bytes.count {
      tail = tail << 8 | UInt64(unsafe bytes[index])
      index &+= 1
    }
    return mixed(mixed(state ^ tail))
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = (value ^ factor).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}

/// Text as it is compared: small letters, each run of white space one space, none at the ends.
struct TextNormaliser {
  /// The normalised text so far.
  private(set) var bytes: [UInt8] = []
  private var isAfterSpace = true

  /// Forgets everything but the memory.
  mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    isAfterSpace = true
  }

  /// Ends a part of the text, so that it cannot run into the next.
  mutating func endPart(_ mark: UInt8) {
    if isAfterSpace, bytes.last == 0x20 { bytes.removeLast() }
    bytes.append(mark)
    isAfterSpace = true
  }

  /// Adds bytes as they are.
  mutating func appendExactly(_ text: some Collection<UInt8>) {
    bytes.append(contentsOf: text)
    isAfterSpace = false
  }

  /// Adds UTF-8 text.
  mutating func append(_ text: [UInt8]) {
    bytes.reserveCapacity(bytes.count + text.count)
    unsafe text.withUnsafeBufferPointer { text in
      var index = 0
      while index < text.count {
        let byte = unsafe text[index]
        if byte >= 0xC3, byte < 0xE0, index + 1 < text.count {
          appendFolded(byte, unsafe text[index + 1])
          index &+= 2
          continue
        }
        index &+= 1
        switch byte {
        case 0x09...0x0D, 0x20:
          if !isAfterSpace { bytes.append(0x20) }
          isAfterSpace = true
        case 0x41...0x5A:
          bytes.append(byte | 0x20)
          isAfterSpace = false
        case 0xC2 where unsafe index < text.count && text[index] == 0xA0:
          index &+= 1
          if !isAfterSpace { bytes.append(0x20) }
          isAfterSpace = true
        default:
          bytes.append(byte)
          isAfterSpace = false
        }
      }
    }
  }

  /// Latin, Greek, Cyrillic and Armenian letters: the scripts of two bytes that have cases.
  private mutating func appendFolded(_ first: UInt8, _ second: UInt8) {
    isAfterSpace = false
    let value = UInt32(first & 0x1F) << 6 | UInt32(second & 0x3F)
    guard let scalar = Unicode.Scalar(value), scalar.properties.changesWhenLowercased else {
      bytes.append(first)
      bytes.append(second)
      return
    }
    bytes.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
  }
}
