import Foundation
import GRDB
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

  /// Databases as other programs make them, with what tells them by their headers.
  private static let foreign: [(name: String, statements: [String])] = [
    ("plain", ["CREATE TABLE t(x)", "INSERT INTO t VALUES (1)"]),
    ("of our page size", ["PRAGMA page_size = 16384", "CREATE TABLE t(x)"]),
    ("with a version", ["CREATE TABLE t(x)", "PRAGMA user_version = 5"]),
    ("with an identity", ["CREATE TABLE t(x)", "PRAGMA application_id = 7"]),
    ("with our table's name", ["CREATE TABLE dataset(id INTEGER PRIMARY KEY)"]),
    ("without a table", ["CREATE TABLE t(x)", "DROP TABLE t"]),
  ]

  @Test(arguments: foreign, ["DELETE", "WAL"])
  func `Another program's database is refused and stays as it is`(
    database: (name: String, statements: [String]), journal: String
  ) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("w.ftdb")
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { connection in
      try connection.execute(sql: "PRAGMA journal_mode = \(journal)")
      for statement in database.statements { try connection.execute(sql: statement) }
    }
    // Open, so that in a log there is what has not reached the file.
    let before = try folder.contents()
    let error = #expect(throws: WorkspaceError.self) { try folder.workspace("w.ftdb") }
    #expect(error == .notAWorkspace(path: path))
    #expect(try folder.contents() == before)
    try queue.close()
    let closed = try folder.contents()
    #expect(throws: WorkspaceError.notAWorkspace(path: path)) { try folder.workspace("w.ftdb") }
    #expect(try folder.contents() == closed)
  }

  @Test func `What a killed program left in its log alone is not taken for an empty file`() throws {
    let folder = try TemporaryFolder()
    let queue = try DatabaseQueue(path: folder.file("live"))
    try queue.writeWithoutTransaction { connection in
      try connection.execute(sql: "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL")
      try connection.execute(sql: "PRAGMA wal_autocheckpoint = 0; CREATE TABLE t(x)")
    }
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(
        atPath: folder.file("live\(suffix)"), toPath: folder.file("w.ftdb\(suffix)"))
    }
    let before = try folder.contents()
    #expect(throws: WorkspaceError.notAWorkspace(path: folder.file("w.ftdb"))) {
      try folder.workspace("w.ftdb")
    }
    #expect(try folder.contents() == before)
    try queue.close()
  }

  @Test func `A pipe in the place of the file is refused at once`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("w.ftdb")
    let isMade = unsafe mkfifo(path, 0o600) == 0
    #expect(isMade)
    #expect(throws: WorkspaceError.notAWorkspace(path: path)) { try folder.workspace("w.ftdb") }
  }

  /// What another program, or a disk, did to a workspace, and what is said of it.
  private static let damage: [(statement: String, detail: String)] = [
    ("DROP TABLE overlay", "no such table: overlay"),
    ("UPDATE segment SET example_count = 1000000000", "segment 1 does not list its examples"),
    ("UPDATE segment SET first_example = -5", "the column 'first_example' holds -5"),
    ("UPDATE segment SET bytes = x'00'", "segment 1 names bytes that it does not have"),
    (
      "UPDATE segment SET entries = zeroblob(length(entries) - 1)",
      "segment 1 does not list its examples"
    ),
    (
      "UPDATE segment SET entries = x'" + String(repeating: "FF", count: 40) + "'",
      "segment 1 names bytes that it does not have"
    ),
    (
      "UPDATE revision SET last_example = 9223372036854775807",
      "the column 'last_example' holds 9223372036854775807"
    ),
    ("UPDATE revision SET last_example = 900000000000", "d r1 lacks examples up to 900000000000"),
    ("UPDATE revision SET example_count = -1", "the column 'example_count' holds -1"),
    ("UPDATE dataset SET name = x'FF', revision = 'x'", "no dataset"),
    ("UPDATE segment SET first_line = 1e300", "the column 'first_line' holds"),
    (
      "INSERT INTO segment SELECT 9, dataset, revision, first_example, example_count, first_line, "
        + "line_count, entries, bytes FROM segment", "segments 1 and 9 hold the same examples"
    ),
  ]

  @Test(arguments: damage)
  func `Rows that do not fit together are named, and end no program`(
    damage: (statement: String, detail: String)
  ) throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace("w.ftdb")
    _ = try workspace.load([exampleLine("a"), exampleLine("b")], as: "d")
    workspace.close()
    let queue = try DatabaseQueue(path: folder.file("w.ftdb"))
    try queue.writeWithoutTransaction { connection in
      try connection.execute(sql: "PRAGMA foreign_keys = OFF")
      try connection.execute(sql: damage.statement)
    }
    try queue.close()
    let error = #expect(throws: WorkspaceError.self) {
      let workspace = try folder.workspace("w.ftdb")
      let dataset = try workspace.dataset(named: "d")
      try workspace.forEachExample(of: dataset) { _ in true }
      try workspace.forEachChunk(of: dataset) { _ in }
    }
    #expect(error?.description.contains(damage.detail) == true, "\(String(describing: error))")
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

extension TemporaryFolder {
  /// The bytes of every file in the folder.
  fileprivate func contents() throws -> [String: [UInt8]] {
    let names = try FileManager.default.contentsOfDirectory(atPath: file("."))
    return try Dictionary(
      names.map { ($0, try bytes(of: $0)) }, uniquingKeysWith: { first, _ in first })
  }
}
