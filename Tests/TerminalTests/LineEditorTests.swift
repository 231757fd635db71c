import Presentation
import Terminal
import Testing

/// The editor in a terminal of its own: keys go in, the screen is looked at.
///
/// One at a time: terminfo, which libedit draws through, knows one terminal per process.
@Suite(.serialized) struct LineEditorTests {
  @Test(arguments: [
    ("ASCII", "show #7", "show #7"),
    ("Korean", "마브#3 보기", "마브#3 보기"),
    ("Japanese", "月までの距離", "月までの距離"),
    ("backspace over Korean", "보기랑\u{7F}", "보기"),
    ("backspace over a joined emoji", "a👩‍💻\u{7F}b", "ab"),
    ("backspace over a combining accent", "xe\u{301}\u{7F}y", "xy"),
    ("left over a flag, then insert", "🇰🇷\u{1B}[Da", "a🇰🇷"),
    ("Home and End", "bc\u{1B}[Ha\u{1B}[Fd", "abcd"),
    ("Delete takes a whole cluster", "👩‍💻z\u{1B}[H\u{1B}[3~", "z"),
    ("Ctrl-D deletes within a line", "ab\u{1}\u{4}", "b"),
    ("Ctrl-Left moves by a word", "one two\u{1B}[1;5Dx", "one xtwo"),
    ("Ctrl-W deletes a word", "one two\u{17}x", "one x"),
  ])
  func `Keys edit the line`(name: String, keys: String, expected: String) async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    async let event = prompt.readLine("1 > ")
    try await terminal.waitFor("1 >")
    terminal.send(keys + "\r")
    #expect(await event == .line(expected))
  }

  @Test func `Wide text is drawn where it stands`() async throws {
    let terminal = try PseudoTerminal(columns: 20)
    let prompt = Prompt(terminal.programSide)
    async let event = prompt.readLine("1 > ")
    try await terminal.waitFor("1 >")
    terminal.send("가나다라마바사아자")
    try await terminal.waitFor("1 > 가나다라마바사아\n자")
    terminal.send("\u{1B}[D\u{1B}[Dx")
    try await terminal.waitFor("1 > 가나다라마바사x\n아자")
    terminal.send("\r")
    #expect(await event == .line("가나다라마바사x아자"))
    #expect(terminal.screen.unknown == [])
  }
}

extension Prompt {
  /// A prompt that takes `descriptor` for its xterm.
  init(_ descriptor: Int32) {
    self.init(input: descriptor, output: descriptor, environment: ["TERM": "xterm"])
  }
}
