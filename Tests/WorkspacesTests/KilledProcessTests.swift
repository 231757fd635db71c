import Foundation
import TestSupport
import Testing
import Workspaces

/// A process that dies by `SIGKILL` cannot tidy up: all that it may rely on is the file.
@Suite struct KilledProcessTests {
  @Test(arguments: [1, 2, 3])
  func `A load that is killed in the middle never was`(block: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("w.ftdb")
    let before = try folder.workspace("w.ftdb").load([exampleLine("a")], as: "before")
    let line = exampleLine("q", String(repeating: "x", count: 1_000)) + "\n"
    let source = try folder.write(String(repeating: line, count: 4_000), to: "x.jsonl")
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, source = source as String, block] in
      let workspace = try Workspace.open(path: path) { 0 }
      var options = LoadOptions()
      options.progress = { progress in
        if progress.bytes >= block << 20 { kill(getpid(), SIGKILL) }
      }
      _ = try workspace.load(.file(source), as: "d", options: options)
    }
    let workspace = try folder.workspace("w.ftdb")
    #expect(try workspace.isSound())
    #expect(try workspace.datasets() == [before])
    #expect(try workspace.operations().count == 1)
  }

  /// The child writes the number of each edit to a file after it was committed, until another of
  /// its threads, which counts to a number of its own, kills it.
  @Test(arguments: 1...6)
  func `A killed session loses no finished edit and keeps no half`(round: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("w.ftdb")
    let log = try folder.write("", to: "log")
    let dataset = try folder.workspace("w.ftdb").load(
      (1...40).map { exampleLine("\($0)", "v0") }, as: "d")
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, log = log as String, round] in
      let workspace = try Workspace.open(path: path) { 0 }
      let dataset = try workspace.dataset(named: "d")
      Thread.detachNewThread {
        var word = UInt64(round)
        for _ in 0..<round * 300_000 { word = word &* 6_364_136_223_846_793_005 &+ 1 }
        if word != 0 { kill(getpid(), SIGKILL) }
      }
      let file = try #require(FileHandle(forWritingAtPath: log))
      var edit = 0
      while true {
        edit += 1
        let changes = (1...40).map { (number: Int) in
          ExampleChange(
            .set(.init(bytes: Array(exampleLine("\(number)", "v\(edit)").utf8))), number: number)
        }
        try workspace.apply(
          changes, to: dataset, describedAs: ChangeDescription("set", "v\(edit)"))
        try file.write(contentsOf: Data([1]))
      }
    }
    let finished = try folder.bytes(of: "log").count
    let workspace = try folder.workspace("w.ftdb")
    #expect(try workspace.isSound())
    let now = try workspace.dataset(named: "d")
    // The last edit may have been committed without its note in the log.
    #expect([finished, finished + 1].contains(now.revision - 1))
    #expect(try workspace.operations(limit: .max).count == now.revision)
    let texts = try workspace.texts(of: dataset)
    #expect(
      texts
        == Dictionary(
          uniqueKeysWithValues: (1...40).map { ($0, exampleLine("\($0)", "v\(now.revision - 1)")) }
        ))
  }

  @Test func `Where the disk takes no more, the old file stays and the workspace is sound`()
    async throws
  {
    let folder = try TemporaryFolder()
    let path = folder.file("w.ftdb")
    let line = exampleLine("q", String(repeating: "x", count: 1_000)) + "\n"
    let source = try folder.write(String(repeating: line, count: 4_000), to: "x.jsonl")
    let before = try folder.workspace("w.ftdb").load(.file(source), as: "d").dataset
    let out = try folder.write("old", to: "out")
    await #expect(processExitsWith: .success) {
      [path = path as String, source = source as String, out = out as String] in
      let workspace = try Workspace.open(path: path) { 0 }
      let dataset = try workspace.dataset(named: "d")
      limitFiles(to: 2 << 20)
      #expect(throws: WorkspaceError.file(path: out, errno: EFBIG)) {
        try workspace.export(dataset, to: out)
      }
      #expect(throws: WorkspaceError.self) { try workspace.load(.file(source), as: "e") }
      #expect(try workspace.datasets() == [dataset])
    }
    #expect(try folder.bytes(of: "out") == Array("old".utf8))
    let workspace = try folder.workspace("w.ftdb")
    #expect(try workspace.isSound())
    #expect(try workspace.datasets() == [before])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
        $0.hasPrefix("out")
      } == ["out"])
  }
}

/// Lets no file of this process grow beyond a number of bytes.
///
/// https://man7.org/linux/man-pages/man2/setrlimit.2.html
private func limitFiles(to bytes: Int) {
  signal(SIGXFSZ, SIG_IGN)
  var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
  let result = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  precondition(result == 0, "the limit is a lower one")
}
