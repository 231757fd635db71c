import Files
import Foundation
import Testing

@Suite struct FolderTests {
  private let folder: Folder

  init() throws { folder = try Folder(temporaryFor: "files-tests") }

  @Test func `Missing parents are made for their owner only`() throws {
    defer { try? folder.removeAll() }
    let deep = folder.folder("a").folder("b").folder("c")
    try deep.createWithParents()
    try deep.createWithParents()
    #expect(FileStatus(ofFileAt: deep.path)?.mode == 0o700)
    #expect(FileStatus(ofFileAt: folder.path(of: "a"))?.kind == .folder)
  }

  @Test func `Removing a folder leaves what its links lead to`() throws {
    let kept = try Folder(temporaryFor: "files-tests")
    defer { try? kept.removeAll() }
    try kept.replace("a", with: [1])
    try folder.folder("deep/er").createWithParents()
    try folder.replace("x", with: [2])
    try FileManager.default.createSymbolicLink(
      atPath: folder.path(of: "deep/link"), withDestinationPath: kept.path)
    try folder.removeAll()
    #expect(!LocalFile.exists(folder.path))
    #expect(try kept.bytes(of: "a") == [1])
    // Another process may have been faster.
    try folder.removeAll()
  }

  @Test func `Names with a dot belong to writes in progress`() throws {
    defer { try? folder.removeAll() }
    for name in ["b", "a", ".c.new"] { try folder.replace(name, with: []) }
    #expect(try folder.names() == ["a", "b"])
    #expect(try folder.allNames() == [".c.new", "a", "b"])
    #expect(try folder.bytes(of: "none") == nil)
    #expect(throws: FileError(.list, folder.path(of: "none"), errno: ENOENT)) {
      try folder.folder("none").names()
    }
  }

  @Test func `A lock is held until its file is closed`() throws {
    defer { try? folder.removeAll() }
    let path = folder.path(of: "lock")
    do {
      let held = try OpenFile(path, for: .locking)
      try held.lock()
      #expect(try OpenFile(path, for: .locking).lockIfFree() == false)
      #expect(try held.size() == 0)
    }
    #expect(try OpenFile(path, for: .locking).lockIfFree())
  }

  @Test func `A file without a name keeps bytes and leaves nothing`() throws {
    defer { try? folder.removeAll() }
    let file = try OpenFile(unnamedIn: folder.path)
    try file.write([1, 2, 3])
    #expect(try file.bytes(at: 1, count: 9) == [2, 3])
    #expect(try folder.allNames() == [])
  }

  @Test(arguments: [("a/b", "a"), ("a", "."), ("/a", "/"), ("/a/b/c", "/a/b"), ("/", "/")])
  func `The parent is what comes before the last slash`(_ path: String, _ parent: String) {
    #expect(Folder.parent(of: path) == parent)
  }
}
