import Foundation
import Testing
import Tokenization

/// The vocabularies that `scripts/vocabulary` stored, for the tests that need a real one.
enum StoredVocabulary {
  static let missing: Comment = "no vocabulary of this version is stored; run scripts/vocabulary"

  static let areAllThere = TokenEncoding.allCases.allSatisfy { read[$0] != nil }

  /// The vocabularies of this version of the program, read once for all tests.
  private static let read: [TokenEncoding: Vocabulary] = {
    let environment = ProcessInfo.processInfo.environment
    let cache = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "") + "/.cache"
    var found: [TokenEncoding: Vocabulary] = [:]
    for encoding in TokenEncoding.allCases {
      let path = cache + "/ft/vocabulary/" + Vocabulary.fileName(encoding)
      guard let data = FileManager.default.contents(atPath: path) else { continue }
      found[encoding] = try? Vocabulary(Array(data))
    }
    return found
  }()

  static func tokenizer(_ encoding: TokenEncoding) throws -> Tokenizer {
    Tokenizer(try #require(read[encoding]))
  }
}
