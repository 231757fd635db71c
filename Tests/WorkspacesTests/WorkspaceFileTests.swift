import Foundation
import TestSupport
import Testing
import Workspaces

@Suite struct WorkspaceFileTests {
  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  @Test func `Only the owner may read the file, its companions and its folder`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace("a/b/w.ftdb")
    _ = try workspace.load([exampleLine("a")], as: "d")
    _ = try workspace.beginCell("list")
    #expect(try mode(folder.file("a")) == 0o700)
    #expect(try mode(folder.file("a/b")) == 0o700)
    for suffix in ["", "-wal", "-shm"] {
      #expect(try mode(folder.file("a/b/w.ftdb\(suffix)")) == 0o600)
    }
    withExtendedLifetime(workspace) {}
  }

  @Test func `The file says that it is a workspace, and of which version`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.workspace("w.ftdb")
    let header = try folder.bytes(of: "w.ftdb").prefix(100)
    #expect(Array(header[60..<64]) == [0, 0, 0, UInt8(Workspace.version)])
    #expect(Array(header[68..<72]) == Array("ftdb".utf8))
  }

  @Test func `A newer workspace is refused and not touched`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.workspace("w.ftdb")
    var bytes = try folder.bytes(of: "w.ftdb")
    bytes[63] = UInt8(Workspace.version + 1)
    try Data(bytes).write(to: URL(fileURLWithPath: folder.file("w.ftdb")))
    let error = #expect(throws: WorkspaceError.self) { try folder.workspace("w.ftdb") }
    #expect(
      error
        == .newerVersion(
          path: folder.file("w.ftdb"), found: Workspace.version + 1, supported: Workspace.version))
    #expect(try folder.bytes(of: "w.ftdb") == bytes)
  }

  @Test(arguments: ["hello", String(repeating: "not a database ", count: 20)])
  func `Another program's file is refused and not touched`(text: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "w.ftdb")
    #expect(throws: WorkspaceError.notAWorkspace(path: path)) { try folder.workspace("w.ftdb") }
    #expect(try folder.bytes(of: "w.ftdb") == Array(text.utf8))
  }

  @Test func `Another program's database is refused`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.workspace("w.ftdb")
    var bytes = try folder.bytes(of: "w.ftdb")
    bytes[71] = 0
    try Data(bytes).write(to: URL(fileURLWithPath: folder.file("w.ftdb")))
    #expect(throws: WorkspaceError.notAWorkspace(path: folder.file("w.ftdb"))) {
      try folder.workspace("w.ftdb")
    }
  }

  @Test func `A folder that cannot be made is named in the system's words`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("", to: "file") + "/w.ftdb"
    let error = #expect(throws: WorkspaceError.self) {
      try Workspace.open(path: path) { 0 }
    }
    #expect(error?.description == "\(path): Not a directory")
  }
}
