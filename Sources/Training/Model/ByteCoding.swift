/// Appends little-endian values.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  init(reserving count: Int = 0) {
    bytes.reserveCapacity(count)
  }

  mutating func append(_ bytes: [UInt8]) { self.bytes += bytes }

  mutating func append(_ value: some FixedWidthInteger) {
    var value = value.littleEndian
    for _ in 0..<value.bitWidth / 8 {
      bytes.append(UInt8(truncatingIfNeeded: value))
      value >>= 8
    }
  }

  mutating func append(_ values: [Float]) {
    for value in values { append(value.bitPattern) }
  }

  /// Ends the file with the FNV-1a hash of all bytes before.
  mutating func appendChecksum() { append(fnv1a(bytes[...])) }
}

/// Reads little-endian values; every read past the end is an error.
struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  /// Opens bytes that begin with `magic` and end with their checksum.
  init(checked bytes: [UInt8], magic: [UInt8]) throws(ModelFileError) {
    guard bytes.starts(with: magic) else { throw .notAModel }
    guard bytes.count >= magic.count + 8 else { throw .damaged }
    self.bytes = bytes.dropLast(8)
    position = bytes.count - 8
    var tail = ByteReader(bytes[...], position: position)
    guard try tail.uint64() == fnv1a(self.bytes) else { throw .damaged }
    position = magic.count
  }

  private init(_ bytes: ArraySlice<UInt8>, position: Int) {
    self.bytes = bytes
    self.position = position
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  private mutating func integer<Value: FixedWidthInteger>() throws(ModelFileError) -> Value {
    let size = Value.bitWidth / 8
    guard bytes.endIndex - position >= size else { throw .damaged }
    var value: Value = 0
    for index in (position..<position + size).reversed() {
      value = value << 8 | Value(truncatingIfNeeded: bytes[index])
    }
    position += size
    return value
  }

  mutating func uint8() throws(ModelFileError) -> UInt8 {
    guard position < bytes.endIndex else { throw .damaged }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func uint16() throws(ModelFileError) -> UInt16 { try integer() }
  mutating func uint32() throws(ModelFileError) -> UInt32 { try integer() }
  mutating func uint64() throws(ModelFileError) -> UInt64 { try integer() }

  mutating func float() throws(ModelFileError) -> Float { Float(bitPattern: try uint32()) }

  mutating func read(into block: FloatBuffer) throws(ModelFileError) {
    for index in 0..<block.count { block[index] = try float() }
  }
}

private func fnv1a(_ bytes: ArraySlice<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  return hash
}
