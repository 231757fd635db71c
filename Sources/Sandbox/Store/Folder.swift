import Glibc

/// A directory of the store, where every write either happened or did not.
struct Folder: Sendable {
  let path: String

  /// The folder or file `name` inside.
  func path(of name: String) -> String { "\(path)/\(name)" }

  /// The folder `name` inside, whether it exists or not.
  func folder(_ name: String) -> Folder { Folder(path: path(of: name)) }

  /// Makes the folder, for its owner only; one that exists is not an error.
  func create() throws(StoreError) {
    guard unsafe mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    throw StoreError(operation: .create, path: path, number: errno)
  }

  /// The names inside in ascending order, without temporary ones.
  func names() throws(StoreError) -> [String] {
    try allNames().filter { !$0.hasPrefix(".") }
  }

  /// The names inside in ascending order, with those that writes in progress use.
  func allNames() throws(StoreError) -> [String] {
    guard let directory = unsafe opendir(path) else {
      throw StoreError(operation: .list, path: path, number: errno)
    }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Whether something is called `name` here.
  func contains(_ name: String) -> Bool { unsafe access(path(of: name), F_OK) == 0 }

  /// The whole content of a file; nil when there is none.
  func bytes(of name: String) throws(StoreError) -> [UInt8]? {
    do throws(StoreError) {
      let file = try OpenFile(path(of: name), for: .reading)
      return try file.bytes(at: 0, count: try file.size())
    } catch {
      guard error.number == ENOENT || error.number == ENOTDIR else { throw error }
      return nil
    }
  }

  /// Puts `bytes` under `name` at once: readers see the old content or the new, never a part.
  func replace(_ name: String, with bytes: [UInt8]) throws(StoreError) {
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
  func move(_ name: String, to target: String) throws(StoreError) {
    guard unsafe rename(path(of: name), target) == 0 else {
      throw StoreError(operation: .move, path: target, number: errno)
    }
  }

  /// Gives the file `name` a second name, so that it stays when the first is removed.
  func link(_ name: String, to target: String) throws(StoreError) {
    guard unsafe Glibc.link(path(of: name), target) != 0, errno != EEXIST else { return }
    throw StoreError(operation: .create, path: target, number: errno)
  }

  /// Where a new content waits until it is whole; a killed process may leave it there.
  private func draft(of name: String) -> String { ".\(name).new" }

  /// Removes a file, and the draft of one; a missing one is not an error.
  func remove(_ name: String) throws(StoreError) {
    unsafe unlink(path(of: draft(of: name)))
    guard unsafe unlink(path(of: name)) != 0, errno != ENOENT else { return }
    throw StoreError(operation: .remove, path: path(of: name), number: errno)
  }

  /// Removes the folder with the files in it, which hold no folders themselves.
  func removeAll() throws(StoreError) {
    do throws(StoreError) {
      for name in try allNames() { try remove(name) }
    } catch {
      // Somebody else was faster.
      guard error.number == ENOENT else { throw error }
    }
    guard unsafe rmdir(path) != 0, errno != ENOENT else { return }
    throw StoreError(operation: .remove, path: path, number: errno)
  }

  /// Waits until the names themselves are on the disk.
  func sync() throws(StoreError) {
    try OpenFile(path, for: .reading).sync()
  }
}
