import Presentation
import Terminal
import Testing

/// Up, Down, Ctrl-R and Tab.
extension LineEditorTests {
  @Test(arguments: [
    ("Up is the last entry", "\u{1B}[A", "show marv#2"),
    ("Up twice goes on", "\u{1B}[A\u{1B}[A", "load marv.jsonl"),
    ("Up by a typed prefix", "l\u{1B}[A\u{1B}[A", "list\njobs"),
    ("Down comes back to what was typed", "sh\u{1B}[A\u{1B}[B", "sh"),
    ("An edited entry starts a new walk", "\u{1B}[A\u{7F}\u{1B}[A", "show marv#2"),
    ("Up in application mode", "\u{1B}OA", "show marv#2"),
    ("Ctrl-P is Up", "\u{10}", "show marv#2"),
    ("Ctrl-R finds a part", "\u{12}jsonl\u{1B}", "load marv.jsonl"),
  ])
  func `Earlier entries come back`(name: String, keys: String, expected: String) async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    await prompt.remember(["list\njobs", "load marv.jsonl", "show marv#2"])
    async let event = prompt.readLine("1 > ")
    try await terminal.waitFor("1 >")
    terminal.send(keys + "\r")
    let entered = await event
    #expect(entered == .line(expected))
  }

  @Test(arguments: [
    ("the only candidate", "sa\t", "1 > save", "save "),
    ("what all share", "l\tx", "1 > lax", "lax"),
    ("a part of the line", "show @de\tz", "1 > show @demo z", "show @demo z"),
    ("wide candidates", "데\t", "1 > 데이터", "데이터 "),
    ("an ending of its own", "show ma\t3", "1 > show marv#3", "show marv#3"),
    ("no candidate", "zz\t", "1 > zz", "zz"),
  ])
  func `Tab completes`(name: String, keys: String, shown: String, expected: String) async throws {
    let terminal = try PseudoTerminal()
    let prompt = Prompt(terminal.programSide)
    await prompt.configure(completer: exampleCompletion, awaited: { _ in nil })
    async let event = prompt.readLine("1 > ")
    try await terminal.waitFor("1 >")
    terminal.send(keys)
    try await terminal.waitFor(shown)
    terminal.send("\r")
    let entered = await event
    #expect(entered == .line(expected))
  }

  @Test func `Several candidates are listed above the prompt`() async throws {
    let terminal = try PseudoTerminal(columns: 30)
    let prompt = Prompt(terminal.programSide)
    await prompt.configure(completer: exampleCompletion, awaited: { _ in nil })
    async let event = prompt.readLine("1 > ")
    try await terminal.waitFor("1 >")
    terminal.send("la\t")
    try await terminal.waitFor("launch  last\n1 > la")
    terminal.send("u\t")
    try await terminal.waitFor("launch  last\n1 > launch")
    terminal.send("--model \t")
    try await terminal.waitFor(
      "launch  last\ngpt-4.1-nano  $1.50/M\ntiny          free\n1 > launch --model")
    terminal.send("\r")
    #expect(await event == .line("launch --model "))
  }
}

/// Candidates by the last word, as a workspace with a dataset and a job would have them.
private func exampleCompletion(_ request: CompletionRequest) -> Completion {
  let words = request.before.split(separator: " ", omittingEmptySubsequences: false)
  let typed = words.last.map(String.init) ?? ""
  if request.before.hasSuffix("--model ") {
    return Completion(
      typed: "", candidates: [.init("gpt-4.1-nano", note: "$1.50/M"), .init("tiny", note: "free")])
  }
  let names = ["launch", "last", "save", "@demo", "데이터"].map { Completion.Candidate($0) }
  let all = names + [.init("marv", ending: "#")]
  return Completion(typed: typed, candidates: all.filter { $0.text.hasPrefix(typed) })
}
