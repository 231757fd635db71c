import Glibc

/// Files that a person names, read and written whole.
package enum LocalFile {
  /// Whether there is something at `path`, whatever it is.
  package static func exists(_ path: String) -> Bool {
    unsafe access(path, F_OK) == 0
  }

  /// The bytes of the file.
  ///
  /// - Throws: ``WorkspaceError/file(path:errno:)``.
  package static func contents(of path: String) throws -> [UInt8] {
    let file = try FileDescriptor(opening: path, O_RDONLY)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes {
        unsafe read(file.number, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw WorkspaceError.file(path: path, errno: errno)
      }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// Writes the file whole or not at all: a new one takes the old one's place.
  ///
  /// - Returns: the bytes written.
  /// - Throws: ``WorkspaceError/diskFull(path:)`` and others; `path` is as it was then.
  @discardableResult
  package static func write(_ bytes: [UInt8], to path: String) throws -> Int {
    try ReplacedFile.write(to: path) { file in
      try file.write(bytes[...])
      return bytes.count
    }
  }

  /// Writes what `body` hands over piece by piece, whole or not at all.
  ///
  /// - Returns: the bytes written.
  /// - Throws: ``WorkspaceError/diskFull(path:)`` and others, and what `body` throws; `path` is as
  ///   it was then.
  @discardableResult
  package static func write(
    to path: String, _ body: (_ append: ([UInt8]) throws -> Void) throws -> Void
  ) throws -> Int {
    try ReplacedFile.write(to: path) { file in
      var count = 0
      try body { bytes in
        try file.write(bytes[...])
        count += bytes.count
      }
      return count
    }
  }
}
