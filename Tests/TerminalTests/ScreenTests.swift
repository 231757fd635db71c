import Glibc
import Presentation
import Terminal
import Testing

/// Output as a terminal, a pipe and a broken pipe see it.
@Suite struct ScreenTests {
  @Test func `What is said while another program has the terminal comes when it is done`()
    async throws
  {
    let input = try Pipe()
    let output = try Pipe()
    let prompt = Prompt(input: input.writeEnd, output: output.writeEnd)
    let screen = Screen(
      output: output.writeEnd, messages: output.writeEnd, environment: [:], prompt: prompt.notices)
    let end = output.writeEnd
    await prompt.withTerminal {
      screen.notice("a job is done")
      unsafe _ = write(end, "editor\n", 7)
    }
    screen.notice("later")
    #expect(output.finish() == "editor\na job is done\nlater\n")
    input.feed("")
  }

  @Test func `A progress line is cleared before other output`() async throws {
    let terminal = try PseudoTerminal()
    let screen = Screen(
      output: terminal.programSide, messages: terminal.programSide, environment: ["LANG": "C"])
    screen.progress("uploading 48 KB")
    try await terminal.waitFor("uploading 48 KB")
    screen.write([.text("done")])
    screen.notice("saved")
    try await terminal.waitFor("done\nsaved")
  }

  @Test(arguments: [("xterm", 1), ("dumb", 0)])
  func `A bell rings in a terminal, and in a pipe nothing does`(
    name: String, count: Int
  ) async throws {
    let terminal = try PseudoTerminal()
    let screen = Screen(
      output: terminal.programSide, messages: terminal.programSide, environment: ["TERM": name])
    screen.ring()
    screen.notice("@demo succeeded")
    try await terminal.waitFor("@demo succeeded")
    #expect(terminal.screen.bellCount == count)
    let pipe = try Pipe()
    let piped = Screen(output: pipe.writeEnd, messages: pipe.writeEnd, environment: ["TERM": name])
    piped.ring()
    piped.notice("done")
    #expect(pipe.finish() == "done\n")
  }

  @Test func `A progress line never wraps`() async throws {
    let terminal = try PseudoTerminal(columns: 20)
    let screen = Screen(
      output: terminal.programSide, messages: terminal.programSide, environment: ["LANG": "C"])
    screen.progress("step 12 of 1,000, loss 0.61")
    try await terminal.waitFor("step 12 of 1,000...")
  }

  @Test func `Progress into a pipe is a line for each change`() throws {
    let pipe = try Pipe()
    let screen = Screen(output: pipe.writeEnd, messages: pipe.writeEnd, environment: [:])
    for text in ["queued", "queued", "running"] { screen.progress(StyledText(text)) }
    screen.progress(nil)
    screen.write([.text("done")])
    #expect(pipe.finish() == "queued\nrunning\ndone\n")
  }

  @Test func `Forced color in a pipe animates nothing`() throws {
    let pipe = try Pipe()
    let screen = Screen(
      output: pipe.writeEnd, messages: pipe.writeEnd, environment: ["FORCE_COLOR": "1"])
    screen.progress(StyledText("running", .accent))
    screen.write([.line(StyledText("good", .good))])
    #expect(pipe.finish() == "\u{1B}[36mrunning\u{1B}[0m\n\u{1B}[32mgood\u{1B}[0m\n")
  }

  @Test func `A message waits until streamed text ends its line`() async throws {
    let terminal = try PseudoTerminal()
    let screen = Screen(
      output: terminal.programSide, messages: terminal.programSide, environment: [:])
    screen.stream("Paris. You know, ")
    screen.notice("@demo succeeded")
    screen.stream("the one with the tower.\n")
    try await terminal.waitFor("Paris. You know, the one with the tower.\n@demo succeeded")
  }

  @Test func `A reader that left is noticed and the rest is dropped`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      let interrupts = Interrupts()
      defer { _ = interrupts }
      let pipe = try Pipe()
      let screen = Screen(output: pipe.writeEnd, messages: pipe.writeEnd, environment: [:])
      pipe.closeReadEnd()
      screen.write([.text("one")])
      screen.write([.text("two")])
      exit(screen.isClosed ? 7 : 1)
    }
  }

  @Test(arguments: [
    ColorCase(.always, ["NO_COLOR": "1"], terminal: false, colors: true),
    ColorCase(.never, ["FORCE_COLOR": "1"], terminal: true, colors: false),
    ColorCase(.automatic, [:], terminal: true, colors: true),
    ColorCase(.automatic, [:], terminal: false, colors: false),
    ColorCase(.automatic, ["NO_COLOR": "1", "FORCE_COLOR": "1"], terminal: true, colors: false),
    ColorCase(.automatic, ["NO_COLOR": ""], terminal: true, colors: true),
    ColorCase(.automatic, ["FORCE_COLOR": "1"], terminal: false, colors: true),
    ColorCase(.automatic, ["FORCE_COLOR": "0"], terminal: false, colors: false),
    ColorCase(.automatic, ["FORCE_COLOR": ""], terminal: false, colors: false),
    ColorCase(.automatic, ["CLICOLOR_FORCE": "1"], terminal: false, colors: true),
    ColorCase(.automatic, ["TERM": "dumb"], terminal: true, colors: false),
    ColorCase(.automatic, ["TERM": "dumb", "FORCE_COLOR": "1"], terminal: true, colors: true),
  ])
  func `Color follows the first that has a say`(_ example: ColorCase) {
    #expect(
      example.option.usesColor(environment: example.environment, isTerminal: example.isTerminal)
        == example.expected)
  }

  struct ColorCase: Sendable, CustomTestStringConvertible {
    let option: ColorOption
    let environment: [String: String]
    let isTerminal: Bool
    let expected: Bool

    init(
      _ option: ColorOption, _ environment: [String: String], terminal: Bool, colors: Bool
    ) {
      (self.option, self.environment) = (option, environment)
      (isTerminal, expected) = (terminal, colors)
    }

    var testDescription: String { "--color \(option.rawValue) \(environment) tty \(isTerminal)" }
  }

  @Test(arguments: [
    ([:], true), (["LANG": "C"], false), (["LANG": "en_US.UTF-8"], true),
    (["LANG": "ko_KR.utf8"], true), (["LC_ALL": "C", "LANG": "en_US.UTF-8"], false),
    (["LC_ALL": "", "LANG": "de_DE.ISO-8859-1"], false), (["LANG": "C.UTF-8"], true),
    (["TERM": "linux", "LANG": "en_US.UTF-8"], false),
  ])
  func `Block elements are drawn where the locale has them`(
    environment: [String: String], expected: Bool
  ) {
    #expect(drawsUnicode(environment: environment) == expected)
  }

  @Test(
    arguments: [
      (120, [:], true, 120), (nil, [:], true, 80), (nil, ["COLUMNS": "40"], false, 40),
      (120, ["COLUMNS": "40"], true, 120), (nil, ["COLUMNS": "x"], false, 1_000_000),
    ] as [(Int?, [String: String], Bool, Int)])
  func `The width is the window's`(
    reported: Int?, environment: [String: String], isTerminal: Bool, expected: Int
  ) {
    #expect(
      layoutWidth(reported: reported, environment: environment, isTerminal: isTerminal) == expected)
  }

  @Test func `Progress is drawn at most ten times a second`() {
    var throttle = ProgressThrottle()
    let start = ContinuousClock.now
    let drawn = (0..<25).filter { throttle.admits(at: start + .milliseconds($0 * 40)) }
    #expect(drawn == [0, 3, 6, 9, 12, 15, 18, 21, 24])
  }
}
