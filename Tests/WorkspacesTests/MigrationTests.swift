import Foundation
import GRDB
import TestSupport
import Testing
import Workspaces

/// A workspace that an older ft made, opened by this one.
@Suite struct MigrationTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let dump = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Data/version-2.sql")
    let sql = try String(contentsOf: dump, encoding: .utf8)
    let queue = try DatabaseQueue(path: folder.file("old.ftdb"))
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: folder.file("old.ftdb"))
  }

  /// Names of tables with all their rows, in the words of SQLite.
  private func contents(_ name: String) throws -> [String: [Row]] {
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: folder.file(name), configuration: configuration)
    return try queue.read { database in
      let tables = try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
      return try Dictionary(
        uniqueKeysWithValues: tables.map {
          ($0, try Row.fetchAll(database, sql: "SELECT * FROM \($0)"))
        })
    }
  }

  @Test func `It is copied as it was, and brought up to date once`() throws {
    let before = try contents("old.ftdb")
    let workspace = try folder.workspace("old.ftdb")
    let migration = try #require(workspace.migration)
    #expect(migration.from == 2)
    #expect(migration.copy == folder.file("old.ftdb.v2"))
    #expect(try contents("old.ftdb.v2") == before)
    #expect(try folder.bytes(of: "old.ftdb.v2")[60..<64] == [0, 0, 0, 2])
    let mode = try FileManager.default
      .attributesOfItem(atPath: folder.file("old.ftdb.v2"))[.posixPermissions]
    #expect(mode as? Int == 0o600)
    let again = try folder.workspace("old.ftdb")
    #expect(again.migration == nil)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.filter { $0.contains(".v2") && !$0.contains("-") } == ["old.ftdb.v2"])
  }

  @Test func `All that it held is there, and what was taken back can be done again`() throws {
    let workspace = try folder.workspace("old.ftdb")
    let dataset = try workspace.dataset(named: "marv")
    #expect(dataset.revision == 4)
    #expect(dataset.exampleCount == 11)
    let texts = try workspace.texts(of: dataset)
    #expect(texts.keys.sorted() == [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    #expect(texts[2]?.contains("Very far.") == true)
    #expect(texts[12]?.contains("서울은 어디에 있나요?") == true)
    #expect(try workspace.texts(of: dataset, revision: 1)[2]?.contains("Bring snacks.") == true)
    #expect(try workspace.example(1, of: dataset)?.facts.tags == ["odd"])
    #expect(try workspace.example(1, of: dataset)?.facts.source == "d.jsonl")
    #expect(try workspace.redo().summary == "note on marv#4")
    #expect(
      try workspace.example(4, of: workspace.dataset(named: "marv"))?.facts.note == "look")

    let job = try #require(try workspace.jobs().first)
    #expect(job.name == "demo")
    #expect(try workspace.events(of: job).count == 17)
    let cells = try workspace.cells()
    #expect(cells.map(\.number) == Array(1...10))
    #expect(cells.map(\.exitCode) == Array(repeating: 0, count: 9) + [1])
    #expect(cells.last?.failure == "E310")
    #expect(cells[2].replayFacts == ReplayFacts(dataset: "marv", changedCount: 1))
    #expect(cells[6].replayFacts.job == "demo")
  }

  @Test func `A copy of before is never written over`() throws {
    _ = try folder.write("mine", to: "old.ftdb.v2")
    let workspace = try folder.workspace("old.ftdb")
    #expect(workspace.migration?.copy == folder.file("old.ftdb.v2.2"))
    #expect(try folder.bytes(of: "old.ftdb.v2") == Array("mine".utf8))
  }

  @Test func `Where no copy can be made the file stays as it is`() throws {
    let before = try contents("old.ftdb")
    // A folder where the copy is to be drafted.
    let draft = folder.file(".old.ftdb.v2.new")
    try FileManager.default.createDirectory(
      atPath: draft, withIntermediateDirectories: false)
    #expect(throws: WorkspaceError.self) { try folder.workspace("old.ftdb") }
    #expect(try contents("old.ftdb") == before)
    try FileManager.default.removeItem(atPath: draft)
    #expect(try folder.workspace("old.ftdb").migration != nil)
  }
}
