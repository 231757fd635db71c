import Presentation
import Terminal
import Testing

/// Keys that act without Return. One at a time, as ``LineEditorTests``.
extension LineEditorTests {
  @Test(arguments: [
    ("k", LineEditor.Key.character("k")), ("ㅏ", .character("ㅏ")), ("아", .character("아")),
    ("？", .character("？")), ("\r", .enter), ("\u{3}", .end), ("\u{4}", .end),
    // What types nothing is passed over: arrows, F5, Home, Tab, Backspace.
    ("\u{1B}[A\u{1B}OB\u{1B}[15~\u{1B}[1;5Dk", .character("k")),
    ("\t\u{7F}\u{0}k", .character("k")), ("\u{1B}xk", .character("k")),
    // The letters of a paste were meant for something else.
    ("\u{1B}[200~drop it\nall\u{1B}[201~k", .character("k")),
  ])
  func `A key is taken without Return`(keys: String, expected: LineEditor.Key) async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    #expect(prompt.takesKeys)
    async let key = prompt.readKey("k d q:")
    try await terminal.waitFor("k d q:")
    terminal.send(keys)
    #expect(await key == expected)
  }

  @Test func `Keys that come together are taken one by one, and shown`() async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    async let first = prompt.readKey("1:")
    try await terminal.waitFor("1:")
    terminal.send("kd5")
    #expect(await first == .character("k"))
    #expect(await prompt.readKey("2:") == .character("d"))
    #expect(await prompt.readKey("3:") == .character("5"))
    try await terminal.waitFor("1: k\n2: d\n3: 5")
    #expect(terminal.screen.unknown == [])
  }

  @Test func `A notice stands above the question`() async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    async let key = prompt.readKey("k d q:")
    try await terminal.waitFor("k d q:")
    prompt.notices.post("@demo succeeded")
    try await terminal.waitFor("@demo succeeded\nk d q:")
    terminal.send("k")
    #expect(await key == .character("k"))
  }

  @Test func `A line is edited after a key as before`() async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    async let key = prompt.readKey("t:")
    try await terminal.waitFor("t:")
    terminal.send("t")
    #expect(await key == .character("t"))
    async let answer = prompt.ask("tag: ")
    try await terminal.waitFor("t: t\ntag:")
    terminal.send("odx\u{7F}d\r")
    #expect(await answer == "odd")
  }

  @Test func `A terminal that cannot move its cursor takes lines`() throws {
    let terminal = try PseudoTerminal()
    let side = terminal.programSide
    let prompt = Prompt(input: side, output: side, environment: ["TERM": "dumb"])
    #expect(!prompt.takesKeys)
    #expect(prompt.isInteractive)
  }
}
