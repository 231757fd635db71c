import Glibc

extension LocalFile {
  /// Bytes that are read at once.
  private static let blockSize = 1 << 20

  /// Hands over the file piece by piece, so that it is never in memory whole.
  ///
  /// Pipes are read to their end like files.
  /// - Throws: ``WorkspaceError/file(path:errno:)``, and what `take` throws.
  package static func forEachBlock(
    of path: String, _ take: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    let file = try FileDescriptor(opening: path, O_RDONLY)
    var block = [UInt8](repeating: 0, count: blockSize)
    while true {
      let count = try file.read(into: &block, from: 0)
      if count == 0 { return }
      try take(block[..<count])
    }
  }

  /// Why a file could not be read, as far as a person can do something about it.
  package enum ReadingObstacle: Sendable, Hashable {
    case isMissing
    case isFolder
    case isForbidden
    /// Another reason, in the system's words.
    case other(String)
  }

  /// What an error of reading means; nil for an error of another kind.
  package static func obstacle(_ error: WorkspaceError) -> ReadingObstacle? {
    guard case .file(_, let number) = error else { return nil }
    switch number {
    case ENOENT, ENOTDIR: return .isMissing
    case EISDIR: return .isFolder
    case EACCES, EPERM: return .isForbidden
    default: return .other(systemMessage(number))
    }
  }
}
