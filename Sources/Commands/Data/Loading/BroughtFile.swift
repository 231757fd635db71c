import Conversions
import Files

/// A file that somebody brings, with its beginning, to be read any number of times.
///
/// A pipe and standard input are copied to a file of their own first, and so is text of another
/// encoding, in UTF-8; what comes after then reads a file.
struct BroughtFile {
  /// Bytes of the look at a file.
  static let headSize = 1 << 16

  /// Where it is read.
  let path: String
  let size: Int
  let head: [UInt8]
  /// Keeps the copy, where there is one.
  private let spool: SpooledFile?

  /// Whether the head is all of it.
  var isWhole: Bool { size <= head.count }

  /// Opens the file at `path`.
  ///
  /// - Throws: `FileError`, also for a folder.
  init(_ path: String) throws {
    let kind = FileStatus(ofFileAt: path)?.kind
    guard kind == .other else {
      try self.init(path, spool: nil)
      return
    }
    let spool = try SpooledFile()
    try LocalFile.forEachBlock(of: path) { block in
      try Task.checkCancellation()
      try spool.append(block)
    }
    try self.init(spool.path, spool: spool)
  }

  /// Takes all of standard input.
  init(_ input: SessionContext.StandardInput) throws {
    let spool = try SpooledFile()
    try input.forEachBlock { try spool.append($0) }
    try self.init(spool.path, spool: spool)
  }

  /// How often as large as the packed bytes a text may be without a question, and from which size
  /// on that is asked.
  static let usualRatio = 100
  static let askedSize = 256 << 20

  /// Thrown for a text that is unusually large for its packed bytes.
  struct UnusuallyLarge: Error {
    let size: Int
    let packedCount: Int
  }

  /// What a packer put into the file; memory stays at one block, and at one window of zstd's.
  ///
  /// - Throws: `UnpackingFault`, and ``UnusuallyLarge`` unless any size is agreed to.
  func unpacked(by reader: some PackedReader, agreesToAnySize: Bool) throws -> BroughtFile {
    let spool = try SpooledFile()
    try LocalFile.forEachBlock(of: path) { block in
      try Task.checkCancellation()
      try reader.unpack(Array(block)) { text in
        try spool.append(text)
        if !agreesToAnySize, reader.count > Self.askedSize,
          reader.count / Self.usualRatio > reader.packedCount
        {
          throw UnusuallyLarge(size: reader.count, packedCount: reader.packedCount)
        }
      }
    }
    try reader.finish()
    return try BroughtFile(spool.path, spool: spool)
  }

  private init(_ path: String, spool: SpooledFile?) throws {
    let file = try OpenFile(path, for: .reading)
    self.path = path
    self.spool = spool
    size = try file.size()
    head = try file.bytes(at: 0, count: Self.headSize)
  }

  /// Bytes up to which a look may grow, for a first row that is longer than a head.
  static let longestLook = 64 << 20

  /// The first `count` bytes, or all where there are fewer.
  func beginning(_ count: Int) throws -> [UInt8] {
    try OpenFile(path, for: .reading).bytes(at: 0, count: min(count, size))
  }

  /// The same text in UTF-8, without a mark.
  ///
  /// - Throws: `TextConverter.Fault` at a byte that the encoding has not.
  func decoded(from encoding: TextEncoding) throws -> BroughtFile {
    guard var converter = TextConverter(from: encoding.libraryName) else {
      throw TextConverter.Fault(offset: 0)
    }
    let spool = try SpooledFile()
    var isFirst = true
    try LocalFile.forEachBlock(of: path) { block in
      try Task.checkCancellation()
      var text = try converter.convert(block)[...]
      if isFirst, text.starts(with: TextEncoding.utf8.mark) { text = text.dropFirst(3) }
      isFirst = false
      try spool.append(text)
    }
    if converter.isWithinCharacter { throw TextConverter.Fault(offset: size) }
    return try BroughtFile(spool.path, spool: spool)
  }

  /// Lines with bytes beyond ASCII from anywhere in the file, for a look at its encoding.
  func linesBeyondASCII() throws -> [UInt8] {
    var sample: [UInt8] = []
    var line: [UInt8] = []
    try LocalFile.forEachBlock(of: path) { block in
      guard sample.count < Self.headSize else { return }
      for byte in block {
        if byte != 0x0A {
          if line.count < Self.headSize { line.append(byte) }
          continue
        }
        if sample.count < Self.headSize, line.contains(where: { $0 >= 0x80 }) {
          sample += line + [0x0A]
        }
        line = []
      }
    }
    if line.contains(where: { $0 >= 0x80 }) { sample += line }
    return sample
  }
}

extension EncodingDetector {
  /// The detector that reads encodings as the C library does.
  static let standard = EncodingDetector { encoding, bytes in
    guard var converter = TextConverter(from: encoding.libraryName),
      let text = try? converter.convert(bytes[...])
    else { return nil }
    return text.starts(with: TextEncoding.utf8.mark) ? Array(text.dropFirst(3)) : text
  }
}
