import Digests

/// The tokens of an encoding in the order of their ranks, as tiktoken publishes them.
package struct RankFile: Sendable {
  package let encoding: TokenEncoding
  /// Token *i* has rank *i*.
  package let tokens: [ArraySlice<UInt8>]
  /// The SHA-256 of the file, 32 bytes.
  package let checksum: [UInt8]

  /// Parses a published file: lines of a token in base64 and its rank.
  ///
  /// - Throws: ``VocabularyError/unknownRanks(checksum:)`` when the SHA-256 is of none of the
  ///   published files, ``VocabularyError/malformedRank(line:)`` for a broken line.
  package init(_ bytes: [UInt8]) throws(VocabularyError) {
    let checksum = sha256(of: bytes)
    let text = Self.hexadecimal(checksum)
    guard let encoding = TokenEncoding.allCases.first(where: { $0.rankFileChecksum == text }) else {
      throw .unknownRanks(checksum: text)
    }
    try self.init(encoding, lines: bytes, checksum: checksum)
  }

  /// Parses lines of the same form that are not a published file, such as a small vocabulary.
  package init(
    _ encoding: TokenEncoding, lines bytes: [UInt8], checksum: [UInt8]? = nil
  ) throws(VocabularyError) {
    var tokens: [ArraySlice<UInt8>] = []
    for (index, line) in bytes.split(separator: 0x0A).enumerated() {
      let fields = line.split(separator: 0x20)
      guard fields.count == 2, let token = Self.base64Decoded(fields[0]), !token.isEmpty,
        Int(String(decoding: fields[1], as: UTF8.self)) == index
      else { throw .malformedRank(line: index + 1) }
      tokens.append(token[...])
    }
    self.encoding = encoding
    self.tokens = tokens
    self.checksum = checksum ?? sha256(of: bytes)
    guard Set(tokens.prefix(256).filter { $0.count == 1 }).count == 256 else {
      throw .missingByteTokens
    }
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// Decodes base64 (RFC 4648 §4), or returns nil.
  private static func base64Decoded(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var decoded: [UInt8] = []
    var bits: UInt32 = 0
    var bitCount = 0
    for byte in text.prefix(while: { $0 != 0x3D }) {
      guard let value = base64Value(byte) else { return nil }
      bits = bits << 6 | value
      bitCount += 6
      guard bitCount >= 8 else { continue }
      bitCount -= 8
      decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
    }
    return text.count % 4 == 0 ? decoded : nil
  }

  private static func base64Value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x41...0x5A: UInt32(byte) - 0x41
    case 0x61...0x7A: UInt32(byte) - 0x61 + 26
    case 0x30...0x39: UInt32(byte) - 0x30 + 52
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
  }
}

private func sha256(of bytes: [UInt8]) -> [UInt8] {
  var hash = SHA256()
  hash.update(bytes)
  return hash.digest()
}
