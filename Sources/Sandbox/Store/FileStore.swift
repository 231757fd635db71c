import Files
import FineTuning
import JSON

/// The files of a store.
struct FileStore: Sendable {
  let store: Store
  /// Seconds since 1970.
  let now: @Sendable () -> Int

  /// The file's record; nil when there is none or its time is over.
  func record(_ id: File.ID) throws -> FileRecord? {
    guard Store.isName(id.rawValue),
      let value = try store.files.folder(id.rawValue).value(of: "meta.json"),
      let record = FileRecord(value)
    else { return nil }
    if let end = record.file.expiresAt, end <= now() {
      try remove(id)
      return nil
    }
    return record
  }

  /// All files in the order of creation.
  func records() throws -> [FileRecord] {
    try store.files.names().compactMap { try record(File.ID($0)) }
      .sorted { $0.sequence < $1.sequence }
  }

  /// The folder of the file, which holds its `content`.
  func folder(_ id: File.ID) -> Folder { store.files.folder(id.rawValue) }

  /// Makes the place where a new file's bytes are written before it exists.
  func makeDraft(_ id: File.ID) throws -> FileDraft {
    // Made and locked in one change: whoever clears away sees none that lives and is free.
    try store.changing { try FileDraft(store.files.folder(".upload-\(id)")) }
  }

  /// Turns a draft whose content is complete into the file that `file` tells of.
  ///
  /// Call it while ``Store/changing(_:)``.
  func finish(_ draft: FileDraft, as file: File) throws(FileError) {
    let record = FileRecord(file: file, sequence: try store.nextSequence())
    try draft.folder.replace("meta.json", with: record.value)
    try store.files.move(".upload-\(file.id)", to: folder(file.id).path)
    try store.files.sync()
  }

  /// Keeps a small file that the sandbox itself has made.
  func add(_ file: File, content: [UInt8]) throws {
    let draft = try makeDraft(file.id)
    try draft.folder.replace("content", with: content)
    guard !store.files.contains(file.id.rawValue) else { return try draft.folder.removeAll() }
    try store.changing { try finish(draft, as: file) }
  }

  /// Removes a file, and says whether it was there; whoever is reading it reads on to its end.
  @discardableResult func remove(_ id: File.ID) throws(FileError) -> Bool {
    let grave = ".deleted-\(id)"
    do throws(FileError) {
      try store.files.move(id.rawValue, to: store.files.path(of: grave))
    } catch {
      guard error.obstacle == .isMissing else { throw error }
      return false
    }
    try store.files.folder(grave).removeAll()
    return true
  }

  /// Removes what uploads and deletions left when their process ended in the middle.
  func removeLeftovers() throws {
    try store.changing {
      for name in try store.files.allNames() where name.hasPrefix(".") {
        let folder = store.files.folder(name)
        // A draft that lives is locked. One without a folder is gone already.
        let isFree = (try? OpenFile(folder.path, for: .reading).lockIfFree()) ?? false
        if isFree { try folder.removeAll() }
      }
    }
  }
}
