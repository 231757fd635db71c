import Glibc

/// The file of a workspace before SQLite opens it: who may read it, and whether it is ours.
///
/// SQLite gives `-wal` and `-shm` the mode of the main file, so that mode is set first.
enum WorkspaceFile {
  /// "ftdb", in `PRAGMA application_id`; `file(1)` can tell the type by it.
  static let applicationID: UInt32 = 0x6674_6462

  /// Makes the folder 0700 and the file 0600 where they are missing; leaves both alone otherwise.
  static func create(_ path: String) throws(WorkspaceError) {
    try makeFolder(folder(of: path))
    do throws(WorkspaceError) {
      _ = try FileDescriptor(opening: path, O_RDWR | O_CREAT | O_EXCL, mode: 0o600)
    } catch .file(_, EEXIST) {
      return
    }
  }

  private static func makeFolder(_ path: String) throws(WorkspaceError) {
    if unsafe mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT else { throw .file(path: path, errno: errno) }
    try makeFolder(folder(of: path))
    guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw .file(path: path, errno: errno)
    }
  }

  /// Refuses another program's file and a newer workspace before anything touches them.
  ///
  /// Reads the header that https://www.sqlite.org/fileformat.html#the_database_header describes,
  /// since opening through SQLite in WAL mode would already change the file.
  static func inspect(_ path: String, supported: Int) throws(WorkspaceError) {
    let file = try FileDescriptor(opening: path, O_RDONLY)
    var header = [UInt8](repeating: 0, count: 100)
    var filled = 0
    while filled < header.count {
      let count = try file.read(into: &header, from: filled)
      if count == 0 { break }
      filled += count
    }
    if filled == 0 { return }
    guard filled == header.count, header.starts(with: Array("SQLite format 3\0".utf8)) else {
      throw .notAWorkspace(path: path)
    }
    let version = bigEndian(header, at: 60)
    let application = bigEndian(header, at: 68)
    // Both are 0 between the first open and the first migration of a file of ours.
    if application == 0, version == 0 { return }
    guard application == applicationID else { throw .notAWorkspace(path: path) }
    guard version <= supported else {
      throw .newerVersion(path: path, found: Int(version), supported: supported)
    }
  }

  private static func bigEndian(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
