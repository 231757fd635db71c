import Glibc

/// Why the system refused an operation on a file or folder.
package struct FileError: Error, Sendable, Hashable {
  /// What was being done.
  package enum Operation: String, Sendable, Hashable {
    case open, read, write, sync, lock, list, create, move, remove
  }

  package let operation: Operation
  package let path: String
  /// The system's error number, such as `ENOENT`.
  package let errno: Int32

  package init(_ operation: Operation, _ path: String, errno: Int32) {
    self.operation = operation
    self.path = path
    self.errno = errno
  }

  /// What a user can do something about.
  package enum Obstacle: Sendable, Hashable {
    case isMissing
    case isFolder
    case isForbidden
    case diskIsFull
    /// Another reason, in the system's words.
    case other(String)
  }

  package var obstacle: Obstacle {
    switch errno {
    case ENOENT, ENOTDIR: .isMissing
    case EISDIR: .isFolder
    case EACCES, EPERM: .isForbidden
    case ENOSPC, EDQUOT: .diskIsFull
    default: .other(systemMessage(errno))
    }
  }

  /// The same error about another path, for a caller that did the work beside it.
  func with(path: String) -> FileError { FileError(operation, path, errno: errno) }
}

extension FileError: CustomStringConvertible {
  package var description: String {
    "\(path): cannot \(operation.rawValue): \(systemMessage(errno))"
  }
}

/// The C library's words for an error number, such as "No such file or directory".
package func systemMessage(_ number: Int32) -> String {
  unsafe String(cString: strerror(number))
}
