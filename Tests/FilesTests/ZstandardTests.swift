import Files
import Testing

/// What `zstd --check` makes of ``lines``.
private let packed: [UInt8] = [
  0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x58, 0x9D, 0x01, 0x00, 0xC2, 0xC5, 0x08, 0x0B, 0xD0, 0x65,
  0x38, 0x45, 0x3D, 0x40, 0x45, 0xCA, 0xD0, 0x09, 0x1D, 0xD2, 0xB6, 0x6D, 0xDB, 0xB6, 0x6D,
  0xDB, 0xB6, 0x6D, 0xDB, 0xB6, 0x6D, 0xDB, 0xB6, 0x6D, 0x1B, 0x30, 0x82, 0x90, 0x03, 0x46,
  0x10, 0x01, 0x4E, 0xA4, 0x10, 0xF0, 0xFB, 0x1B, 0xE0, 0xD7, 0x03, 0x00, 0xC6, 0x4A, 0x29,
  0xAC, 0xDD, 0x64, 0x86,
]

private let lines = String(repeating: "line 1\nline 2\n", count: 40)

/// What `zstd` makes of `line 3`.
private let second: [UInt8] = [
  0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x58, 0x39, 0x00, 0x00, 0x6C, 0x69, 0x6E, 0x65, 0x20, 0x33,
  0x0A, 0xAB, 0xBC, 0x03, 0x6F,
]

/// A frame that readers pass over (RFC 8878, 3.1.2).
private let passedOver: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]

/// The beginning of a frame that looks 2 GB back, as `zstd --long=31` writes.
private let farBack: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0xA8, 0x01, 0x00, 0x00]

private func unpacked(_ bytes: [UInt8], inPiecesOf size: Int) throws -> String {
  let reader = ZstandardReader()
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: size) {
    try reader.unpack(Array(bytes[start..<min(start + size, bytes.count)])) { text += $0 }
  }
  try reader.finish()
  #expect(reader.packedCount == bytes.count)
  #expect(reader.count == text.count)
  return String(decoding: text, as: UTF8.self)
}

@Suite struct ZstandardTests {
  @Test(arguments: [1, 2, 3, 7, 1_000])
  func `Frames after each other are one text, however they come`(_ size: Int) throws {
    #expect(try unpacked(packed, inPiecesOf: size) == lines)
    #expect(
      try unpacked(packed + passedOver + second + packed, inPiecesOf: size)
        == lines + "line 3\n" + lines)
  }

  @Test func `A file that ends early is cut short, wherever it ends`() {
    for count in 0..<packed.count {
      #expect(throws: UnpackingFault.cutShort) {
        try unpacked(Array(packed.prefix(count)), inPiecesOf: 16)
      }
    }
  }

  @Test func `A changed bit is found, and nothing ends the program`() throws {
    // The last four bytes are the sum of the text, and the first of a frame say what it is.
    for index in packed.indices {
      for bit in 0..<8 {
        var damaged = packed
        damaged[index] ^= 1 << UInt8(bit)
        let text = try? unpacked(damaged, inPiecesOf: 1_000)
        #expect(text == nil || text == lines, "byte \(index), bit \(bit)")
      }
    }
  }

  @Test func `What is no frame is damaged`() {
    #expect(throws: UnpackingFault.damaged(offset: 0)) {
      try unpacked(Array("plain text".utf8), inPiecesOf: 100)
    }
    #expect(throws: UnpackingFault.damaged(offset: packed.count)) {
      try unpacked(packed + Array("plain text".utf8), inPiecesOf: 10)
    }
  }

  @Test func `A window that is not kept is told as such`() {
    #expect(throws: UnpackingFault.windowTooLarge) { try unpacked(farBack, inPiecesOf: 100) }
  }
}
