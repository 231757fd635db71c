import Files
import Foundation
import Testing

@Suite struct LocalFileTests {
  private let folder: Folder

  init() throws { folder = try Folder(temporaryFor: "files-tests") }

  @Test func `A file is replaced whole or left as it was`() throws {
    defer { try? folder.removeAll() }
    struct Interruption: Error {}
    let path = folder.path(of: "a")
    #expect(try LocalFile.write(Array("old".utf8), to: path) == 3)
    #expect(throws: Interruption.self) {
      try LocalFile.write(to: path) { append in
        try append(Array("new".utf8))
        throw Interruption()
      }
    }
    #expect(try LocalFile.contents(of: path) == Array("old".utf8))
    #expect(try folder.allNames() == ["a"])
  }

  @Test func `A replaced file keeps its permissions and a link stays a link`() throws {
    defer { try? folder.removeAll() }
    let manager = FileManager.default
    let (path, link) = (folder.path(of: "a"), folder.path(of: "link"))
    try LocalFile.write([1], to: path)
    try manager.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    try manager.createSymbolicLink(atPath: link, withDestinationPath: path)
    try LocalFile.write([2], to: link)
    #expect(try LocalFile.contents(of: path) == [2])
    #expect(FileStatus(ofFileAt: path)?.mode == 0o640)
    #expect(try manager.destinationOfSymbolicLink(atPath: link) == path)
  }

  @Test func `A device is written through and its fault names it`() throws {
    defer { try? folder.removeAll() }
    #expect(try LocalFile.write([1, 2], to: "/dev/null") == 2)
    #expect(throws: FileError(.write, "/dev/full", errno: ENOSPC)) {
      try LocalFile.write([1], to: "/dev/full")
    }
  }

  @Test func `Blocks make up the file`() throws {
    defer { try? folder.removeAll() }
    let bytes = (0..<(3 << 20) + 5).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try LocalFile.write(bytes, to: folder.path(of: "a"))
    var read: [UInt8] = []
    try LocalFile.forEachBlock(of: folder.path(of: "a")) { read += $0 }
    #expect(read == bytes)
    #expect(try MappedFile(folder.path(of: "a")).copy() == bytes)
  }

  @Test func `An empty file can be mapped and a missing one cannot`() throws {
    defer { try? folder.removeAll() }
    try LocalFile.write([], to: folder.path(of: "a"))
    #expect(try MappedFile(folder.path(of: "a")).copy() == [])
    #expect(throws: FileError(.open, folder.path(of: "b"), errno: ENOENT)) {
      try MappedFile(folder.path(of: "b"))
    }
  }

  @Test(arguments: [
    (ENOENT, FileError.Obstacle.isMissing), (ENOTDIR, .isMissing), (EISDIR, .isFolder),
    (EACCES, .isForbidden), (EPERM, .isForbidden), (ENOSPC, .diskIsFull), (EDQUOT, .diskIsFull),
    (EIO, .other("Input/output error")),
  ]) func `An error number is an obstacle`(_ number: Int32, _ obstacle: FileError.Obstacle) {
    #expect(FileError(.read, "a", errno: number).obstacle == obstacle)
  }
}
