import Glibc

/// An open file, closed exactly once when its last use is over.
struct OpenFile: ~Copyable {
  /// What the file is opened for.
  enum Purpose {
    /// Reading from the start; the file must exist.
    case reading
    /// Writing from nothing.
    case replacing
    /// Writing after whatever is there.
    case appending
    /// Holding a lock; the content does not matter.
    case locking

    fileprivate var flags: Int32 {
      switch self {
      case .reading: O_RDONLY
      case .replacing: O_RDWR | O_CREAT | O_TRUNC
      case .appending: O_RDWR | O_CREAT | O_APPEND
      case .locking: O_RDWR | O_CREAT
      }
    }
  }

  let path: String
  private let descriptor: Int32

  /// - Throws: ``StoreError``; opening a missing file for reading throws number `ENOENT`.
  init(_ path: String, for purpose: Purpose) throws(StoreError) {
    self.path = path
    descriptor = unsafe open(path, purpose.flags | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StoreError(operation: .open, path: path, number: errno)
    }
  }

  deinit { close(descriptor) }

  /// The size in bytes as it is now.
  func size() throws(StoreError) -> Int {
    let end = lseek(descriptor, 0, SEEK_END)
    guard end >= 0 else { throw failure(.read) }
    return end
  }

  /// Returns up to `count` bytes from `offset`; fewer only at the end of the file.
  func bytes(at offset: Int, count: Int) throws(StoreError) -> [UInt8] {
    var failed: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, let base = buffer.baseAddress {
        let done = unsafe pread(descriptor, base + filled, count - filled, offset + filled)
        if done < 0, errno == EINTR { continue }
        if done < 0 { failed = errno }
        guard done > 0 else { return }
        filled += done
      }
    }
    guard failed == 0 else { throw StoreError(operation: .read, path: path, number: failed) }
    return bytes
  }

  /// Writes all of `bytes`; one system call unless the disk takes them in pieces.
  func write(_ bytes: [UInt8]) throws(StoreError) {
    var written = 0
    while written < bytes.count {
      let done = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if done < 0, errno == EINTR { continue }
      guard done >= 0 else { throw failure(.write) }
      written += done
    }
  }

  /// Cuts the file to its first `count` bytes.
  func truncate(to count: Int) throws(StoreError) {
    guard ftruncate(descriptor, count) == 0 else { throw failure(.write) }
  }

  /// Waits until the bytes are on the disk and not only in its cache.
  func sync() throws(StoreError) {
    guard fsync(descriptor) == 0 else { throw failure(.sync) }
  }

  /// Waits for the file's lock, which ends with this value or with the process.
  func lock() throws(StoreError) {
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw failure(.lock) }
    }
  }

  /// Takes the file's lock when it is free, and says whether it was.
  func lockIfFree() throws(StoreError) -> Bool {
    guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return true }
    guard errno == EWOULDBLOCK || errno == EINTR else { throw failure(.lock) }
    return false
  }

  private func failure(_ operation: StoreError.Operation) -> StoreError {
    StoreError(operation: operation, path: path, number: errno)
  }
}
