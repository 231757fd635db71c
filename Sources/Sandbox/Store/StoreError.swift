package import Files

/// Why a directory cannot be the sandbox's store.
package enum StoreError: Error, Sendable, Hashable {
  /// The system refused to make or to read it.
  case file(FileError)
  /// It holds something else, or the store of a newer sandbox.
  case isForeign(path: String)
}

extension StoreError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .file(let error): error.description
    case .isForeign(let path): "\(path): not written by the sandbox"
    }
  }
}
