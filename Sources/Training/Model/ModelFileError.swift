/// Why bytes are not a model or a stored run.
package enum ModelFileError: Error, Sendable, Hashable {
  /// The bytes do not begin as such a file does.
  case notAModel
  /// The file is of a version that this program does not read.
  case unsupportedVersion
  /// The file ends early, or its checksum does not match.
  case damaged
  /// The file's shape is impossible, or not the one expected.
  case otherShape
}

extension ModelFileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notAModel: "the file is not a model of the sandbox"
    case .unsupportedVersion: "the model file is of a newer version"
    case .damaged: "the model file is damaged"
    case .otherShape: "the model file holds another shape"
    }
  }
}
