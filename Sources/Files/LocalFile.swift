import Glibc

/// Files on disk: opened, read, written, replaced, mapped, listed and locked.
///
/// Paths and bytes come in; bytes go out, or a ``FileError`` that says which operation on which
/// path the system refused. Nothing here knows what a file means. Start with this type, which
/// handles files whole; ``OpenFile`` is the one below it, ``Folder`` keeps many small files.
package enum LocalFile {
  /// Bytes that are read at once.
  private static let blockSize = 1 << 20

  /// Whether there is something at `path`, whatever it is.
  package static func exists(_ path: String) -> Bool {
    unsafe access(path, F_OK) == 0
  }

  /// The bytes of the file; a pipe is read to its end.
  package static func contents(of path: String) throws(FileError) -> [UInt8] {
    let file = try OpenFile(path, for: .reading)
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: blockSize)
    while true {
      let count = try file.read(into: &block)
      if count == 0 { return bytes }
      bytes += block[..<count]
    }
  }

  /// Hands over the file piece by piece, so that it is never in memory whole.
  ///
  /// Pipes are read to their end like files.
  /// - Throws: ``FileError``, and what `take` throws.
  package static func forEachBlock(
    of path: String, _ take: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    let file = try OpenFile(path, for: .reading)
    var block = [UInt8](repeating: 0, count: blockSize)
    while true {
      let count = try file.read(into: &block)
      if count == 0 { return }
      try take(block[..<count])
    }
  }

  /// Hands over this process's standard input piece by piece.
  ///
  /// `check` runs several times a second while nothing comes, so that it can end the wait.
  /// - Throws: ``FileError``, and what `check` and `take` throw.
  package static func forEachBlockOfStandardInput(
    checking check: () throws -> Void, _ take: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    var block = [UInt8](repeating: 0, count: blockSize)
    while true {
      try check()
      var waiting = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      let ready = unsafe poll(&waiting, 1, 100)
      if ready == 0 || (ready < 0 && errno == EINTR) { continue }
      let count = unsafe read(0, &block, block.count)
      if count == 0 { return }
      if count > 0 {
        try take(block[..<count])
      } else if errno != EINTR {
        throw FileError(.read, "standard input", errno: errno)
      }
    }
  }

  /// Writes the file whole or not at all: a new one takes the old one's place.
  ///
  /// - Returns: the bytes written.
  /// - Throws: ``FileError``; `path` is as it was then.
  @discardableResult
  package static func write(_ bytes: [UInt8], to path: String) throws -> Int {
    try write(to: path) { append in try append(bytes) }
  }

  /// Writes what `body` hands over piece by piece, whole or not at all.
  ///
  /// - Returns: the bytes written.
  /// - Throws: ``FileError``, and what `body` throws; `path` is as it was then.
  @discardableResult
  package static func write(
    to path: String, _ body: (_ append: ([UInt8]) throws -> Void) throws -> Void
  ) throws -> Int {
    // A device or a pipe cannot be replaced; write through it.
    if let status = FileStatus(ofFileAt: path), status.kind != .file {
      return try write(into: try OpenFile(path, for: .writing), body)
    }
    let path = resolved(path)
    let draft = "\(path).ft-\(getpid())"
    do {
      let mode = FileStatus(ofFileAt: path)?.mode ?? 0o666
      let file = try OpenFile(draft, for: .creating(mode: mode))
      let count = try write(into: file, body)
      try file.sync()
      guard unsafe rename(draft, path) == 0 else { throw FileError(.move, path, errno: errno) }
      return count
    } catch {
      unsafe unlink(draft)
      // The caller knows the file that it asked for, not the draft beside it.
      if let error = error as? FileError, error.path == draft { throw error.with(path: path) }
      throw error
    }
  }

  private static func write(
    into file: borrowing OpenFile, _ body: (_ append: ([UInt8]) throws -> Void) throws -> Void
  ) throws -> Int {
    var count = 0
    try body { bytes in
      try file.write(bytes)
      count += bytes.count
    }
    return count
  }

  /// The file that a symbolic link leads to, so that the link stays one.
  private static func resolved(_ path: String) -> String {
    guard let found = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }
}
