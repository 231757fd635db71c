/// The tokens of an encoding with all tables that counting needs, in the form in which it is stored.
///
/// Nothing is parsed or copied: the tables are read where they lie, so a caller that maps the file
/// into memory pays only for reading it once.
package struct Vocabulary: Sendable {
  package let encoding: TokenEncoding
  /// The number of ordinary tokens; their ids are 0 to one less.
  package let tokenCount: Int
  /// The SHA-256 of the rank file that this was made from, 32 bytes.
  package let sourceChecksum: [UInt8]
  let storage: Storage
  let rootBase: UInt32

  /// Reads a stored vocabulary where it lies.
  ///
  /// - Parameters:
  ///   - bytes: Aligned to 8 bytes, never written, and valid for as long as `owner` lives.
  ///   - owner: What keeps the bytes valid, such as the object that maps the file.
  /// - Throws: When the form is not of this version, or its size or its checksum is not the stored
  ///   one.
  package init(
    at bytes: UnsafeRawBufferPointer, owner: some AnyObject & Sendable
  ) throws(VocabularyError) {
    try unsafe self.init(Storage(bytes, owner: owner))
  }

  /// Copies a stored vocabulary.
  package init(_ bytes: [UInt8]) throws(VocabularyError) {
    try self.init(unsafe bytes.withUnsafeBytes { unsafe Storage(copying: $0) })
  }

  private init(_ storage: Storage) throws(VocabularyError) {
    guard storage.size >= Layout.headerWordCount * 8, storage.headerWord(0) == Layout.magic else {
      throw .notAVocabulary
    }
    guard storage.headerWord(1) == UInt64(Self.layoutVersion) else {
      throw .otherVersion(Int(truncatingIfNeeded: storage.headerWord(1)))
    }
    guard storage.headerWord(8) == UInt64(storage.size) else {
      throw .wrongSize(
        expected: Int(truncatingIfNeeded: storage.headerWord(8)), actual: storage.size)
    }
    guard storage.hasRightChecksum else { throw .damaged }
    let encodingIndex = Int(truncatingIfNeeded: storage.headerWord(2))
    guard TokenEncoding.allCases.indices.contains(encodingIndex) else { throw .notAVocabulary }
    encoding = TokenEncoding.allCases[encodingIndex]
    tokenCount = Int(storage.headerWord(3))
    sourceChecksum = (0..<32).map {
      UInt8(truncatingIfNeeded: storage.headerWord(4 + $0 / 8) >> (8 * UInt64($0 % 8)))
    }
    rootBase = UInt32(storage.headerWord(9))
    self.storage = storage
  }

  /// The name of a stored vocabulary's file.
  ///
  /// It has the layout's version, so that two versions of the program can share a folder.
  package static func fileName(_ encoding: TokenEncoding) -> String {
    "\(encoding.rawValue).\(layoutVersion).ftvocab"
  }

  /// Returns the bytes of an ordinary token, or nil for another id.
  package func bytes(of token: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    return append(token, to: &bytes) ? bytes : nil
  }

  /// Appends the bytes of an ordinary token; returns false for another id.
  func append(_ token: Int, to bytes: inout [UInt8]) -> Bool {
    guard (0..<tokenCount).contains(token),
      let offsets: UnsafePointer<UInt32> = unsafe storage.address(of: .tokenOffsets)
    else { return false }
    let range = unsafe Int(offsets[token])..<Int(offsets[token + 1])
    unsafe bytes.append(contentsOf: storage.section(.tokenBytes)[range])
    return true
  }

  /// All tokens in the order of their ids.
  package var tokens: [ArraySlice<UInt8>] {
    (0..<tokenCount).compactMap { bytes(of: $0)?[...] }
  }
}

extension Vocabulary {
  /// The bytes of a stored vocabulary and what keeps them valid.
  ///
  /// Unchecked because of the pointer alone: nothing writes the bytes after `init`.
  @safe final class Storage: @unchecked Sendable {
    private let bytes: UnsafeRawBufferPointer
    private let owner: (any AnyObject & Sendable)?

    init(_ bytes: UnsafeRawBufferPointer, owner: any AnyObject & Sendable) {
      unsafe self.bytes = bytes
      self.owner = owner
    }

    init(copying source: UnsafeRawBufferPointer) {
      let copy = UnsafeMutableRawBufferPointer.allocate(
        byteCount: source.count, alignment: Layout.lineSize)
      unsafe copy.copyMemory(from: source)
      unsafe bytes = UnsafeRawBufferPointer(copy)
      owner = nil
    }

    deinit {
      if owner == nil { unsafe bytes.deallocate() }
    }

    var size: Int { unsafe bytes.count }

    func headerWord(_ index: Int) -> UInt64 {
      unsafe UInt64(littleEndian: bytes.load(fromByteOffset: index * 8, as: UInt64.self))
    }

    /// Whether the last word is the checksum of all before it.
    var hasRightChecksum: Bool {
      let end = size - Layout.checksumSize
      guard end % 8 == 0 else { return false }
      let stored = unsafe UInt64(littleEndian: bytes.load(fromByteOffset: end, as: UInt64.self))
      return unsafe Vocabulary.checksum(of: UnsafeRawBufferPointer(rebasing: bytes[..<end]))
        == stored
    }

    /// Where a section lies; its size is in bytes.
    func section(_ section: Section) -> UnsafeRawBufferPointer {
      let word = Layout.firstSectionWord + 2 * section.rawValue
      let start = Int(headerWord(word))
      return unsafe UnsafeRawBufferPointer(
        rebasing: bytes[start..<start + Int(headerWord(word + 1))])
    }

    /// Where a section's first element lies.
    func address<Element: BitwiseCopyable>(of section: Section) -> UnsafePointer<Element>? {
      unsafe self.section(section).baseAddress?.assumingMemoryBound(to: Element.self)
    }
  }
}

/// What is wrong with a rank file or with a stored vocabulary.
package enum VocabularyError: Error, Sendable, Hashable {
  /// A line of a rank file is not "base64 rank" with the next rank; lines count from 1.
  case malformedRank(line: Int)
  /// The rank file is not a published one; the SHA-256 is in hexadecimal.
  case unknownRanks(checksum: String)
  /// The first 256 ranks are not the 256 bytes.
  case missingByteTokens
  /// The stored form does not begin as a vocabulary does.
  case notAVocabulary
  /// The stored form is of another version of the program.
  case otherVersion(Int)
  /// The stored form is shorter or longer than its header says.
  case wrongSize(expected: Int, actual: Int)
  /// The stored form is not what was stored: its checksum is another one.
  case damaged
}

extension VocabularyError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .malformedRank(let line): "line \(line): not a token and its rank"
    case .unknownRanks(let checksum): "not a published rank file (its SHA-256 is \(checksum))"
    case .missingByteTokens: "the first 256 ranks are not the 256 bytes"
    case .notAVocabulary: "not a stored vocabulary"
    case .otherVersion(let version):
      "a stored vocabulary of version \(version), where version \(Vocabulary.layoutVersion) is read"
    case .damaged: "a stored vocabulary whose bytes are not those that were stored"
    case .wrongSize(let expected, let actual):
      "a stored vocabulary of \(actual) bytes, where \(expected) bytes are expected"
    }
  }
}
