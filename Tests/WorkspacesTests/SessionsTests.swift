import GRDB
import JSON
import TestSupport
import Testing
import Workspaces

@Suite struct SessionsTests {
  private let folder: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    workspace = try folder.workspace()
  }

  @Test func `A cell keeps its input, its value, its end and its time`() throws {
    #expect(try workspace.nextCellNumber() == 1)
    let number = try workspace.beginCell("show marv#7")
    let outcome = JSONValue.object([JSONMember("tokens", .integer(38))])
    try workspace.finishCell(
      number, outcome: outcome, facts: ReplayFacts(dataset: "marv", changedCount: 2),
      duration: .microseconds(1_500))
    let killed = try workspace.beginCell("tail @demo")
    let cells = try folder.workspace().cells()
    #expect(cells.map(\.number) == [1, 2])
    #expect(cells[0].source == "show marv#7" && cells[0].outcome == outcome)
    #expect(cells[0].replayFacts == ReplayFacts(dataset: "marv", changedCount: 2))
    #expect(cells[0].exitCode == 0 && cells[0].duration == .microseconds(1_500))
    #expect(cells[1].exitCode == nil && cells[1].duration == nil && killed == 2)
    #expect(try workspace.cells(limit: 1).map(\.number) == [2])
    #expect(throws: WorkspaceError.noCell(9)) { try workspace.cell(9) }
    #expect(throws: WorkspaceError.noCell(9)) {
      try workspace.finishCell(9, failure: "E310", exitCode: 1, duration: .zero)
    }
  }

  @Test(
    arguments: [
      ("set marv#1.user \"a\"", #"{"dataset":"marv","changed":3}"#, "marv", 3, nil, nil),
      ("drop marv#2", #"{"dataset":"marv@r2","dropped":1}"#, "marv", 1, nil, nil),
      ("drop marv", #"{"removed":"marv"}"#, nil, 0, "marv", nil),
      ("provider remove lab", #"{"removed":"lab"}"#, nil, 0, nil, nil),
      ("launch marv as demo", #"{"name":"demo"}"#, nil, 0, nil, "demo"),
      ("save a.ft", #"{"file":"a.ft","kept":[1],"dropped":[]}"#, nil, 0, nil, nil),
      ("list", "[1, 2]", nil, 0, nil, nil),
      ("quit", nil, nil, 0, nil, nil),
    ] as [(String, String?, String?, Int, String?, String?)])
  func `A cell of an older version says what a script needs of it`(
    source: String, outcome: String?, dataset: String?, changed: Int, removed: String?,
    job: String?
  ) throws {
    workspace.close()
    let database = try DatabaseQueue(path: workspace.path)
    try database.write { database in
      for column in [
        "failure", "dataset", "changed_count", "removed_dataset", "job", "chat", "next_turn",
      ] {
        try database.execute(sql: "ALTER TABLE cell DROP COLUMN \(column)")
      }
      try database.execute(sql: withoutVersions)
      try database.execute(sql: "ALTER TABLE revision DROP COLUMN source")
      try database.execute(sql: "DROP TABLE model_report")
      try database.execute(sql: "DROP TABLE layer")
      try database.execute(
        sql: "INSERT INTO cell(source, started_at, exit_code, outcome) VALUES (?, 1, 0, ?)",
        arguments: [source, outcome])
      try database.execute(sql: "PRAGMA user_version = 2")
    }
    try database.close()
    var expected = ReplayFacts(dataset: dataset, changedCount: changed)
    expected.removedDataset = removed
    expected.job = job
    #expect(try folder.workspace().cells().map(\.replayFacts) == [expected])
  }

  @Test func `The lines of the prompt are kept in order, a repeated one once`() throws {
    for line in ["a", "b", "b", "first\nsecond", "a"] { try workspace.remember(line) }
    #expect(try folder.workspace().inputs() == ["a", "b", "first\nsecond", "a"])
    #expect(try workspace.inputs(limit: 2) == ["first\nsecond", "a"])
  }

  @Test func `A conversation is kept turn by turn, and nothing taken back is lost`() throws {
    let chat = try workspace.beginChat(
      model: "m", provider: "sandbox", job: "demo", system: "Marv is sarcastic.")
    try workspace.append(NewTurn(role: "user", text: "Moon?"), to: chat.id)
    let reply = NewTurn(
      role: "assistant", text: "Far.", isPartial: true, promptTokens: 12, completionTokens: 3)
    #expect(try workspace.append(reply, to: chat.id).position == 2)
    try workspace.takeBack(from: 2, in: chat.id)
    try workspace.append(NewTurn(role: "assistant", text: "Very far."), to: chat.id)
    try workspace.setText("Very, very far.", ofTurn: 3, in: chat.id)

    let reopened = try folder.workspace()
    #expect(try reopened.chat(chat.id) == chat)
    #expect(try reopened.turns(of: chat.id).map(\.text) == ["Moon?", "Very, very far."])
    let all = try reopened.turns(of: chat.id, all: true)
    #expect(all.map(\.isActive) == [true, false, true])
    #expect(all.map(\.isPartial) == [false, true, false])
    #expect(all[1].promptTokens == 12 && all[1].completionTokens == 3)
    try reopened.setSystem(nil, of: chat.id)
    #expect(try workspace.chats().map(\.system) == [nil])
  }

  @Test func `A chat or a turn that never was is named`() throws {
    #expect(throws: WorkspaceError.noChat(3)) {
      try workspace.append(NewTurn(role: "user", text: "x"), to: 3)
    }
    let chat = try workspace.beginChat(model: "m", provider: "sandbox")
    #expect(throws: WorkspaceError.noTurn(chat: chat.id, position: 1)) {
      try workspace.takeBack(from: 1, in: chat.id)
    }
  }

  @Test func `Settings and providers are kept and taken away`() throws {
    try workspace.set("provider", to: "sandbox")
    try workspace.set("provider", to: "openai")
    #expect(try folder.workspace().setting("provider") == "openai")
    try workspace.set("provider", to: nil)
    #expect(try workspace.setting("provider") == nil)

    let description = JSONValue.object([JSONMember("base_url", "http://localhost:1/v1")])
    try workspace.addProvider("mine", .null)
    try workspace.addProvider("mine", description)
    #expect(
      try workspace.providers() == [StoredProvider(name: "mine", description: description)])
    try workspace.removeProvider("mine")
    #expect(throws: WorkspaceError.noProvider("mine")) { try workspace.removeProvider("mine") }
  }

  @Test func `A draft survives the program and is no change of the example`() throws {
    let dataset = try workspace.load([exampleLine("a")], as: "d")
    try workspace.setDraft("=== user\nhal", of: 1, in: dataset)
    let reopened = try folder.workspace()
    #expect(try reopened.draft(of: 1, in: dataset)?.text == "=== user\nhal")
    #expect(try reopened.dataset(named: "d") == dataset)
    try reopened.setDraft(nil, of: 1, in: dataset)
    #expect(try workspace.draft(of: 1, in: dataset) == nil)
  }
}

@Suite struct SpendingTests {
  @Test func `A spend is reserved up to the cap, and not a millionth above`() throws {
    let workspace = try TemporaryFolder().workspace()
    _ = try workspace.reserve(900, for: "demo", at: "openai", cap: SpendingCap(1_000))
    #expect(throws: WorkspaceError.overBudget(amount: 101, spent: 900, cap: 1_000)) {
      try workspace.reserve(101, for: "more", at: "openai", cap: SpendingCap(1_000))
    }
    _ = try workspace.reserve(100, for: "more", at: "openai", cap: SpendingCap(1_000))
    #expect(try workspace.spent() == 1_000)
    #expect(try workspace.spends().map(\.purpose) == ["more", "demo"])
  }

  @Test func `What was reserved gives way to what was spent`() throws {
    let folder = try TemporaryFolder()
    let workspace = try folder.workspace()
    let first = try workspace.reserve(500, for: "a", at: "openai", cap: nil)
    let second = try workspace.reserve(500, for: "b", at: "openai", cap: nil)
    try workspace.settle(first, actual: 320)
    try workspace.release(second)
    #expect(try folder.workspace().spent() == 320)
    #expect(try workspace.spends().map(\.state) == [.released, .settled(320)])
    #expect(try workspace.spends().map(\.amount) == [0, 320])
    for id in [first, second, 99] {
      #expect(throws: WorkspaceError.noReservation(id)) {
        try workspace.settle(id, actual: 1)
      }
      #expect(throws: WorkspaceError.noReservation(id)) { try workspace.release(id) }
    }
  }

  @Test func `A day's spend is what was reserved since it began`() throws {
    let folder = try TemporaryFolder()
    for (time, amount) in [(100, 1), (200, 2), (300, 4)] {
      let workspace = try Workspace.open(path: folder.file("w")) { time }
      _ = try workspace.reserve(amount, for: "x", at: "openai", cap: nil)
    }
    let workspace = try Workspace.open(path: folder.file("w")) { 0 }
    #expect(try [0, 100, 101, 300, 301].map { try workspace.spent(since: $0) } == [7, 7, 6, 4, 0])
    // A cap for a period leaves what was spent before it alone.
    let cap = SpendingCap(5, since: 300)
    #expect(throws: WorkspaceError.overBudget(amount: 2, spent: 4, cap: 5)) {
      try workspace.reserve(2, for: "x", at: "openai", cap: cap)
    }
    _ = try workspace.reserve(1, for: "x", at: "openai", cap: cap)
  }
}
