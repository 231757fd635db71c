import Datasets
import Foundation
import Synchronization
import TestSupport
import Testing
import Workspaces

/// Files that are not plain files, or do not stay as they are.
@Suite struct OddSourcesTests {
  private let folder: TemporaryFolder
  private let workspace: Workspace
  private let long: String

  init() throws {
    folder = try TemporaryFolder()
    workspace = try folder.workspace()
    let line = exampleLine("q", String(repeating: "x", count: 1_000)) + "\n"
    long = String(repeating: line, count: 4_000)
  }

  @Test func `A file that grows while it is read is refused`() throws {
    let path = try folder.write(long, to: "x.jsonl")
    var options = LoadOptions()
    options.progress = { _ in
      guard let file = FileHandle(forWritingAtPath: path) else { return }
      file.seekToEndOfFile()
      file.write(Data("more\n".utf8))
    }
    #expect(throws: (any Error).self) {
      try workspace.load(.file(path), as: "d", options: options)
    }
    #expect(try workspace.datasets().isEmpty)
    #expect(try workspace.operations().isEmpty)
  }

  @Test func `A pipe is read to its end`() throws {
    let path = folder.file("pipe")
    let made = unsafe mkfifo(path, 0o600)
    #expect(made == 0)
    Thread.detachNewThread { [long] in
      FileHandle(forWritingAtPath: path)?.write(Data(long.utf8))
    }
    var options = LoadOptions()
    let totals = Mutex<Set<Int?>>([])
    options.progress = { progress in totals.withLock { _ = $0.insert(progress.totalBytes) } }
    let outcome = try workspace.load(.file(path), as: "d", options: options)
    #expect(outcome.dataset.exampleCount == 4_000)
    #expect(outcome.report.byteCount == long.utf8.count)
    #expect(totals.withLock { $0 } == [nil])
  }

  @Test func `A folder is not a file of examples`() throws {
    #expect(throws: WorkspaceError.file(path: folder.path, errno: EISDIR)) {
      try workspace.load(.file(folder.path), as: "d")
    }
  }

  @Test func `Progress comes after each block and ends with the whole file`() throws {
    let path = try folder.write(long, to: "x.jsonl")
    let seen = Mutex<[LoadProgress]>([])
    var options = LoadOptions()
    options.progress = { progress in seen.withLock { $0.append(progress) } }
    _ = try workspace.load(.file(path), as: "d", options: options)
    let steps = seen.withLock { $0 }
    #expect(steps.map(\.bytes) == steps.map(\.bytes).sorted() && steps.count > 3)
    #expect(
      steps.last
        == LoadProgress(
          bytes: long.utf8.count, totalBytes: long.utf8.count, examples: 4_000))
  }

  @Test func `Strings are counted by one counter on each thread`() throws {
    let path = try folder.write(long, to: "x.jsonl")
    let counters = Atomic(0)
    var options = LoadOptions()
    unsafe options.countStrings {
      counters.add(1, ordering: .relaxed)
      return { $0.count }
    }
    let dataset = try workspace.load(.file(path), as: "d", options: options).dataset
    // The reply alone is trained on: its 1,000 letters.
    #expect(dataset.trainedTokens == 4_000 * 1_000)
    #expect(counters.load(ordering: .relaxed) == options.workers)
  }

  @Test func `An export follows a symbolic link and leaves it one`() throws {
    let dataset = try workspace.load([exampleLine("a")], as: "d")
    let target = try folder.write("old", to: "target")
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link"), withDestinationPath: target)
    let count = try workspace.export(dataset, to: folder.file("link"))
    #expect(try folder.bytes(of: "target") == Array((exampleLine("a") + "\n").utf8))
    #expect(try folder.bytes(of: "target").count == count)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link")) == target)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["home", "link", "target"])
  }
}
