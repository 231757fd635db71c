import Glibc
import Synchronization
import Tokenization

/// The stored vocabularies of this machine, mapped into memory when they are first asked for.
final class VocabularyFiles: Sendable {
  private let folders: [String]
  private let found = Mutex<[TokenEncoding: Tokenizer?]>([:])

  /// Looks in `FT_VOCABULARY`, then in the cache that set-up fills.
  init(_ surroundings: ProcessSurroundings) {
    folders =
      [surroundings.environment["FT_VOCABULARY"]].compactMap(\.self)
      + [surroundings.cacheFolder + "/vocabulary"]
  }

  /// The tokenizer of an encoding; nil when its vocabulary is not here or is of another version.
  func tokenizer(_ encoding: TokenEncoding) -> Tokenizer? {
    found.withLock { found in
      if let known = found[encoding] { return known }
      let tokenizer = folders.lazy.compactMap { folder -> Tokenizer? in
        guard let file = MappedFile("\(folder)/\(encoding.rawValue).ftvocab"),
          let vocabulary = try? unsafe Vocabulary(at: file.bytes, owner: file),
          vocabulary.encoding == encoding
        else { return nil }
        return Tokenizer(vocabulary)
      }.first
      found[encoding] = .some(tokenizer)
      return tokenizer
    }
  }
}

// Unchecked because of the pointer alone: the mapping is private, read-only, and never written.
/// A file in memory for as long as somebody holds it.
@safe final class MappedFile: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer

  /// nil when the file cannot be mapped.
  init?(_ path: String) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_size > 0,
      let start = unsafe mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0),
      unsafe start != MAP_FAILED
    else { return nil }
    unsafe bytes = UnsafeRawBufferPointer(start: start, count: Int(status.st_size))
  }

  deinit {
    unsafe munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }
}
