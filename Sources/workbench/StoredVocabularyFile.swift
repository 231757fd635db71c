import Glibc
import Tokenization

/// A whole file in memory, as the system pages it in; unmapped at the end of its life.
@safe final class MappedFile: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer

  init?(_ path: String) {
    let descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_size > 0,
      let address = unsafe mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0),
      unsafe address != MAP_FAILED
    else { return nil }
    unsafe bytes = UnsafeRawBufferPointer(start: address, count: Int(status.st_size))
  }

  func copy() -> [UInt8] { unsafe Array(bytes) }

  deinit { unsafe munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}

/// The vocabularies in the user's cache.
enum StoredVocabularyFile {
  static var directory: String {
    let home = unsafe getenv("HOME").map { unsafe String(cString: $0) } ?? ""
    let cache = unsafe getenv("XDG_CACHE_HOME").map { unsafe String(cString: $0) }
    return (cache ?? home + "/.cache") + "/ft/vocabulary"
  }

  /// Maps the stored form, which is made here from the rank file when it is missing or outdated.
  static func vocabulary(_ encoding: TokenEncoding) throws -> Vocabulary {
    let path = directory + "/" + Vocabulary.fileName(encoding)
    if let file = MappedFile(path),
      let vocabulary = unsafe try? Vocabulary(at: file.bytes, owner: file)
    {
      return vocabulary
    }
    let ranks = directory + "/" + encoding.rawValue + ".tiktoken"
    guard let source = MappedFile(ranks) else { throw MissingFile(path: ranks) }
    let form = Vocabulary.storedForm(of: try RankFile(unsafe Array(source.bytes)))
    try write(form, to: path)
    return try Vocabulary(form)
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = unsafe fopen(path, "w") else { throw MissingFile(path: path) }
    defer { unsafe fclose(file) }
    guard unsafe fwrite(bytes, 1, bytes.count, file) == bytes.count else {
      throw MissingFile(path: path)
    }
  }
}

/// A file that could not be read or written.
struct MissingFile: Error, CustomStringConvertible {
  let path: String
  var description: String { "no file '\(path)'" }
}
