extension Vocabulary {
  /// The version of the stored form; a file of another version is made anew.
  package static var layoutVersion: Int { 6 }

  /// The stored form: a header of 32 words of 64 bits, then the sections, each on a 64-byte line,
  /// and at the end the ``checksum(of:)`` of all before it.
  ///
  /// Words are little-endian. Word 0 is the magic, 1 the version, 2 the encoding (0 o200k, 1
  /// cl100k), 3 the number of tokens, 4 to 7 the SHA-256 of the rank file, 8 the size of all in
  /// bytes, 9 the root's base; from word 10 on, the offset and the size of each section in bytes.
  enum Layout {
    static let magic: UInt64 = 0x00_62_61_63_6F_76_74_66  // "ftvocab\0"
    static let headerWordCount = 32
    static let firstSectionWord = 10
    static let lineSize = 64
    static let checksumSize = 8
  }

  enum Section: Int, CaseIterable {
    /// Where the bytes of each token begin; one more than there are tokens; 32 bits each.
    case tokenOffsets
    /// The bytes of all tokens.
    case tokenBytes
    /// The two parts of each token: ``MergeTree/splits``.
    case splits
    /// The longest other token that each token begins with; 32 bits each.
    case prefixes
    /// ``PairTable``.
    case pairs
    /// ``PairTable/filter(_:)``.
    case pairFilter
    /// ``TokenTrie``.
    case trie
    /// For each character of three bytes, by its lower 16 bits, the cell after its bytes, in
    /// which the token is the longest that the character begins with and its length the label.
    case starts
    /// ``CharacterPairs``.
    case characterPairs
    /// The token of each byte; 32 bits each.
    case byteTokens
    /// The token of each two bytes, the first in the upper half of the index, or `UInt32.max`.
    case bytePairs
  }

  /// Returns the stored form of a rank file's vocabulary: some 20 MB, made in a second or two.
  package static func storedForm(of ranks: RankFile) -> [UInt8] {
    let tree = MergeTree(ranks.tokens)
    let trie = TokenTrie(ranks.tokens, isReachable: tree.isReachable)
    var writer = Writer(ranks, rootBase: trie.rootBase)
    var offset: UInt32 = 0
    let offsets = ranks.tokens.map { token in
      defer { offset += UInt32(token.count) }
      return offset
    }
    writer.append(offsets + [offset], as: .tokenOffsets)
    writer.append(Array(ranks.tokens.joined()), as: .tokenBytes)
    writer.append(tree.splits, as: .splits)
    writer.append(trie.prefixes(of: ranks.tokens), as: .prefixes)
    writer.append(PairTable.words(tree.merges), as: .pairs)
    writer.append(PairTable.filter(tree.merges), as: .pairFilter)
    writer.append(trie.cells.map(\.word), as: .trie)
    writer.append(starts(trie), as: .starts)
    var byteTokens = [UInt32](repeating: 0, count: 256)
    for (token, bytes) in ranks.tokens.enumerated() where bytes.count == 1 {
      for byte in bytes { byteTokens[Int(byte)] = UInt32(token) }
    }
    writer.append(CharacterPairs(ranks.tokens, tree).words, as: .characterPairs)
    writer.append(byteTokens, as: .byteTokens)
    let bytePairs = (0..<0x10000).map { pair in
      tree.merges[MergeTree.pair(byteTokens[pair >> 8], byteTokens[pair & 0xFF])] ?? .max
    }
    writer.append(bytePairs, as: .bytePairs)
    return writer.finished()
  }

  private static func starts(_ trie: TokenTrie) -> [UInt64] {
    (0..<0x10000).map { scalar in
      var found = TokenTrie.Cell()
      var base = trie.rootBase
      let bytes = [0xE0 | scalar >> 12, 0x80 | scalar >> 6 & 63, 0x80 | scalar & 63]
      for (index, byte) in bytes.enumerated() {
        guard let cell = trie.cell(from: base, by: UInt8(byte)) else {
          base = 0
          break
        }
        if cell.reachableToken != nil { found = cell.withLength(index + 1) }
        base = cell.base
      }
      found.base = base
      return found.word
    }
  }

  private struct Writer {
    private var header: [UInt64]
    private var body: [UInt8] = []

    init(_ ranks: RankFile, rootBase: Int) {
      header = [UInt64](repeating: 0, count: Layout.headerWordCount)
      header[0] = Layout.magic
      header[1] = UInt64(Vocabulary.layoutVersion)
      header[2] = UInt64(TokenEncoding.allCases.firstIndex(of: ranks.encoding) ?? 0)
      header[3] = UInt64(ranks.tokens.count)
      for word in 0..<4 {
        header[4 + word] = ranks.checksum[8 * word..<8 * word + 8].reversed()
          .reduce(0) { $0 << 8 | UInt64($1) }
      }
      header[9] = UInt64(rootBase)
    }

    mutating func append(_ values: [some FixedWidthInteger], as section: Section) {
      let start = body.count
      for value in values {
        unsafe withUnsafeBytes(of: value.littleEndian) { unsafe body.append(contentsOf: $0) }
      }
      let word = Layout.firstSectionWord + 2 * section.rawValue
      header[word] = UInt64(Layout.headerWordCount * 8 + start)
      header[word + 1] = UInt64(body.count - start)
      let overhang = body.count % Layout.lineSize
      body.append(contentsOf: repeatElement(0, count: Layout.lineSize - overhang))
    }

    consuming func finished() -> [UInt8] {
      header[8] = UInt64(header.count * 8 + body.count + Layout.checksumSize)
      let form = header.flatMap(bytes) + body
      return form + bytes(unsafe form.withUnsafeBytes { unsafe Vocabulary.checksum(of: $0) })
    }

    private func bytes(_ word: UInt64) -> [UInt8] {
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) }
    }
  }

  /// A sum by which damage is noticed, since any changed word changes it.
  ///
  /// It takes a millisecond. Four sums over every fourth word, so that they need not wait for each other; each step can be
  /// taken back, so that two texts with one different word never have the same sum.
  static func checksum(of form: UnsafeRawBufferPointer) -> UInt64 {
    var sums: (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, 4)
    func word(_ index: Int) -> UInt64 {
      unsafe UInt64(littleEndian: form.load(fromByteOffset: index * 8, as: UInt64.self))
    }
    let odd: UInt64 = 0x9E37_79B9_7F4A_7C15
    for start in stride(from: 0, to: form.count / 8 & ~3, by: 4) {
      sums.0 = (sums.0 ^ word(start)) &* odd
      sums.1 = (sums.1 ^ word(start + 1)) &* odd
      sums.2 = (sums.2 ^ word(start + 2)) &* odd
      sums.3 = (sums.3 ^ word(start + 3)) &* odd
    }
    // The high bits have all that was lost from the low ones.
    return [sums.0, sums.1, sums.2, sums.3].reduce(0) { ($0 ^ $1 ^ $1 >> 32) &* odd }
  }
}
