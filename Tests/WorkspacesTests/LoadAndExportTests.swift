import Datasets
import Digests
import GRDB
import TestSupport
import Testing
import Workspaces

@Suite struct LoadAndExportTests {
  /// Held for as long as a test runs: without its folder a workspace cannot write.
  private let home: TemporaryFolder

  init() throws {
    home = try TemporaryFolder()
  }

  private static let a = exampleLine("a")
  private static let b = exampleLine("b", #"caf\u00e9 1.0"#)
  private static let c = exampleLine("c")

  @Test(arguments: [
    "\(a)\n\(b)\n\(c)\n",
    "\(a)\n\(b)\n\(c)",
    "\(a)\r\n\(b)\r\n\(c)\r\n",
    "\(a)\r\n\(b)\n\(c)\r\n",
    "\u{FEFF}\(a)\n\(b)\n\(c)\n",
    "\u{FEFF}\(a)\r\n\(b)\r\n\(c)",
    "\n\n\(a)\n\n  \n\(b)\n\(c)\n\n\n",
    "  \(a)  \n\t\(b)\n\(c) ",
    "\(a)\r\n\r\n\(b)\r\n\(c)\r\n\r\n",
  ])
  func `An untouched dataset is exported as the file that was loaded`(_ text: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "in.jsonl")
    let workspace = try folder.workspace()
    let outcome = try workspace.load(.file(path), as: "d")
    #expect(outcome.dataset.exampleCount == 3)
    try workspace.export(outcome.dataset, to: folder.file("out.jsonl"))
    #expect(try folder.bytes(of: "out.jsonl") == Array(text.utf8))
  }

  @Test func `An edit changes its own line and no other byte`() throws {
    let folder = try TemporaryFolder()
    let text = "\u{FEFF}\(Self.a)\r\n\n\(Self.b)\n \(Self.c) "
    let workspace = try folder.workspace()
    let dataset = try workspace.load(.bytes(Array(text.utf8), name: "x"), as: "d").dataset
    let new = exampleLine("new")
    let outcome = try workspace.apply(
      [
        ExampleChange(.drop, number: 1),
        ExampleChange(.set(.init(bytes: Array(new.utf8))), number: 2),
        ExampleChange(.add(.init(bytes: Array(new.utf8)), tags: [], note: nil)),
      ], to: dataset, describedAs: ChangeDescription("set", "three"))
    #expect(outcome.addedNumbers == [4])
    try workspace.export(outcome.after, to: folder.file("out"))
    let expected = "\u{FEFF}\n\(new)\n \(Self.c) \n\(new)\n"
    #expect(try folder.bytes(of: "out") == Array(expected.utf8))
    try workspace.export(outcome.after, revision: 1, to: folder.file("out"))
    #expect(try folder.bytes(of: "out") == Array(text.utf8))
  }

