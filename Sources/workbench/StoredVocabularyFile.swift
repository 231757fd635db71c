import Files
import Glibc
import Tokenization

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
    if let file = try? MappedFile(path),
      let vocabulary = unsafe try? Vocabulary(at: file.bytes, owner: file)
    {
      return vocabulary
    }
    let ranks = directory + "/" + encoding.rawValue + ".tiktoken"
    guard let source = try? MappedFile(ranks) else { throw MissingFile(path: ranks) }
    let form = Vocabulary.storedForm(of: try RankFile(source.copy()))
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
