/// Width and height of an image in pixels; neither is 0.
package struct ImageSize: Sendable, Hashable {
  package let width: Int
  package let height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// Reads the size from the header of a PNG, JPEG, GIF or WEBP file; nil for anything else.
  ///
  /// - Parameter byte: The byte of the file at an offset; nil behind its end. It is asked for the
  ///   headers alone, never for the image.
  package init?(headerOf byte: @escaping (Int) -> UInt8?) {
    let header = ImageHeader(byte: byte)
    guard let size = header.png ?? header.gif ?? header.webp ?? header.jpeg,
      size.width > 0, size.height > 0
    else { return nil }
    self = size
  }
}

/// The first bytes of an image's file, with the few numbers in them that matter here.
private struct ImageHeader {
  let byte: (Int) -> UInt8?

  /// PNG, third edition, 5.2 and 11.2.1: the signature, then IHDR.
  var png: ImageSize? {
    guard begins(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), has("IHDR", at: 12)
    else { return nil }
    return size(bigEndian(at: 16, count: 4), bigEndian(at: 20, count: 4))
  }

  /// GIF89a, 17 and 18: the logical screen.
  var gif: ImageSize? {
    guard has("GIF87a", at: 0) || has("GIF89a", at: 0) else { return nil }
    return size(littleEndian(at: 6, count: 2), littleEndian(at: 8, count: 2))
  }

  /// RFC 9649, 2.4 to 2.7: the simple formats and the extended one.
  var webp: ImageSize? {
    guard has("RIFF", at: 0), has("WEBP", at: 8) else { return nil }
    if has("VP8X", at: 12) {
      return size(littleEndian(at: 24, count: 3), littleEndian(at: 27, count: 3), plus: 1)
    }
    if has("VP8L", at: 12), byte(20) == 0x2F, let bits = littleEndian(at: 21, count: 4) {
      return size(bits & 0x3FFF, bits >> 14 & 0x3FFF, plus: 1)
    }
    guard has("VP8 ", at: 12), byte(23) == 0x9D, byte(24) == 0x01, byte(25) == 0x2A else {
      return nil
    }
    // The two upper bits of each are a scale for display (RFC 6386, 9.1).
    return size(
      littleEndian(at: 26, count: 2).map { $0 & 0x3FFF },
      littleEndian(at: 28, count: 2).map { $0 & 0x3FFF })
  }

  /// ITU-T T.81, B.1 and B.2.2: segments up to the first frame header.
  var jpeg: ImageSize? {
    guard begins(with: [0xFF, 0xD8]) else { return nil }
    var offset = 2
    while let marker = byte(offset + 1), byte(offset) == 0xFF {
      switch marker {
      case 0xFF: offset += 1
      case 0xC4, 0xC8, 0xCC, 0xE0...0xEF, 0xDB, 0xDD, 0xFE, 0xDC, 0xDE, 0xDF:
        guard let length = bigEndian(at: offset + 2, count: 2), length >= 2 else { return nil }
        offset += 2 + length
      case 0xC0...0xCF:
        return size(bigEndian(at: offset + 7, count: 2), bigEndian(at: offset + 5, count: 2))
      default: return nil
      }
    }
    return nil
  }

  private func begins(with bytes: [UInt8]) -> Bool {
    bytes.indices.allSatisfy { byte($0) == bytes[$0] }
  }

  private func has(_ text: StaticString, at offset: Int) -> Bool {
    text.description.utf8.enumerated().allSatisfy { byte(offset + $0.offset) == $0.element }
  }

  private func bigEndian(at offset: Int, count: Int) -> Int? {
    (0..<count).reduce(0 as Int?) { sum, index in
      sum.flatMap { sum in byte(offset + index).map { sum << 8 | Int($0) } }
    }
  }

  private func littleEndian(at offset: Int, count: Int) -> Int? {
    (0..<count).reversed().reduce(0 as Int?) { sum, index in
      sum.flatMap { sum in byte(offset + index).map { sum << 8 | Int($0) } }
    }
  }

  private func size(_ width: Int?, _ height: Int?, plus one: Int = 0) -> ImageSize? {
    guard let width, let height else { return nil }
    return ImageSize(width: width + one, height: height + one)
  }
}
