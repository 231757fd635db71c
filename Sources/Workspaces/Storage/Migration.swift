import Files
internal import GRDB

/// How the workspace of an older ft became one of this ft.
package struct Migration: Sendable, Hashable {
  /// The schema's version before.
  package var from: Int
  /// The path of a copy as it was before, which the older ft still reads.
  package var copy: String
}

extension Workspace {
  /// Takes the missing steps of the schema, as one transaction; nil where none was missing.
  ///
  /// A workspace that holds something is copied first, beside itself.
  static func migrate(_ pool: DatabasePool, path: String) throws -> Migration? {
    let found = try pool.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    if found == version { return nil }
    return try pool.write { database in
      // Read again: another process may have migrated while this one waited to write.
      let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      guard found >= 0 else { throw StoredFault("it is of version \(found)") }
      guard found <= version else {
        throw WorkspaceError.newerVersion(path: path, found: found, supported: version)
      }
      let copy = found > 0 && found < version ? try self.copy(path, of: found) : nil
      for step in Schema.steps[found...] {
        for statements in step { try database.execute(sql: statements) }
      }
      try database.execute(sql: "PRAGMA application_id = \(WorkspaceFile.applicationID)")
      try database.execute(sql: "PRAGMA user_version = \(version)")
      return copy.map { Migration(from: found, copy: $0) }
    }
  }

  /// Copies what was committed to `PATH.vN`, and returns that path.
  ///
  /// Runs while the caller alone may write. A process that is killed meanwhile leaves a draft under
  /// another name, which the next one writes anew.
  private static func copy(_ path: String, of version: Int) throws -> String {
    let folder = Folder(path: Folder.parent(of: path))
    let name = "\(path.split(separator: "/").last ?? "").v\(version)"
    let draft = ".\(name).new"
    // Another workspace of that version may have been copied before.
    var (copy, count) = (name, 1)
    while folder.contains(copy) {
      count += 1
      copy = "\(name).\(count)"
    }
    do {
      for leftOver in [draft, draft + "-journal"] { try folder.remove(leftOver) }
      try WorkspaceFile.create(folder.path(of: draft))
      try backUp(path, to: folder.path(of: draft))
      try folder.move(draft, to: folder.path(of: copy))
    } catch {
      try? folder.remove(draft)
      throw (error as? FileError).map(WorkspaceError.init) ?? error
    }
    return folder.path(of: copy)
  }

  private static func backUp(_ path: String, to target: String) throws {
    var reading = Configuration()
    reading.readonly = true
    let source = try DatabaseQueue(path: path, configuration: reading)
    let copy = try DatabaseQueue(path: target)
    try source.backup(to: copy)
    try copy.close()
    try source.close()
  }
}
