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
  /// - Throws: ``VocabularyError/unknownRanks(checksum:)`` when the SHA-256 is not that of a
  ///   published file, ``VocabularyError/malformedRank(line:)`` for a broken line.
  package init(_ bytes: [UInt8]) throws(VocabularyError) {
    let checksum = sha256(of: bytes)
    let text = Hexadecimal.text(of: checksum)
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
      guard fields.count == 2, let token = Base64.decoded(fields[0]), !token.isEmpty,
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
}

private func sha256(of bytes: [UInt8]) -> [UInt8] {
  var hash = SHA256()
  hash.update(bytes)
  return hash.digest()
}
