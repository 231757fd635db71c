extension Fit {
  private static let magic: [UInt8] = Array("FTFT".utf8)
  private static let version: UInt32 = 1

  /// "FTFT", version, clock, weights, moments, checksum.
  func stateBytes() -> [UInt8] {
    var writer = ByteWriter(reserving: 12 * weights.count + 100)
    writer.append(Self.magic)
    write(to: &writer)
    writer.appendChecksum()
    return writer.bytes
  }

  func restore(_ bytes: [UInt8]) throws(ModelFileError) {
    var reader = try ByteReader(checked: bytes, magic: Self.magic)
    try read(from: &reader)
    guard reader.isAtEnd else { throw .otherShape }
  }

  func write(to writer: inout ByteWriter) {
    writer.append(Self.version)
    writer.append(UInt64(clock.steps))
    writer.append(clock.power1.bitPattern)
    writer.append(clock.power2.bitPattern)
    writer.append(UInt32(weights.count))
    for block in [weights, mean, square] { writer.append(block.values) }
  }

  func read(from reader: inout ByteReader) throws(ModelFileError) {
    guard try reader.uint32() == Self.version else { throw .unsupportedVersion }
    let steps = try reader.uint64()
    let power1 = Double(bitPattern: try reader.uint64())
    let power2 = Double(bitPattern: try reader.uint64())
    guard Int(try reader.uint32()) == weights.count, steps < UInt64(UInt32.max) else {
      throw .otherShape
    }
    for block in [weights, mean, square] { try reader.read(into: block) }
    clock = Clock(steps: Int(steps), power1: power1, power2: power2)
  }
}
