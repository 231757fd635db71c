import FoundationEssentials
import Glibc
import Workspaces

/// A new folder with a name that nobody can foresee, for its owner only.
struct ScratchFolder {
  let path: String

  /// Makes `/tmp/ft-PURPOSE-` with random letters behind, mode 0700.
  init(for purpose: String) throws {
    var template = Array("/tmp/ft-\(purpose)-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer -> String? in
      guard let start = buffer.baseAddress, let path = unsafe mkdtemp(start) else { return nil }
      return unsafe String(cString: path)
    }
    guard let made else { throw WorkspaceError.file(path: "/tmp", errno: errno) }
    path = made
  }

  /// Removes the folder with all that is in it; what cannot be removed stays.
  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }
}
