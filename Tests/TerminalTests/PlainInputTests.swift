import Glibc
import Presentation
import Terminal
import Testing

/// The prompt without a terminal.
@Suite struct PlainInputTests {
  @Test(arguments: [
    ("one\ntwo\n", ["one", "two"]),
    ("no end", ["no end"]),
    ("crlf\r\n\r\nlast\r\n", ["crlf", "", "last"]),
    ("\u{FEFF}bom\n", ["bom"]),
    ("한국어\n日本語", ["한국어", "日本語"]),
    ("", []),
  ])
  func `A pipe is read line by line without a prompt`(text: String, expected: [String]) async throws
  {
    let input = try Pipe()
    let output = try Pipe()
    input.feed(text)
    let prompt = Prompt(input: input.readingEnd, output: output.writeEnd)
    var lines: [String] = []
    while case .line(let line) = await prompt.readLine("1 > ") { lines.append(line) }
    #expect(lines == expected)
    #expect(output.finish() == "")
    input.closeReadEnd()
  }

  @Test func `An open text block goes on over lines, and an end cuts it`() async throws {
    let input = try Pipe()
    input.feed("set \"\"\"\none\n\"\"\"\nset \"\"\"\nopen")
    let prompt = Prompt(input: input.readingEnd, output: -1)
    await prompt.configure(
      completer: { _ in .init(typed: "", candidates: []) },
      awaited: {
        let isOpen = $0.split(separator: "\"\"\"", omittingEmptySubsequences: false).count % 2 == 0
        return isOpen ? "a line of three quotes" : nil
      })
    #expect(await prompt.readLine("> ") == .line("set \"\"\"\none\n\"\"\""))
    #expect(await prompt.readLine("> ") == .line("set \"\"\"\nopen"))
    #expect(await prompt.readLine("> ") == .end)
    input.closeReadEnd()
  }

  @Test func `A pipe is not asked questions`() async throws {
    let input = try Pipe()
    input.feed("y\n")
    let prompt = Prompt(input: input.readingEnd, output: -1)
    #expect(await prompt.confirm("drop?") == nil)
    #expect(await prompt.ask("name? ") == nil)
    input.closeReadEnd()
  }

  @Test func `A dumb terminal has a prompt and its own editing`() async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(
      input: terminal.programSide, output: terminal.programSide, environment: ["TERM": "dumb"])
    async let event = prompt.readLine("1 > ")
    try await terminal.waitFor("1 >")
    terminal.send("show #1\n")
    #expect(await event == .line("show #1"))
    try await terminal.waitFor("1 > show #1")
  }
}
