import Foundation
import Testing
import Tokenization

/// The vocabularies that `scripts/vocabulary` stored, for the tests that need a real one.
enum StoredVocabulary {
  static let missing: Comment = "no vocabulary is stored; run scripts/vocabulary"

  private static let directory: URL = {
    let environment = ProcessInfo.processInfo.environment
    let cache = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "") + "/.cache"
    return URL(filePath: cache + "/ft/vocabulary", directoryHint: .isDirectory)
  }()

  private static func rankFile(_ encoding: TokenEncoding) -> URL {
    directory.appending(path: encoding.rawValue + ".tiktoken")
  }

  static let areAllThere = TokenEncoding.allCases.allSatisfy {
    FileManager.default.fileExists(atPath: rankFile($0).path)
  }

  /// Vocabularies made from the rank files, once for all tests.
  private static let made: [TokenEncoding: Result<Vocabulary, any Error>] = Dictionary(
    uniqueKeysWithValues: TokenEncoding.allCases.map { encoding in
      (
        encoding,
        Result {
          let ranks = try RankFile(Array(Data(contentsOf: rankFile(encoding))))
          return try Vocabulary(Vocabulary.storedForm(of: ranks))
        }
      )
    })

  static func tokenizer(_ encoding: TokenEncoding) throws -> Tokenizer {
    Tokenizer(try #require(made[encoding]).get())
  }
}
