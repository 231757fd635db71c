import Files
import Glibc

/// The file of a workspace before SQLite opens it: who may read it, and whether it is ours.
///
/// SQLite gives `-wal` and `-shm` the mode of the main file, so that mode is set first.
enum WorkspaceFile {
  /// "ftdb", in `PRAGMA application_id`; `file(1)` can tell the type by it.
  static let applicationID: UInt32 = 0x6674_6462

  /// Bytes of SQLite's own header.
  private static let headerSize = 100

  /// Makes the folder 0700 and the file 0600 where they are missing; leaves both alone otherwise.
  static func create(_ path: String) throws(WorkspaceError) {
    do throws(FileError) {
      try Folder(path: Folder.parent(of: path)).createWithParents()
      _ = try OpenFile(path, for: .creating(mode: 0o600))
    } catch {
      guard error.errno == EEXIST else { throw WorkspaceError(error) }
    }
  }

  /// Refuses another program's file and a newer workspace before anything touches them.
  ///
  /// Reads the header that https://www.sqlite.org/fileformat.html#the_database_header describes,
  /// since opening through SQLite in WAL mode would already change the file.
  static func inspect(_ path: String, supported: Int) throws(WorkspaceError) {
    let header: [UInt8]
    do throws(FileError) {
      header = try OpenFile(path, for: .reading).bytes(at: 0, count: headerSize)
    } catch {
      throw WorkspaceError(error)
    }
    if header.isEmpty { return }
    guard header.count == headerSize, header.starts(with: Array("SQLite format 3\0".utf8)) else {
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
