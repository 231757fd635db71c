import Glibc
import Presentation
import Terminal
import Testing

/// Entries as a whole: pasted, continued, interrupted, recalled, completed.
extension LineEditorTests {
  @Test func `A paste of three lines is one entry that one Return submits`() async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    async let event = prompt.readLine("1 > ")
    try await terminal.waitFor("1 >")
    terminal.send("\u{1B}[200~load a.jsonl\r\nshow #1\rlist\r\u{1B}[201~")
    terminal.send(" jobs\r")
    let entered = await event
    #expect(entered == .line("load a.jsonl\nshow #1\nlist jobs"))
  }

  @Test func `A long paste stands as a placeholder and arrives whole`() async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    async let event = prompt.readLine("1 > ")
    try await terminal.waitFor("1 >")
    let paste = (1...30).map { "line \($0)" }.joined(separator: "\n")
    terminal.send("a \u{1B}[200~\(paste)\u{1B}[201~ b \u{1B}[200~\(paste)\u{1B}[201~")
    try await terminal.waitFor("1 > a [pasted 30 lines] b [pasted 30 lines (2)]")
    terminal.send("\r")
    #expect(await event == .line("a \(paste) b \(paste)"))
  }

  @Test func `Ctrl-C drops the line and the next prompt is clean`() async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    async let event = prompt.readLine("1 > ")
    try await terminal.waitFor("1 >")
    terminal.send("half a li\u{3}")
    #expect(await event == .interrupted(dropsText: true))
    async let next = prompt.readLine("1 > ")
    try await terminal.waitFor("1 > half a li^C\n1 >")
    terminal.send("ok\r")
    #expect(await next == .line("ok"))
  }

  @Test func `Ctrl-D on an empty line is the end`() async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    async let event = prompt.readLine("1 > ")
    try await terminal.waitFor("1 >")
    terminal.send("\u{4}")
    #expect(await event == .end)
  }

  @Test func `A closed window is the end`() async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    async let event = prompt.readLine("1 > ")
    try await terminal.waitFor("1 >")
    terminal.send("half")
    try await terminal.waitFor("1 > half")
    terminal.hangUp()
    #expect(await event == .end)
  }

  @Test func `A notice appears above the half-typed line, the cursor where it was`() async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    async let event = prompt.readLine("1 > ")
    try await terminal.waitFor("1 >")
    terminal.send("마브 보기\u{1B}[D\u{1B}[D")
    try await terminal.waitFor("1 > 마브 보기")
    prompt.notices.post("@demo succeeded")
    try await terminal.waitFor("@demo succeeded\n1 > 마브 보기")
    terminal.send("#3 ")
    try await terminal.waitFor("@demo succeeded\n1 > 마브 #3 보기")
    terminal.send("\r")
    #expect(await event == .line("마브 #3 보기"))
  }

  @Test func `A notice posted without a prompt appears before the next one`() async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    #expect(!prompt.notices.offer("never shown: the caller prints it"))
    prompt.notices.post("@demo succeeded")
    async let event = prompt.readLine("1 > ")
    try await terminal.waitFor("@demo succeeded\n1 >")
    terminal.send("\r")
    #expect(await event == .line(""))
  }

  @Test func `An unfinished entry goes on below a continuation prompt, and once it is said why`()
    async throws
  {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    await prompt.configure(
      completer: { _ in .init(typed: "", candidates: []) },
      awaited: { entry in entry.count { $0 == "\"" } % 2 == 1 ? "the \" that closes it" : nil })
    async let event = prompt.readLine("1 marv> ")
    try await terminal.waitFor("1 marv>")
    terminal.send("set #1.user \"one\r")
    try await terminal.waitFor(
      """
      1 marv> set #1.user "one
      waiting for the " that closes it  ·
        Ctrl-C drops what was typed
        ...
      """)
    terminal.send("two\r")
    try await terminal.waitFor(
      """
      1 marv> set #1.user "one
      waiting for the " that closes it  ·
        Ctrl-C drops what was typed
        ... two
        ...
      """)
    terminal.send("three\"\r")
    #expect(await event == .line("set #1.user \"one\ntwo\nthree\""))
  }

  @Test func `A question takes one line and leaves history alone`() async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    await prompt.remember(["drop marv"])
    async let answer = prompt.ask("drop 40 examples? [y/N] ")
    try await terminal.waitFor("drop 40 examples? [y/N]")
    terminal.send("\u{1B}[Ay\r")
    #expect(await answer == "y")
  }

  @Test func `The window may change its width while a line is typed`() async throws {
    let terminal = try PseudoTerminal(columns: 60)
    let prompt = Prompt(terminal.programSide)
    async let event = prompt.readLine("1 > ")
    try await terminal.waitFor("1 >")
    terminal.send("0123456789")
    try await terminal.waitFor("1 > 0123456789")
    terminal.resize(columns: 10, lines: 12)
    kill(getpid(), SIGWINCH)
    try await terminal.waitFor("1 > 012345\n6789")
    terminal.send("x\r")
    #expect(await event == .line("0123456789x"))
  }

  @Test func `A colored prompt keeps its width, and wide names in it are marked`() async throws {
    let terminal = try PseudoTerminal(columns: 20)
    let prompt = Prompt(
      input: terminal.programSide, output: terminal.programSide, environment: ["TERM": "xterm"],
      usesColor: true)
    async let event = prompt.readLine("\(7, .dim) \("마브", .accent)\("> ", .strong)")
    try await terminal.waitFor("7 ??>")
    terminal.send("가나다라마바사아")
    try await terminal.waitFor("7 ??> 가나다라마바사\n아")
    terminal.send("\u{1B}[Hx")
    try await terminal.waitFor("7 ??> x가나다라마바\n사아")
    terminal.send("\r")
    #expect(await event == .line("x가나다라마바사아"))
  }

  @Test func `A question that names wide text stands above its hint`() async throws {
    let terminal = try PseudoTerminal(columns: 78)
    let prompt = Prompt(terminal.programSide)
    async let answer = prompt.confirm("drop all 40 examples of 마브?")
    try await terminal.waitFor("drop all 40 examples of 마브? [y/N]\n[y/N]")
    terminal.send("perhaps\r")
    try await terminal.waitFor(
      """
      drop all 40 examples of 마브? [y/N]
      [y/N] perhaps
      that is no answer, and nothing was run:  y is yes, n is no, Enter alone is no
      drop all 40 examples of 마브? [y/N]
      [y/N]
      """)
    terminal.send("y\r")
    #expect(await answer == true)
  }

  @Test func `A command typed at a question is not run, and the third is a no`() async throws {
    let terminal = try PseudoTerminal(columns: 44)
    let prompt = Prompt(terminal.programSide)
    async let answer = prompt.confirm("spend $0.42?", defaultsToYes: true)
    let asked = "spend $0.42? [Y/n]"
    let told =
      " show marv\nthat is no answer, and nothing was run:\n"
      + "  y is yes, n is no, Enter alone is yes\n"
    for attempt in 0..<3 {
      try await terminal.waitFor(String(repeating: asked + told, count: attempt) + asked)
      terminal.send("show marv\r")
    }
    #expect(await answer == false)
    try await terminal.waitFor(
      String(repeating: asked + told, count: 2) + asked
        + " show marv\nthat is no answer either, so it is taken as\n  no")
  }

  @Test func `Leaving a question is a no`() async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    async let answer = prompt.confirm("spend $0.42?", defaultsToYes: true)
    try await terminal.waitFor("spend $0.42? [Y/n]")
    terminal.send("\u{3}")
    #expect(await answer == false)
  }
}
