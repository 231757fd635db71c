import Files
import Synchronization
import Tokenization

/// The stored vocabularies of this machine, mapped into memory when they are first asked for.
final class VocabularyFiles: Sendable {
  private let folders: [String]
  private let found = Mutex<[TokenEncoding: Finding]>([:])

  /// What was found for an encoding.
  private enum Finding {
    case tokenizer(Tokenizer)
    case nothing
    /// A file of another version, or a damaged one.
    case fault(path: String, VocabularyError)
  }

  /// Looks in `FT_VOCABULARY`, then in the cache that set-up fills.
  init(_ environment: ProcessEnvironment) {
    folders =
      [environment.variables["FT_VOCABULARY"]].compactMap { $0?.isEmpty == true ? nil : $0 }
      + [environment.cacheFolder + "/vocabulary"]
  }

  /// The tokenizer of an encoding; nil when its vocabulary is not here or not sound.
  func tokenizer(_ encoding: TokenEncoding) -> Tokenizer? {
    if case .tokenizer(let tokenizer) = finding(encoding) { tokenizer } else { nil }
  }

  /// What is wrong with the file of an encoding; nil when it is missing or sound.
  func fault(_ encoding: TokenEncoding) -> String? {
    guard case .fault(let path, let error) = finding(encoding) else { return nil }
    return "\(path) is \(error)"
  }

  private func finding(_ encoding: TokenEncoding) -> Finding {
    found.withLock { found in
      if let known = found[encoding] { return known }
      let finding = look(for: encoding)
      found[encoding] = finding
      return finding
    }
  }

  private func look(for encoding: TokenEncoding) -> Finding {
    var fault: Finding?
    for folder in folders {
      let path = "\(folder)/\(Vocabulary.fileName(encoding))"
      do throws(VocabularyError) {
        guard let vocabulary = try Self.vocabulary(at: path) else { continue }
        guard vocabulary.encoding == encoding else { throw .notAVocabulary }
        return .tokenizer(Tokenizer(vocabulary))
      } catch {
        fault = fault ?? .fault(path: path, error)
      }
    }
    return fault ?? .nothing
  }

  /// The vocabulary in a file; nil when the file cannot be read.
  static func vocabulary(at path: String) throws(VocabularyError) -> Vocabulary? {
    guard let file = try? MappedFile(path) else { return nil }
    return try unsafe Vocabulary(at: file.bytes, owner: file)
  }
}
