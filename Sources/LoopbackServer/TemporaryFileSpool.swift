import Files
package import FineTuning
import FineTuningHTTP
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
    var file: SharedFile?
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
      let file = try state.file ?? SharedFile(unnamedIn: directory)
      state.file = file
      if !state.memory.isEmpty { try file.file.write(state.memory) }
      state.memory = []
      try file.file.write(chunk)
    }
  }

  package func contents() throws -> ByteStream {
    let (file, memory) = state.withLock { ($0.file, $0.memory) }
    guard let file else { return .chunks([memory]) }
    let offset = Mutex(0)
    return ByteStream {
      try offset.withLock { offset in
        let chunk = try file.file.bytes(at: offset, count: Self.chunkByteCount)
        offset += chunk.count
        return chunk.isEmpty ? nil : chunk
      }
    }
  }
}

/// An open file that several owners may hold.
private final class SharedFile: Sendable {
  let file: OpenFile

  init(unnamedIn directory: String) throws(FileError) { file = try OpenFile(unnamedIn: directory) }
}
