import Glibc

extension Folder {
  /// Makes `target` a copy of this folder with all that is in it; links are not followed.
  ///
  /// - Throws: ``FileError``; what was copied by then stays.
  package func copy(to target: Folder) throws(FileError) {
    try target.create()
    var entries: [Entry] = []
    try forEachEntry { entry in
      entries.append(entry)
      return true
    }
    for entry in entries {
      if entry.isFolder {
        try folder(entry.name).copy(to: target.folder(entry.name))
      } else {
        try copy(entry.name, to: target.path(of: entry.name))
      }
    }
  }

  /// Makes `target` a copy of this folder, on any disk: it is there whole or not.
  ///
  /// - Throws: ``FileError``; also when `target` is there already.
  package func copyWhole(to target: Folder) throws(FileError) {
    let draft = Folder(path: target.path + ".part")
    try draft.removeAll()
    try copy(to: draft)
    try draft.move(to: target)
  }

  /// Copies a file by blocks, whatever its size; nothing happens when it is not there.
  ///
  /// - Throws: ``FileError``; what was copied by then stays.
  package func copy(_ name: String, to target: String) throws(FileError) {
    guard contains(name) else { return }
    let source = try OpenFile(path(of: name), for: .reading)
    let copy = try OpenFile(target, for: .replacing)
    var offset = 0
    while true {
      let block = try source.bytes(at: offset, count: 4 << 20)
      guard !block.isEmpty else { return }
      try copy.write(block)
      offset += block.count
    }
  }

  /// Puts the files of this folder into `target`, without the folders in it.
  ///
  /// Files of more than `copiedSize` bytes become links to the same content, since whatever writes
  /// here replaces a file and never changes one.
  package func copyFiles(
    to target: Folder, copiedSize: Int = 8 << 20, limit: Int = 500
  ) throws(FileError) {
    var names: [String] = []
    try forEachEntry { entry in
      if !entry.isFolder, !entry.name.hasPrefix(".") { names.append(entry.name) }
      return true
    }
    for name in names.sorted().prefix(limit) {
      guard let status = FileStatus(ofFileAt: path(of: name)), status.kind == .file else {
        continue
      }
      let isLinked = status.size > copiedSize && (try? link(name, to: target.path(of: name))) != nil
      if !isLinked { try copy(name, to: target.path(of: name)) }
    }
  }

  /// Gives the folder another path on the same disk, which must be free.
  package func move(to target: Folder) throws(FileError) {
    try Folder(path: Self.parent(of: path)).move(Self.name(of: path), to: target.path)
  }

  /// Gives the folder another path, which must be free, on any disk; `target` is there whole or not.
  package func moveAcrossDisks(to target: Folder) throws(FileError) {
    do throws(FileError) {
      try move(to: target)
    } catch {
      guard error.errno == EXDEV else { throw error }
      try copyWhole(to: target)
      try removeAll()
    }
  }

  /// The last part of a path.
  private static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
