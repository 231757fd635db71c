import Glibc

/// An open file, closed exactly once when its last use is over.
///
/// The reads and writes of this type repeat a call that a signal interrupted, and go on after one
/// that did a part of the work.
package struct OpenFile: ~Copyable, Sendable {
  /// What the file is opened for.
  package enum Purpose: Sendable, Hashable {
    /// Reading from the start; the file must exist.
    case reading
    /// Writing into what exists, such as a device or a pipe.
    case writing
    /// Writing a file that must not exist yet, with these permissions less the process's mask.
    case creating(mode: UInt32)
    /// Writing from nothing; a new file is for its owner only.
    case replacing
    /// Writing after whatever is there; a new file is for its owner only.
    case appending
    /// Holding a lock; the content does not matter.
    case locking

    fileprivate var flags: Int32 {
      switch self {
      case .reading: O_RDONLY
      case .writing: O_WRONLY
      case .creating: O_RDWR | O_CREAT | O_EXCL
      case .replacing: O_RDWR | O_CREAT | O_TRUNC
      case .appending: O_RDWR | O_CREAT | O_APPEND
      case .locking: O_RDWR | O_CREAT
      }
    }

    fileprivate var mode: mode_t {
      if case .creating(let mode) = self { mode } else { 0o600 }
    }
  }

  package let path: String
  private let descriptor: Int32

  /// - Throws: ``FileError``; opening a missing file for reading throws `ENOENT`.
  package init(_ path: String, for purpose: Purpose) throws(FileError) {
    self.path = path
    descriptor = unsafe open(path, purpose.flags | O_CLOEXEC, purpose.mode)
    guard descriptor >= 0 else { throw FileError(.open, path, errno: Glibc.errno) }
  }

  /// Makes a file in `folder` that no folder lists, so that it is gone with this value.
  package init(unnamedIn folder: String) throws(FileError) {
    path = folder
    var name = Array((folder + "/ft-XXXXXX").utf8CString)
    descriptor = unsafe name.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return -1 }
      let descriptor = unsafe mkstemp(base)
      if descriptor >= 0 {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unsafe unlink(base)
      }
      return descriptor
    }
    guard descriptor >= 0 else { throw FileError(.create, folder, errno: Glibc.errno) }
  }

  /// Where this process can read the file, also one that no folder lists.
  package var descriptorPath: String { "/proc/self/fd/\(descriptor)" }

  deinit { close(descriptor) }

  /// The size in bytes as it is now.
  package borrowing func size() throws(FileError) -> Int { try status().size }

  /// What the system knows of the file now.
  package borrowing func status() throws(FileError) -> FileStatus {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw failure(.read) }
    return FileStatus(status)
  }

  /// Returns up to `count` bytes from `offset`; fewer only at the end of the file.
  package borrowing func bytes(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
    let descriptor = descriptor
    var failed: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, let base = buffer.baseAddress {
        let done = unsafe pread(descriptor, base + filled, count - filled, offset + filled)
        if done < 0, Glibc.errno == EINTR { continue }
        if done < 0 { failed = Glibc.errno }
        guard done > 0 else { return }
        filled += done
      }
    }
    guard failed == 0 else { throw FileError(.read, path, errno: failed) }
    return bytes
  }

  /// Reads on into `buffer` from its index `start`, as far as one call goes; 0 at the end.
  ///
  /// Pipes and devices, which have no offsets, are read by this alone.
  package borrowing func read(
    into buffer: inout [UInt8], from start: Int = 0
  ) throws(FileError) -> Int {
    let descriptor = descriptor
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(
          descriptor, bytes.baseAddress.map { unsafe $0 + start }, bytes.count - start)
      }
      if count >= 0 { return count }
      guard Glibc.errno == EINTR else { throw failure(.read) }
    }
  }

  /// Writes all of `bytes`; one system call unless the disk takes them in pieces.
  package borrowing func write(_ bytes: [UInt8]) throws(FileError) {
    let descriptor = descriptor
    var written = 0
    while written < bytes.count {
      let done = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if done < 0, Glibc.errno == EINTR { continue }
      guard done >= 0 else { throw failure(.write) }
      written += done
    }
  }

  /// Cuts the file to its first `count` bytes.
  package borrowing func truncate(to count: Int) throws(FileError) {
    guard ftruncate(descriptor, count) == 0 else { throw failure(.write) }
  }

  /// Waits until the bytes are on the disk and not only in its cache.
  package borrowing func sync() throws(FileError) {
    guard fsync(descriptor) == 0 else { throw failure(.sync) }
  }

  /// Waits for the file's lock, which ends with this value or with the process.
  package borrowing func lock() throws(FileError) {
    while flock(descriptor, LOCK_EX) != 0 {
      guard Glibc.errno == EINTR else { throw failure(.lock) }
    }
  }

  /// Takes the file's lock when it is free, and says whether it was.
  package borrowing func lockIfFree() throws(FileError) -> Bool {
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return true }
    guard Glibc.errno == EWOULDBLOCK || Glibc.errno == EINTR else { throw failure(.lock) }
    return false
  }

  private borrowing func failure(_ operation: FileError.Operation) -> FileError {
    FileError(operation, path, errno: Glibc.errno)
  }
}

/// What the system knows of a file.
package struct FileStatus: Sendable, Hashable {
  /// What a path leads to.
  package enum Kind: Sendable, Hashable {
    case file
    case folder
    /// A pipe, a device, a socket.
    case other
  }

  package let kind: Kind
  /// In bytes.
  package let size: Int
  /// The permission bits.
  package let mode: UInt32
  /// When the content was last written, in nanoseconds since 1970.
  package let modifiedAt: Int

  /// The status of what `path` leads to; nil when there is nothing, or it may not be looked at.
  package init?(ofFileAt path: String) {
    var status = stat()
    guard unsafe fstatat(AT_FDCWD, path, &status, 0) == 0 else { return nil }
    self.init(status)
  }

  fileprivate init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      default: .other
      }
    size = Int(status.st_size)
    mode = status.st_mode & 0o7777
    modifiedAt = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
  }
}
