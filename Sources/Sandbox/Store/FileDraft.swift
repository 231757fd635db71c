import Files

/// The folder in which a new file grows, locked until this value is gone.
///
/// The lock is the folder's own, so it moves along when the draft becomes the file.
final class FileDraft: Sendable {
  let folder: Folder
  private let lock: OpenFile

  /// Makes the folder; call it while ``Store/changing(_:)``.
  init(_ folder: Folder) throws(FileError) {
    self.folder = folder
    try folder.create()
    lock = try OpenFile(folder.path, for: .reading)
    try lock.lock()
  }
}
