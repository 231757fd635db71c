import Files

/// The files of a lesson that lie deeper than those beside it, or elsewhere: each comes into the
/// learner's folder when a line first names it.
package struct LessonFiles: Sendable {
  /// Where the lesson lies.
  private let source: String
  /// The learner's copy.
  private let copy: Folder

  package init(from source: String, to copy: String) {
    self.source = source
    self.copy = Folder(path: copy)
  }

  /// The path to use for a relative one; nil for the usual one in the learner's folder.
  ///
  /// What lies above the lesson's folder is read where it is.
  package func bring(_ typed: String) -> String? {
    guard !copy.contains(typed) else { return nil }
    let there = "\(source)/\(typed)"
    let steps = typed.split(separator: "/").map(String.init)
    if steps.contains("..") { return LocalFile.exists(there) ? there : nil }
    // A file may be written into a folder that the lesson has, too.
    var folder = copy
    for step in steps.dropLast() {
      folder = folder.folder(step)
      let original = source + folder.path.dropFirst(copy.path.count)
      guard FileStatus(ofFileAt: original)?.kind == .folder else { return nil }
      guard (try? folder.create()) != nil else { return nil }
    }
    if FileStatus(ofFileAt: there)?.kind == .file {
      try? Folder(path: source).copy(typed, to: copy.path(of: typed))
    }
    return nil
  }
}
