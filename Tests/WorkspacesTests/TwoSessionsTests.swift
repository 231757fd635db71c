import Dispatch
import Foundation
import Synchronization
import TestSupport
import Testing
import Workspaces

@Suite struct TwoSessionsTests {
  private func change(_ text: String, _ number: Int, seen: Int64?) -> ExampleChange {
    ExampleChange(
      .set(.init(bytes: Array(exampleLine(text).utf8))), number: number, seenVersion: seen)
  }

  @Test func `The second session to edit an example is told, and can look again`() throws {
    let folder = try TemporaryFolder()
    let (first, second) = (try folder.workspace(), try folder.workspace())
    let dataset = try first.load([exampleLine("a"), exampleLine("b")], as: "d")
    let seen = try #require(try second.example(1, of: dataset)).facts.version
    let description = ChangeDescription("set", "x")
    try first.apply([change("one", 1, seen: 0)], to: dataset, describedAs: description)

    #expect(throws: WorkspaceError.changedMeanwhile(dataset: "d", number: 1)) {
      try second.apply([change("two", 1, seen: seen)], to: dataset, describedAs: description)
    }
    // Another example of the same dataset is nobody's conflict.
    try second.apply([change("two", 2, seen: 0)], to: dataset, describedAs: description)
    let newer = try #require(try second.example(1, of: dataset)).facts.version
    try second.apply([change("three", 1, seen: newer)], to: dataset, describedAs: description)
    #expect(
      try first.texts(of: dataset) == [1: exampleLine("three"), 2: exampleLine("two")])
    #expect(try first.dataset(named: "d").revision == 4)
  }

  @Test func `Sessions that make the same new workspace at once all get it`() throws {
    let folder = try TemporaryFolder()
    DispatchQueue.concurrentPerform(iterations: 6) { index in
      #expect(throws: Never.self) {
        _ = try folder.workspace("new/w.ftdb").beginCell("\(index)")
      }
    }
    #expect(try folder.workspace("new/w.ftdb").cells().count == 6)
  }

  @Test func `Sessions that write at once wait for each other`() throws {
    let folder = try TemporaryFolder()
    let dataset = try folder.workspace().load([exampleLine("a")], as: "d")
    let sessions = try (0..<4).map { _ in try folder.workspace() }
    DispatchQueue.concurrentPerform(iterations: 4) { index in
      for step in 0..<25 {
        let content = ExampleChange.Content(bytes: Array(exampleLine("\(index) \(step)").utf8))
        #expect(throws: Never.self) {
          try sessions[index].apply(
            [ExampleChange(.add(content, tags: [], note: nil))], to: dataset,
            describedAs: ChangeDescription("add", "one"))
        }
      }
    }
    let now = try sessions[0].dataset(named: "d")
    #expect(now.exampleCount == 101)
    #expect(now.revision == 101)
    #expect(Set(try sessions[0].texts(of: now).values).count == 101)
  }

  /// The versions for writing and reading in a database's header: 2 is write-ahead logging, 1 is a
  /// rollback journal (https://www.sqlite.org/fileformat2.html#file_format_version_numbers).
  @Test func `A load does without the log only where nobody else is, and puts it back`() throws {
    let folder = try TemporaryFolder()
    let first = try folder.workspace()
    #expect(try versionDuringLoad(of: first, "alone", in: folder) == [1, 1])
    #expect(try folder.bytes(of: "home/test.ftdb")[18...19] == [2, 2])

    let second = try folder.workspace()
    #expect(try second.datasets().map(\.name) == ["alone"])
    #expect(try versionDuringLoad(of: first, "watched", in: folder) == [2, 2])
    #expect(try second.datasets().map(\.name) == ["alone", "watched"])
    #expect(try folder.bytes(of: "home/test.ftdb")[18...19] == [2, 2])
  }

  private func versionDuringLoad(
    of workspace: Workspace, _ name: String, in folder: TemporaryFolder
  ) throws -> [UInt8] {
    let seen = Mutex<[UInt8]>([])
    var options = LoadOptions()
    options.progress = { _ in
      seen.withLock { $0 = Array((try? folder.bytes(of: "home/test.ftdb")[18...19]) ?? []) }
    }
    let text = exampleLine("a") + "\n"
    _ = try workspace.load(.bytes(Array(text.utf8), name: "x"), as: name, options: options)
    return seen.withLock { $0 }
  }

  @Test func `Sessions that come and load at once wait for each other`() throws {
    let folder = try TemporaryFolder()
    DispatchQueue.concurrentPerform(iterations: 6) { index in
      #expect(throws: Never.self) {
        let session = try folder.workspace()
        let dataset = try session.load((0..<200).map { exampleLine("\($0)") }, as: "d\(index)")
        let texts = try session.texts(of: dataset)
        #expect(texts.count == 200)
        session.close()
      }
    }
    let workspace = try folder.workspace()
    #expect(try workspace.datasets().count == 6)
    #expect(try workspace.isSound())
  }
}

/// A session that finds another one writing.
@Suite struct WaitingTests {
  private let folder: TemporaryFolder
  private let first: Workspace
  private let second: Workspace
  private let dataset: Dataset

  init() throws {
    folder = try TemporaryFolder()
    (first, second) = (try folder.workspace(), try folder.workspace())
    dataset = try first.load((1...5).map { exampleLine("q\($0)") }, as: "d")
    _ = try first.beginCell("set d.user \"x\" --yes")
  }

  /// Changes examples in the first session, and does not end before `signal`; `body` runs within.
  private func whileWriting(
    until signal: DispatchSemaphore, _ body: @escaping @Sendable () -> Void
  ) throws {
    let isDone = DispatchSemaphore(value: 0)
    let change = BulkChange {
      { stored in
        if stored.number == 1 {
          Thread.detachNewThread {
            body()
            isDone.signal()
          }
          signal.wait()
        }
        return .tag(["seen"])
      }
    }
    _ = try first.apply(change, to: dataset, workers: 1) { _ in ChangeDescription("tag", "all") }
    isDone.wait()
  }

  @Test func `It waits for its turn, and says for which line`() throws {
    let heard = Mutex<[WaitingFor?]>([])
    let isWaiting = DispatchSemaphore(value: 0)
    second.whileWaiting(
      besides: { nil },
      tell: { other in
        heard.withLock { $0.append(other) }
        if other != nil { isWaiting.signal() }
      })
    try whileWriting(until: isWaiting) { [second] in
      #expect(throws: Never.self) { try second.beginCell("list") }
    }
    #expect(try first.cells().map(\.source) == ["set d.user \"x\" --yes", "list"])
    #expect(heard.withLock { $0 } == [WaitingFor(line: "set d.user \"x\" --yes"), nil])
  }

  @Test func `Cancelling its task, as Ctrl-C does, ends the wait`() throws {
    let isEnded = DispatchSemaphore(value: 0)
    second.whileWaiting(
      besides: { nil }, tell: { _ in unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } })
    try whileWriting(until: isEnded) { [second] in
      Task {
        #expect(throws: CancellationError.self) { try second.beginCell("list") }
        isEnded.signal()
      }
    }
    #expect(try first.cells().count == 1)
  }
}
