import Glibc

// Unchecked because of the pointer alone: the mapping is private, read-only, and never written.
/// A file in memory, as the system pages it in, for as long as this object lives.
@safe package final class MappedFile: @unchecked Sendable {
  package let bytes: UnsafeRawBufferPointer

  /// - Throws: ``FileError`` when the file is missing or cannot be mapped.
  package init(_ path: String) throws(FileError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(.open, path, errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileError(.read, path, errno: errno) }
    guard status.st_size > 0 else {
      // An empty file cannot be mapped, and is a file all the same.
      unsafe bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = unsafe mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0),
      unsafe start != MAP_FAILED
    else { throw FileError(.read, path, errno: errno) }
    unsafe bytes = UnsafeRawBufferPointer(start: start, count: Int(status.st_size))
  }

  /// A copy of the bytes that outlives the mapping.
  package func copy() -> [UInt8] { unsafe Array(bytes) }

  deinit {
    guard unsafe bytes.count > 0 else { return }
    unsafe munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }
}
