import Glibc

/// A file that no folder lists, filled once and then read any number of times by its path.
///
/// For what can be read only once, such as a pipe, or must be turned into something else before it
/// is read. It is gone with this object, whatever becomes of the process.
package final class SpooledFile: Sendable {
  private let descriptor: Int32

  /// Makes an empty one where the system keeps files for a while.
  ///
  /// - Throws: ``FileError`` when there is no place for it.
  package init() throws(FileError) {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
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
    guard descriptor >= 0 else { throw FileError(.create, folder, errno: errno) }
  }

  deinit { close(descriptor) }

  /// Where it can be read from its start, within this process.
  package var path: String { "/proc/self/fd/\(descriptor)" }

  /// Adds bytes at its end.
  ///
  /// - Throws: ``FileError``, such as for a full disk.
  package func append(_ bytes: ArraySlice<UInt8>) throws(FileError) {
    var written = 0
    while written < bytes.count {
      let done = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if done < 0, errno == EINTR { continue }
      guard done >= 0 else { throw FileError(.write, path, errno: errno) }
      written += done
    }
  }
}
