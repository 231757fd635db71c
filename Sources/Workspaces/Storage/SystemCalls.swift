import Glibc

/// The C library's words for an errno, such as "No such file or directory".
func systemMessage(_ code: Int32) -> String {
  unsafe String(cString: strerror(code))
}

/// An open file, closed when it goes.
struct FileDescriptor: ~Copyable {
  let number: Int32
  let path: String

  /// - Throws: ``WorkspaceError/file(path:errno:)`` when the system refuses.
  init(opening path: String, _ flags: Int32, mode: mode_t = 0) throws(WorkspaceError) {
    let opened = unsafe Glibc.open(path, flags | O_CLOEXEC, mode)
    guard opened >= 0 else { throw .file(path: path, errno: errno) }
    number = opened
    self.path = path
  }

  deinit { _ = Glibc.close(number) }

  /// Fills `buffer` from `start` on as far as one read goes; 0 at the end of the file.
  borrowing func read(into buffer: inout [UInt8], from start: Int) throws(WorkspaceError) -> Int {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(number, bytes.baseAddress.map { unsafe $0 + start }, bytes.count - start)
      }
      if count >= 0 { return count }
      guard errno == EINTR else { throw .file(path: path, errno: errno) }
    }
  }

  /// Writes all of `bytes`, however often the system takes only a part.
  borrowing func write(_ bytes: ArraySlice<UInt8>) throws(WorkspaceError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(number, $0.baseAddress, $0.count)
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == ENOSPC || errno == EDQUOT {
        throw .diskFull(path: path)
      } else if errno != EINTR {
        throw .file(path: path, errno: errno)
      }
    }
  }

  /// Waits until the disk has what was written.
  borrowing func synchronize() throws(WorkspaceError) {
    guard fsync(number) == 0 else {
      throw errno == ENOSPC ? .diskFull(path: path) : .file(path: path, errno: errno)
    }
  }

  /// Size and times as the system has them now.
  borrowing func status() throws(WorkspaceError) -> stat {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw .file(path: path, errno: errno) }
    return status
  }
}

/// The folder part of `path`, `.` when it has none.
func folder(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
  let folder = String(path[..<slash])
  return folder.isEmpty ? "/" : folder
}
