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
    // A pipe would be waited for, and a device has no end.
    if let status = FileStatus(ofFileAt: path), status.kind == .other {
      throw .notAWorkspace(path: path)
    }
    let first: [UInt8]
    do throws(FileError) {
      first = try firstPage(path)
    } catch {
      throw WorkspaceError(error)
    }
    if first.isEmpty { return }
    guard first.count >= headerSize, first.starts(with: Array("SQLite format 3\0".utf8)) else {
      throw .notAWorkspace(path: path)
    }
    let version = bigEndian(first, at: 60)
    let application = bigEndian(first, at: 68)
    if application == 0, version == 0, isUnwritten(first) { return }
    guard application == applicationID else { throw .notAWorkspace(path: path) }
    guard version <= supported else {
      throw .newerVersion(path: path, found: Int(version), supported: supported)
    }
  }

  /// Whether the page is that of a file of ours between its first open and its first migration:
  /// both numbers are 0 then, as in most files of other programs, but there is no table yet.
  private static func isUnwritten(_ page: [UInt8]) -> Bool {
    // The two bytes are the page size; behind the header lies a leaf (13) with its cell count.
    page.count >= headerSize + 5 && Int(page[16]) << 8 | Int(page[17]) == Schema.pageSize
      && page[headerSize] == 13 && page[headerSize + 3] == 0 && page[headerSize + 4] == 0
  }

  /// The start of the first page as a reader would find it: a killed program may have left it in
  /// the write-ahead log.
  private static func firstPage(_ path: String) throws(FileError) -> [UInt8] {
    let page = try OpenFile(path, for: .reading).bytes(at: 0, count: headerSize + 8)
    let log = path + "-wal"
    let isOurs = page.count > headerSize && bigEndian(page, at: 68) == applicationID
    guard !page.isEmpty, !isOurs, FileStatus(ofFileAt: log)?.kind == .file else { return page }
    return try WriteAheadLog(path: log).firstPage(count: headerSize + 8) ?? page
  }

  private static func bigEndian(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}

/// The log beside a database, read without SQLite, which would write to both.
///
/// https://www.sqlite.org/fileformat.html#the_write_ahead_log
private struct WriteAheadLog: ~Copyable {
  private static let headerSize = 32
  private static let frameHeaderSize = 24

  private let file: OpenFile

  init(path: String) throws(FileError) { file = try OpenFile(path, for: .reading) }

  /// The start of page 1 in the last transaction that was finished; nil when none wrote it.
  func firstPage(count: Int) throws(FileError) -> [UInt8]? {
    let header = try file.bytes(at: 0, count: Self.headerSize)
    guard header.count == Self.headerSize else { return nil }
    let pageSize = Int(Self.word(header, 2))
    guard pageSize >= 512, pageSize <= 65_536 else { return nil }
    var offset = Self.headerSize
    var written: [UInt8]?
    var finished: [UInt8]?
    while true {
      let frame = try file.bytes(at: offset, count: Self.frameHeaderSize)
      // A frame of an earlier round of the log has other salts.
      guard frame.count == Self.frameHeaderSize, frame[8..<16] == header[16..<24] else {
        return finished
      }
      if Self.word(frame, 0) == 1 {
        written = try file.bytes(at: offset + Self.frameHeaderSize, count: count)
      }
      // The last frame of a transaction says how large the database is now.
      if Self.word(frame, 1) > 0 { finished = written ?? finished }
      offset += Self.frameHeaderSize + pageSize
    }
  }

  private static func word(_ bytes: [UInt8], _ index: Int) -> UInt32 {
    bytes[4 * index..<4 * index + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
