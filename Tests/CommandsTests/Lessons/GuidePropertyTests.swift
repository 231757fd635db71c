import Foundation
import Randomness
import Reports
import Sessions
import TestSupport
import Testing
import Workspaces

/// A guide and a learner who types anything.
@Suite struct GuidePropertyTests {
  private static let lesson = """
    # Any line
    ## 1. Load
    load marv.jsonl as marv
    ## 2. Clean
    drop marv where duplicate --yes
    ## 3. Repair
    set marv#3.assistant "Far."
    ## 4. Fail
    ! show marv#99
    """

  private static let isLong = ProcessInfo.processInfo.environment["FT_LONG_TESTS"] == "1"

  private static let lines = [
    "", "hint", "reveal", "try", "back", "list", "show marv#3", "check", "undo", "redo", "ops",
    "load marv.jsonl as marv", "load marv.jsonl as other", "load clean.jsonl as marv --replace",
    "drop marv#5", "drop marv#2", "drop marv --confirm marv", "drop marv where duplicate --yes",
    "set #3.assistant Far.", "set marv#3.assistant 'Far.'", "set marv#1.user x",
    "set #3.assistant \"\"",
    "tag marv#3 a", "note marv#1 b", "use marv", "show marv#99", "show #77", "load none.jsonl as n",
    "export marv to out.jsonl", "export marv to marv.jsonl --force", "budget 0.1", "let x = 1",
    "launch marv --provider openai --max-cost 9", "chat sandbox-1", "/done", "/keep", "hello",
    "\"\"\"", "show \"", "{\"a\": 1}", "[1]", "drop", "| x", "## no", "# prose", "-- a --", "!x",
    "! list",
    "split marv 50/50 seed 1", "fork marv as copy", "$x", "%", "@demo", "#", "#$", "marv@r9#1",
    "duplicates marv", "list\nlist\nshow marv#1", "drop #5\nundo", "\u{1B}[31m", "你好", "👩‍💻",
    "expect marv.count = 1", "save x.ft", "run lesson.ft", "test lesson.ft", "serve",
    "guide lesson.ft",
  ]

  @Test(arguments: 0..<UInt64(isLong ? 200 : 4))
  func `Whatever is typed, nothing ends but by quit, and no trace is left outside`(
    seed: UInt64
  ) async throws {
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder.withData()
    let before = try contents(of: folder)
    let fixture = try GuideFixture(Self.lesson, folder: folder)
    _ = try await fixture.begin()
    for _ in 0..<(Self.isLong ? 60 : 24) {
      let line = Self.lines.randomElement(using: &random) ?? ""
      if try await fixture.guide.accept(line) == .finished { break }
    }
    var after = try contents(of: folder)
    after["done.txt"] = nil
    #expect(after == before)
  }

  @Test(arguments: 0..<UInt64(isLong ? 100 : 4))
  func `After any lines that lead nowhere, the lines that lead to the lesson's state pass`(
    seed: UInt64
  ) async throws {
    var random = SeededGenerator(seed: seed)
    let fixture = try GuideFixture(Self.lesson)
    _ = try await fixture.begin()
    let answers = [
      ["load marv.jsonl as marv"],
      ["drop #5", "drop marv#5", "drop marv where duplicate --yes", "tag marv#5 x\ndrop marv#5"],
      ["set #3.assistant Far.", "set marv#3.assistant x\nset marv#3.assistant Far."],
      ["show marv#99", "show marv#50"],
    ]
    let harmless = Self.lines.filter { !["chat sandbox-1", "try", ""].contains($0) }
    for step in answers {
      for _ in 0..<3 {
        guard await fixture.guide.wanted != nil else { break }
        _ = try await fixture.guide.accept(harmless.randomElement(using: &random) ?? "")
      }
      if await fixture.guide.wanted != nil {
        let answer = step.randomElement(using: &random) ?? ""
        _ = fixture.console.take()
        _ = try await fixture.guide.accept(answer)
        #expect(await fixture.guide.wanted == nil, "\(answer): \(fixture.console.take())")
      }
      _ = try await fixture.guide.accept("")
    }
    #expect(await fixture.guide.isOver)
  }

  /// 20,000 lines when long.
  @Test(arguments: 0..<UInt64(isLong ? 100 : 2))
  func
    `Any lines at all end no guide, pass where they lead to the lesson's state, and leave no trace`(
      seed: UInt64
    ) async throws
  {
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    for name in ["marv.jsonl", "clean.jsonl"] {
      try FileManager.default.copyItem(
        atPath: TemporaryFolder.tests + "/Data/" + name, toPath: folder.file(name))
    }
    let before = try contents(of: folder)
    var count = Self.isLong ? 200 : 24
    while count > 0 {
      let learner = try await RandomLearner(Self.lesson, in: folder)
      while count > 0, try await learner.type(AnyLine.next(Self.lines, &random), &random) {
        count -= 1
      }
      count -= 1
    }
    var after = try contents(of: folder)
    after["done.txt"] = nil
    #expect(after == before)
  }

  private func contents(of folder: TemporaryFolder) throws -> [String: [UInt8]] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return names.reduce(into: [:]) { files, name in files[name] = try? folder.bytes(of: name) }
  }
}
