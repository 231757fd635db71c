import Files
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
    case file(SharedFile)
    case bytes(ArraySlice<UInt8>)
  }

  /// An open file that several owners may hold.
  private final class SharedFile: Sendable {
    let file: OpenFile
    init(_ path: String) throws(FileError) { file = try OpenFile(path, for: .reading) }
  }

  let name: String
  /// nil for a pipe.
  let totalBytes: Int?
  private let state: Mutex<State>
  /// The regular file that is read, and what it was at the start.
  private let watched: (handle: SharedFile, stamp: FileStamp)?

  init(_ source: LoadSource) throws {
    name = source.name
    switch source {
    case .bytes(let bytes, _):
      totalBytes = bytes.count
      watched = nil
      state = Mutex(State(source: .bytes(bytes[...])))
    case .examples(let examples):
      totalBytes = examples.totalBytes
      watched = nil
      state = Mutex(State(source: .bytes([])))
    case .file(let path):
      let (handle, status) = try WorkspaceError.translating {
        let handle = try SharedFile(path)
        let status = try handle.file.status()
        // A folder can be opened; only reading it is refused.
        if status.kind == .folder { _ = try handle.file.bytes(at: 0, count: 1) }
        return (handle, status)
      }
      let isRegular = status.kind == .file
      totalBytes = isRegular ? status.size : nil
      watched = isRegular ? (handle, FileStamp(status)) : nil
      state = Mutex(State(source: .file(handle)))
    }
  }

  /// The next lines; nil at the end of the file.
  func next() throws -> Block? {
    try WorkspaceError.translating {
      try state.withLock { try Self.next(&$0, name: name) }
    }
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
        let count = try handle.file.read(into: &bytes, from: filled)
        if count == 0 {
          state.isAtEnd = true
          break
        }
        filled += count
      }
      bytes.removeSubrange(filled...)
    }
  }

  /// Refuses what was read when the file was written to meanwhile.
  ///
  /// - Throws: ``WorkspaceError/fileChanged(path:)``.
  func requireUnchanged() throws {
    guard let watched else { return }
    let status = try WorkspaceError.translating { try watched.handle.file.status() }
    if FileStamp(status) != watched.stamp {
      throw WorkspaceError.fileChanged(path: name)
    }
  }
}

/// What changes when a file is written to.
private struct FileStamp: Hashable {
  let size: Int
  let modifiedAt: Int

  init(_ status: FileStatus) {
    size = status.size
    modifiedAt = status.modifiedAt
  }
}
