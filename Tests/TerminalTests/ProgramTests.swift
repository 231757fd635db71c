import Glibc
import Presentation
import Processes
import Terminal
import Testing

/// Pagers, editors and interrupts.
@Suite struct ProgramTests {
  @Test(arguments: [
    ("code --wait", ["code", "--wait"]),
    ("  less   -S ", ["less", "-S"]),
    ("'/opt/my editor/run' -w", ["/opt/my editor/run", "-w"]),
    (#"a\ b "c \" d" ''"#, ["a b", #"c " d"#, ""]),
    ("vi; rm -rf $HOME", ["vi;", "rm", "-rf", "$HOME"]),
    ("", []),
  ])
  func `A program line is split at spaces outside quotes`(line: String, expected: [String]) {
    #expect(commandWords(line) == expected)
  }

  @Test(
    arguments: [
      ([:], ["less"]),
      (["PAGER": "less -S"], ["less", "-S"]),
      (["PAGER": "more", "FT_PAGER": "bat --plain"], ["bat", "--plain"]),
      (["PAGER": ""], nil), (["PAGER": "cat"], nil), (["FT_PAGER": "", "PAGER": "less"], nil),
    ] as [([String: String], [String]?)])
  func `The pager is the user's choice`(environment: [String: String], expected: [String]?) {
    #expect(Pager(environment: environment)?.words == expected)
  }

  @Test func `Less is told how to behave only where the user has not`() {
    #expect(
      Pager(environment: [:])?.environment == [
        "LESS": "-FRX -Ps?eq goes back:space shows more, q goes back.$", "LESSSECURE": "1",
        "LESSCHARSET": "utf-8",
      ])
    #expect(
      Pager(environment: ["LESS": "S", "LESSCHARSET": "latin1"])?.environment
        == ["LESS": "S", "LESSCHARSET": "latin1"])
  }

  @Test func `Long lines count for the lines they take on the screen`() {
    let blocks: [Block] = [.preformatted("123456789"), .blank, .preformatted("데이터")]
    #expect(Pager.lines(of: blocks, Layout(width: 5, usesColor: true)) == 5)
  }

  @Test func `A program gets no file of this one but its three streams`() throws {
    // As Foundation and others open files, which a program would inherit.
    let leaked = unsafe open("/dev/null", O_RDONLY)
    defer { close(leaked) }
    #expect(
      try runProgram(
        ["test", "-e", "/proc/self/fd/\(leaked)"], environment: ["PATH": "/usr/bin:/bin"]) == 1)
  }

  @Test func `A program gets its input and returns its status`() throws {
    let environment = ["PATH": "/usr/bin:/bin"]
    #expect(
      try runProgram(["grep", "-q", "tower"], environment: environment, input: "a tower\n") == 0)
    #expect(try runProgram(["grep", "-q", "x"], environment: environment, input: "") == 1)
    #expect(try runProgram(["sh", "-c", "kill -9 $$"], environment: environment) == 137)
    let error = #expect(throws: ProgramError.self) {
      try runProgram(["no-such-program"], environment: environment)
    }
    #expect(error?.description == "no program 'no-such-program'")
  }

  @Test func `A program that is interrupted can die of it`() throws {
    let status = try runProgram(
      ["sh", "-c", "kill -INT $$; exit 0"], environment: ["PATH": "/usr/bin:/bin"])
    #expect(status == 130)
  }

  @Test func `An editor returns what it saved`() throws {
    let path = "/tmp/ft-terminal-tests-\(getpid()).txt"
    defer { unsafe unlink(path) }
    let editor = try ExternalEditor(
      environment: ["EDITOR": #"sh -c 'printf " and more" >> "$0"'"#, "PATH": "/usr/bin:/bin"])
    #expect(editor.source == .editor)
    #expect(try editor.edit("데이터", at: path) == "데이터 and more")
  }

  @Test func `A failing editor is named with its status`() throws {
    let path = "/tmp/ft-terminal-tests-failing-\(getpid()).txt"
    defer { unsafe unlink(path) }
    let editor = try ExternalEditor(environment: ["VISUAL": "false", "EDITOR": "vi"])
    let error = #expect(throws: ProgramError.self) { try editor.edit("draft", at: path) }
    #expect(error == ProgramError(.failed(status: 1), "false"))
  }

  @Test func `Without any editor that is said`() {
    let error = #expect(throws: ProgramError.self) {
      try ExternalEditor(environment: ["EDITOR": "", "PATH": "/nowhere"])
    }
    #expect(error?.code == .noneChosen)
  }

  @Test func `Ctrl-C cancels what runs and the program goes on`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      let interrupts = Interrupts()
      for _ in 0..<2 {
        await #expect(throws: CancellationError.self) {
          try await interrupts.cancelling {
            kill(getpid(), SIGINT)
            for await _ in AsyncStream<Int>.makeStream().stream {}
            try Task.checkCancellation()
          }
        }
      }
      exit(7)
    }
  }

  @Test func `Ctrl-C with nothing under way ends the program`() async {
    await #expect(processExitsWith: .signal(SIGINT)) {
      Interrupts().interrupt()
    }
  }

  @Test func `At a prompt Ctrl-C with nothing under way ends nothing`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      let interrupts = Interrupts()
      interrupts.outliveIdleInterrupts()
      for _ in 0..<5 { interrupts.interrupt() }
      exit(7)
    }
  }

  @Test(
    arguments: [
      ("y", false, true), ("Yes ", false, true), ("", false, false), ("", true, true),
      ("N", true, false), ("maybe", true, nil), ("drop it", false, nil),
      ("ｙ", false, true), ("ｎ　", true, false),
    ] as [(String, Bool, Bool?)])
  func `An answer is yes, no or neither`(answer: String, defaultsToYes: Bool, expected: Bool?) {
    #expect(confirmation(answer, defaultsToYes: defaultsToYes) == expected)
  }
}
