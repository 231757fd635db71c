/// What is wrong with a rank file or with a stored vocabulary.
package enum VocabularyError: Error, Sendable, Hashable {
  /// A line of a rank file is not "base64 rank" with the next rank; lines count from 1.
  case malformedRank(line: Int)
  /// The rank file is none of the published ones; the SHA-256 is in hexadecimal.
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
