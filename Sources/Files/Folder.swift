import Glibc

/// A folder where every write either happened or did not.
///
/// Names that begin with a dot belong to writes in progress.
package struct Folder: Sendable, Hashable {
  package let path: String

  package init(path: String) { self.path = path }

  /// The folder part of `path`, `.` when it has none.
  package static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    let folder = String(path[..<slash])
    return folder.isEmpty ? "/" : folder
  }

  /// The folder or file `name` inside.
  package func path(of name: String) -> String { "\(path)/\(name)" }

  /// The folder `name` inside, whether it exists or not.
  package func folder(_ name: String) -> Folder { Folder(path: path(of: name)) }

  /// Makes the folder, for its owner only; one that exists is not an error.
  package func create() throws(FileError) {
    guard unsafe mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    throw FileError(.create, path, errno: errno)
  }

  /// Makes the folder and those above it that are missing, each for its owner only.
  package func createWithParents() throws(FileError) {
    do throws(FileError) {
      try create()
    } catch {
      guard error.errno == ENOENT, Self.parent(of: path) != path else { throw error }
      try Folder(path: Self.parent(of: path)).createWithParents()
      try create()
    }
  }

  /// The names inside in ascending order, without those of writes in progress.
  package func names() throws(FileError) -> [String] {
    try allNames().filter { !$0.hasPrefix(".") }
  }

  /// The names inside in ascending order, with those that writes in progress use.
  package func allNames() throws(FileError) -> [String] {
    var names: [String] = []
    try forEachEntry { entry in
      names.append(entry.name)
      return true
    }
    return names.sorted()
  }

  /// A name in a folder.
  package struct Entry: Sendable, Hashable {
    package let name: String
    /// Whether it is a folder itself, and not a link to one.
    package let isFolder: Bool
  }

  /// Hands over what is inside, in no order, until `take` returns false.
  package func forEachEntry(_ take: (Entry) -> Bool) throws(FileError) {
    guard let directory = unsafe opendir(path) else { throw FileError(.list, path, errno: errno) }
    defer { unsafe closedir(directory) }
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name == "." || name == ".." { continue }
      let isFolder = unsafe Int32(entry.pointee.d_type) == Int32(DT_DIR)
      guard take(Entry(name: name, isFolder: isFolder)) else { return }
    }
  }

  /// Whether something is called `name` here.
  package func contains(_ name: String) -> Bool { LocalFile.exists(path(of: name)) }

  /// The whole content of a file; nil when there is none.
  package func bytes(of name: String) throws(FileError) -> [UInt8]? {
    do throws(FileError) {
      let file = try OpenFile(path(of: name), for: .reading)
      return try file.bytes(at: 0, count: try file.size())
    } catch {
      guard error.obstacle == .isMissing else { throw error }
      return nil
    }
  }

  /// Puts `bytes` under `name` at once: readers see the old content or the new, never a part.
  package func replace(_ name: String, with bytes: [UInt8]) throws(FileError) {
    let temporary = draft(of: name)
    do {
      let file = try OpenFile(path(of: temporary), for: .replacing)
      try file.write(bytes)
      try file.sync()
    }
    try move(temporary, to: path(of: name))
    try sync()
  }

  /// Moves `name` to another path of the same disk, over what is there.
  package func move(_ name: String, to target: String) throws(FileError) {
    guard unsafe rename(path(of: name), target) == 0 else {
      throw FileError(.move, target, errno: errno)
    }
  }

  /// Gives the file `name` a second name, so that it stays when the first is removed.
  package func link(_ name: String, to target: String) throws(FileError) {
    guard unsafe Glibc.link(path(of: name), target) != 0, errno != EEXIST else { return }
    throw FileError(.create, target, errno: errno)
  }

  /// Where a new content waits until it is whole; a killed process may leave it there.
  private func draft(of name: String) -> String { ".\(name).new" }

  /// Removes a file, and the draft of one; a missing one is not an error.
  package func remove(_ name: String) throws(FileError) {
    unsafe unlink(path(of: draft(of: name)))
    try unlinkIfThere(name)
  }

  private func unlinkIfThere(_ name: String) throws(FileError) {
    guard unsafe unlink(path(of: name)) != 0, errno != ENOENT else { return }
    throw FileError(.remove, path(of: name), errno: errno)
  }

  /// Removes the folder with all that is in it; links are removed, not followed.
  ///
  /// Another process may be doing the same.
  package func removeAll() throws(FileError) {
    var entries: [Entry] = []
    do throws(FileError) {
      try forEachEntry { entry in
        entries.append(entry)
        return true
      }
    } catch {
      guard error.errno == ENOENT else { throw error }
    }
    for entry in entries {
      if entry.isFolder {
        try folder(entry.name).removeAll()
      } else {
        try unlinkIfThere(entry.name)
      }
    }
    guard unsafe rmdir(path) != 0, errno != ENOENT else { return }
    throw FileError(.remove, path, errno: errno)
  }

  /// Bytes that this user may still write on the folder's disk, or on that of the nearest folder
  /// above that exists; nil where the system does not say.
  package var freeBytes: Int? {
    var status = statvfs()
    guard unsafe statvfs(path, &status) == 0 else {
      let above = Self.parent(of: path)
      return errno == ENOENT && above != path ? Folder(path: above).freeBytes : nil
    }
    return Int(clamping: status.f_bavail).multipliedReportingOverflow(by: Int(status.f_frsize))
      .partialValue
  }

  /// Waits until the names themselves are on the disk.
  package func sync() throws(FileError) {
    try OpenFile(path, for: .reading).sync()
  }
}

extension Folder {
  /// Where files go that are not kept: what the variable `TMPDIR` names, else `/tmp`.
  package static var temporaryPath: String {
    let named = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? ""
    return named.isEmpty ? "/tmp" : named
  }

  /// Makes `ft-PURPOSE-` with random letters behind in ``temporaryPath``, for its owner only.
  package init(temporaryFor purpose: String) throws(FileError) {
    let parent = Self.temporaryPath
    var template = Array("\(parent)/ft-\(purpose)-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer -> String? in
      guard let start = buffer.baseAddress, let path = unsafe mkdtemp(start) else { return nil }
      return unsafe String(cString: path)
    }
    guard let made else { throw FileError(.create, parent, errno: errno) }
    self.init(path: made)
  }
}
