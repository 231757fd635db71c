import Glibc
import Synchronization

/// Cuts a file into blocks of whole lines, read one after the other by whichever thread asks.
final class LineBlockReader: Sendable {
  /// A run of whole lines; only the file's last block may end without a line end.
  struct Block: Sendable {
    let bytes: [UInt8]
    /// Where the block begins in the file.
    let offset: Int
  }

  /// Bytes in a block, unless a line is longer; a segment holds one block.
  static let blockSize = 1 << 20
  /// The longest line; anything longer is not a training example but another kind of file.
  static let lineLimit = 256 << 20

  private struct State {
    var source: Source
    var rest: [UInt8] = []
    var offset = 0
    var isAtEnd = false
  }

  private enum Source: Sendable {
    case file(FileHandle)
    case bytes(ArraySlice<UInt8>)
  }

  /// An open file that several owners may hold.
  private final class FileHandle: Sendable {
    let descriptor: FileDescriptor
    init(_ path: String) throws(WorkspaceError) {
      descriptor = try FileDescriptor(opening: path, O_RDONLY)
    }
  }

  let name: String
  /// nil for a pipe.
  let totalBytes: Int?
  private let state: Mutex<State>
  /// The regular file that is read, and what it was at the start.
  private let watched: (handle: FileHandle, stamp: FileStamp)?

  init(_ source: LoadSource) throws {
    name = source.name
    switch source {
    case .bytes(let bytes, _):
      totalBytes = bytes.count
      watched = nil
      state = Mutex(State(source: .bytes(bytes[...])))
    case .file(let path):
      let handle = try FileHandle(path)
      let status = try handle.descriptor.status()
      guard status.st_mode & S_IFMT != S_IFDIR else {
        throw WorkspaceError.file(path: path, errno: EISDIR)
      }
      let isRegular = status.st_mode & S_IFMT == S_IFREG
      totalBytes = isRegular ? Int(status.st_size) : nil
      watched = isRegular ? (handle, FileStamp(status)) : nil
      state = Mutex(State(source: .file(handle)))
    }
  }

  /// The next lines; nil at the end of the file.
  func next() throws -> Block? {
    try state.withLock { try Self.next(&$0, name: name) }
  }

  private static func next(_ state: inout State, name: String) throws -> Block? {
    var bytes = state.rest
    state.rest = []
    var target = blockSize
    while !state.isAtEnd {
      try fill(&bytes, to: target, &state)
      if let newline = bytes.lastIndex(of: 10) {
        if !state.isAtEnd {
          state.rest = Array(bytes[(newline + 1)...])
          bytes.removeSubrange((newline + 1)...)
        }
        break
      }
      guard bytes.count < lineLimit else {
        throw WorkspaceError.lineTooLong(path: name, offset: state.offset, limit: lineLimit)
      }
      target = bytes.count * 2
    }
    if bytes.isEmpty { return nil }
    defer { state.offset += bytes.count }
    return Block(bytes: bytes, offset: state.offset)
  }

  /// Reads until `bytes` holds `target` bytes or the source ends.
  private static func fill(_ bytes: inout [UInt8], to target: Int, _ state: inout State) throws {
    switch state.source {
    case .bytes(let rest):
      let taken = rest.prefix(max(0, target - bytes.count))
      bytes += taken
      state.source = .bytes(rest.dropFirst(taken.count))
      state.isAtEnd = taken.count == rest.count
    case .file(let handle):
      var filled = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: max(0, target - filled)))
      while filled < bytes.count {
        let count = try handle.descriptor.read(into: &bytes, from: filled)
        if count == 0 {
          state.isAtEnd = true
          break
        }
        filled += count
      }
      bytes.removeSubrange(filled...)
    }
  }

  /// Refuses what was read when somebody wrote to the file meanwhile.
  ///
  /// - Throws: ``WorkspaceError/fileChanged(path:)``.
  func requireUnchanged() throws {
    guard let watched else { return }
    if FileStamp(try watched.handle.descriptor.status()) != watched.stamp {
      throw WorkspaceError.fileChanged(path: name)
    }
  }
}

/// What changes when a file is written to.
private struct FileStamp: Hashable {
  let size: Int
  let seconds: Int
  let nanoseconds: Int

  init(_ status: stat) {
    size = Int(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}
