package import FineTuning
import FineTuningHTTP
import Glibc
import Synchronization

/// Keeps an upload's bytes in a file without a name, which is gone when the spool is.
///
/// The first bytes stay in memory, so that small files never touch the disk.
package final class TemporaryFileSpool: Spool {
  /// In bytes; beyond it everything goes into the file.
  private static let memoryLimit = 1 << 20
  /// In bytes, what one read takes from the file.
  private static let chunkByteCount = 256 << 10

  private struct State {
    var memory: [UInt8] = []
    var file: TemporaryFile?
  }

  private let directory: String
  private let state = Mutex(State())

  /// Makes a spool whose file, if it needs one, is in `directory`.
  package init(directory: String) {
    self.directory = directory
  }

  package func append(_ chunk: [UInt8]) throws {
    try state.withLock { state in
      if state.file == nil, state.memory.count + chunk.count <= Self.memoryLimit {
        state.memory += chunk
        return
      }
      let file = try state.file ?? TemporaryFile(directory: directory)
      state.file = file
      if !state.memory.isEmpty { try file.write(state.memory) }
      state.memory = []
      try file.write(chunk)
    }
  }

  package func contents() throws -> ByteStream {
    let (file, memory) = state.withLock { ($0.file, $0.memory) }
    guard let file else { return .chunks([memory]) }
    let offset = Mutex(0)
    return ByteStream {
      try offset.withLock { offset in
        let chunk = try file.read(Self.chunkByteCount, at: offset)
        offset += chunk.count
        return chunk.isEmpty ? nil : chunk
      }
    }
  }
}

/// What the system said when a spool's file could not be used.
package struct SpoolError: Error, Sendable, Hashable {
  /// The system's number, such as `ENOSPC`.
  package let number: Int32

  package init(number: Int32) {
    self.number = number
  }
}

extension SpoolError: CustomStringConvertible {
  package var description: String { "an upload could not be kept (system error \(number))" }
}

/// An open file that no directory lists.
private final class TemporaryFile: Sendable {
  private let descriptor: Int32

  init(directory: String) throws {
    var path = Array((directory + "/ft-upload-XXXXXX").utf8CString)
    descriptor = unsafe path.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return -1 }
      return unsafe mkstemp(base)
    }
    guard descriptor >= 0 else { throw SpoolError(number: errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unsafe path.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { _ = unsafe unlink(base) }
    }
  }

  deinit {
    close(descriptor)
  }

  func write(_ bytes: [UInt8]) throws {
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: start), bytes.count - start)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw SpoolError(number: errno) }
      start += count
    }
  }

  /// Up to `count` bytes from `offset` on; none at the end.
  func read(_ count: Int, at offset: Int) throws -> [UInt8] {
    var failure: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let got = unsafe pread(descriptor, buffer.baseAddress, count, offset)
      filled = max(got, 0)
      if got < 0 { failure = errno }
    }
    guard failure == 0 else { throw SpoolError(number: failure) }
    return bytes
  }
}