  @Test func `An added example ends as the lines of its file`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let text = "\(Self.a)\r\n\(Self.b)"
    let dataset = try workspace.load(.bytes(Array(text.utf8), name: "x"), as: "d").dataset
    let content = ExampleChange.Content(bytes: Array(Self.c.utf8))
    let outcome = try workspace.apply(
      [ExampleChange(.add(content, tags: [], note: nil))], to: dataset,
      describedAs: ChangeDescription("add", "c"))
    try workspace.export(outcome.after, to: folder.file("out"))
    #expect(try folder.bytes(of: "out") == Array("\(text)\r\n\(Self.c)\r\n".utf8))
  }

  @Test func `A faulty line is named by its place, and nothing is loaded`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("\(Self.a)\n\n{\"messages\": nope}\n\(Self.b)\n", to: "x.jsonl")
    let workspace = try folder.workspace()
    let error = try #require(throws: WorkspaceError.self) {
      try workspace.load(.file(path), as: "d")
    }
    guard case .unreadableLines(path, let faults, 1, 2) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(faults.map { [$0.line, $0.column] } == [[3, 14]])
    #expect(error.description.hasPrefix("\(path) line 3, column 14: "))
    #expect(try workspace.datasets().isEmpty)
    #expect(throws: WorkspaceError.nothingToUndo) { try workspace.undo() }
  }

  @Test func `Faulty lines can be left out; the others keep their line numbers`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let text = "nope\n\(Self.a)\r\nnope\nnope\n\n\(Self.b)\n[1]"
    var options = LoadOptions()
    options.skipsFaults = true
    let outcome = try workspace.load(
      .bytes(Array(text.utf8), name: "x"), as: "d", options: options)
    #expect(outcome.report.faults.map(\.line) == [1, 3, 4, 7])
    #expect(outcome.report.lineCount == 7)
    var lines: [Int?] = []
    try workspace.forEachExample(of: outcome.dataset) { example in
      lines.append(example.facts.line)
      return true
    }
    #expect(lines == [2, 6])
    #expect(try workspace.texts(of: outcome.dataset) == [1: Self.a, 2: Self.b])
    try workspace.export(outcome.dataset, to: folder.file("out"))
    #expect(try folder.bytes(of: "out") == Array("\(Self.a)\r\n\n\(Self.b)\n".utf8))
  }

  @Test func `What is nearly JSONL is loaded on request, one line per example`() throws {
    let workspace = try home.workspace()
    let text = "[\n\(Self.a), \(Self.b),\n{\n  \"messages\": []\n}\n]\n"
    var options = LoadOptions()
    options.repairs = true
    let outcome = try workspace.load(
      .bytes(Array(text.utf8), name: "x"), as: "d", options: options)
    #expect(outcome.report.repairedCount == 1)
    #expect(outcome.report.repairs.contains(.objectOverLines))
    #expect(
      try workspace.texts(of: outcome.dataset)
        == [1: Self.a, 2: Self.b, 3: #"{"messages": []}"#])
    #expect(try workspace.example(3, of: outcome.dataset)?.facts.line == 3)
  }

  @Test(arguments: ["", "\n \n"])
  func `A file without an example is refused`(_ text: String) throws {
    let workspace = try home.workspace()
    #expect(throws: WorkspaceError.nothingToLoad(path: "x")) {
      try workspace.load(.bytes(Array(text.utf8), name: "x"), as: "d")
    }
  }

  @Test func `A missing file is named in the system's words`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let path = folder.file("no.jsonl")
    let error = #expect(throws: WorkspaceError.self) {
      try workspace.load(.file(path), as: "d")
    }
    #expect(error?.description == "\(path): No such file or directory")
  }

  @Test func `A load can be abandoned and leaves nothing`() throws {
    let workspace = try home.workspace()
    var options = LoadOptions()
    options.shouldStop = { true }
    #expect(throws: CancellationError.self) {
      try workspace.load(.bytes(Array(Self.a.utf8), name: "x"), as: "d", options: options)
    }
    #expect(try workspace.datasets().isEmpty)
  }

  @Test func `A file of many segments keeps order, lines, counts and bytes`() throws {
    let folder = try TemporaryFolder()
    let lines = (1...9_000).map {
      exampleLine("question \($0)", String(repeating: "x", count: $0 % 900))
    }
    let text = lines.joined(separator: "\n")
    let path = try folder.write(text, to: "x.jsonl")
    let workspace = try folder.workspace()
    var options = LoadOptions()
    options.workers = 3
    options.makeCount = { { ExampleTokens(total: $0.bytes.count, trained: 1, assistant: 1) } }
    let dataset = try workspace.load(.file(path), as: "d", options: options).dataset
    #expect(dataset.tokens == lines.reduce(0) { $0 + $1.utf8.count })
    #expect(dataset.trainedTokens == 9_000)
    var next = 0
    try workspace.forEachExample(of: dataset) { example in
      next += 1
      return example.number == next && example.facts.line == next
        && example.bytes == Array(lines[next - 1].utf8)
    }
    #expect(next == 9_000)
    var numbers: [Int] = []
    try workspace.forEachTransformedBatch(
      of: dataset, workers: 3, makeTransform: { { $0.entries.map(\.number) } },
      combine: { numbers += $0 })
    #expect(numbers == Array(1...9_000))
    try workspace.export(dataset, to: folder.file("out"))
    #expect(try folder.bytes(of: "out") == Array(text.utf8))
  }

  @Test func `A second load under a name is refused, replaces or continues`() throws {
    let workspace = try home.workspace()
    _ = try workspace.load([Self.a], as: "d")
    let source = LoadSource.bytes(Array("\(Self.b)\n\(Self.c)".utf8), name: "x")
    #expect(throws: WorkspaceError.datasetExists("d")) { try workspace.load(source, as: "d") }
    var options = LoadOptions()
    options.collision = .append
    let longer = try workspace.load(source, as: "d", options: options)
    #expect(longer.numbers == 2...3)
    #expect(try workspace.texts(of: longer.dataset) == [1: Self.a, 2: Self.b, 3: Self.c])
    options.collision = .replace
    let other = try workspace.load(source, as: "d", options: options)
    #expect(try workspace.texts(of: other.dataset) == [1: Self.b, 2: Self.c])
    try workspace.undo()
    try workspace.undo()
    #expect(try workspace.texts(of: workspace.dataset(named: "d")) == [1: Self.a])
    try workspace.redo()
    try workspace.redo()
    #expect(try workspace.texts(of: workspace.dataset(named: "d")) == [1: Self.b, 2: Self.c])
  }

  @Test func `Appending after a line without an end starts a new line`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    _ = try workspace.load(.bytes(Array(Self.a.utf8), name: "x"), as: "d")
    var options = LoadOptions()
    options.collision = .append
    let dataset = try workspace.load(
      .bytes(Array(Self.b.utf8), name: "y"), as: "d", options: options
    ).dataset
    try workspace.export(dataset, to: folder.file("out"))
    #expect(try folder.bytes(of: "out") == Array("\(Self.a)\n\(Self.b)".utf8))
  }

  @Test func `An export that fails leaves the old file as it was`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let dataset = try workspace.load([Self.a], as: "d")
    let missing = folder.file("no/out.jsonl")
    let error = #expect(throws: WorkspaceError.self) {
      try workspace.export(dataset, to: missing)
    }
    #expect(error?.description == "\(missing): No such file or directory")
    // A device that is always full: https://man7.org/linux/man-pages/man4/full.4.html
    #expect(throws: WorkspaceError.diskFull(path: "/dev/full")) {
      try workspace.export(dataset, to: "/dev/full")
    }
  }

  @Test func `The hash of a dataset is the hash of its export`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let dataset = try workspace.load([Self.a, Self.b], as: "d")
    try workspace.export(dataset, to: folder.file("out"))
    var hash = SHA256()
    hash.update(try folder.bytes(of: "out"))
    let content = try workspace.contentHash(of: dataset)
    #expect(content.sha256 == hash.finish())
    #expect(content.byteCount == (try folder.bytes(of: "out").count))
  }

  @Test func `Each example knows the file that it was loaded from, also in older workspaces`()
    throws
  {
    let folder = try TemporaryFolder()
    let first = try folder.write("\(Self.a)\n\(Self.b)\n", to: "a as b.jsonl")
    let second = try folder.write("\(Self.b)\n", to: "c.jsonl")
    let workspace = try folder.workspace()
    var append = LoadOptions()
    append.collision = .append
    _ = try workspace.load(.file(first), as: "d")
    _ = try workspace.load(.file(first), as: "d", options: append)
    try workspace.undo()
    let dataset = try workspace.load(.file(second), as: "d", options: append).dataset
    let expected = [
      LoadedSource(name: first, numbers: 1...2), LoadedSource(name: second, numbers: 3...3),
    ]
    #expect(try workspace.sources(of: dataset) == expected)
    #expect(try workspace.sources(of: dataset, revision: 1) == [expected[0]])

    workspace.close()
    let database = try DatabaseQueue(path: workspace.path)
    try database.write { database in
      try database.execute(
        sql: """
          \(withoutVersions)
          ALTER TABLE revision DROP COLUMN source;
          DROP TABLE model_report;
          DROP TABLE layer;
          PRAGMA user_version = 3;
          """)
    }
    try database.close()
    #expect(try folder.workspace().sources(of: dataset) == expected)
  }
}
