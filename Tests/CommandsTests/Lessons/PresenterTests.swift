import CommandLanguage
import Commands
import Reports
import Scripts
import Sessions
import TestSupport
import Testing
import Workspaces

/// A lesson before an audience; `*` marks what the presenter alone sees.
@Suite struct PresenterTests {
  private static let lesson = """
    # Shown
    # For an audience.
    ## 1. Load
    #. breathe
    # The file first.
    load marv.jsonl as marv
    expect marv.count = 12
    ## 2. Drop
    drop marv#5
    ! show marv#5
    # Gone.
    """

  /// The lesson and a world for it.
  private func begin(_ console: RecordingConsole) throws -> (ScriptDocument, LessonWorld) {
    let script = ScriptDocument(
      Self.lesson, file: "lesson.ft", parser: Parser(options: CommandTable.standard.catalog))
    let folder = try TemporaryFolder.withData()
    return (script, try GuideFixture.world(of: script, in: folder, console))
  }

  @Test func `Enter runs the next line, and each line can be taken back`() async throws {
    let console = RecordingConsole(isInteractive: false)
    let (script, world) = try begin(console)
    defer { world.close() }
    let presenter = Presenter(script, in: world)
    await presenter.begin()
    #expect(
      console.take() == """
        Shown
        3 lines · Enter runs the next, p is your own prompt, q leaves
        For an audience.

        Load
        * note  breathe
        The file first.

        """)
    let keys = [
      ("", "1> load marv.jsonl as marv\nmarv  r1  12 examples"),
      (".", "* next  drop marv#5\n"),
      ("", "marv r1 → r2   dropped 1 of 12: marv#5"),
      ("b", "back; next is  drop marv#5\n"),
      ("b", "back; next is  load marv.jsonl as marv\n"),
      ("b", "* there is nothing to take back\n"),
      ("", "12 examples"), ("s", "skipped  drop marv#5\n"), ("b", "back; next is"),
      ("", "12 examples"), ("p", "* your own prompt"), ("drop marv#1..8 --yes", "dropped 8 of 12"),
      ("go", "* back in the lesson\n"), ("b", "back; next is  drop marv#5\n"),
      ("", "dropped 1 of 12: marv#5"), ("", "error E310: no example marv#5"),
      ("", "* that was the last line"), ("what", "* Enter runs the next line"),
    ]
    for (key, expected) in keys {
      #expect(try await presenter.accept(key) == .goesOn)
      let said = console.take()
      #expect(said.contains(expected), "\(key): \(said)")
    }
    #expect(try world.session.workspace.dataset(named: "marv").exampleCount == 11)
    #expect(try await presenter.accept("q") == .left)
  }

  @Test(arguments: [(Pace.instant, 0), (.fast, 18), (.real, 60)])
  func `A line is typed at the pace that was asked for`(
    _ pace: Pace, _ milliseconds: Int
  ) async throws {
    let console = RecordingConsole(isInteractive: false)
    let (script, world) = try begin(console)
    defer { world.close() }
    let clock = SkippingClock()
    let presenter = Presenter(script, in: world, typist: Typist(pace, clock: clock))
    await presenter.begin()
    _ = console.take()
    _ = try await presenter.accept("")
    #expect(console.take().hasPrefix("1> load marv.jsonl as marv\nmarv  r1  12 examples"))
    let keys = pace == .instant ? 0 : "load marv.jsonl as marv".count
    #expect(clock.sleeps == Array(repeating: .milliseconds(milliseconds), count: keys))
  }

  @Test func `A run that is typed says what a run says, letter by letter`() async throws {
    let script = """
      # Shown
      ## Load
      load marv.jsonl as marv
      set marv#1.system \"\"\"
      two
      lines
      \"\"\"
      """
    var texts: [String] = []
    let clock = SkippingClock()
    for typist in [nil, Typist(.real, clock: clock)] {
      let fixture = try SessionFixture(SessionFixture.Needs(isScript: true, trains: false))
      let listener = RecordingConsole(isInteractive: false)
      let runner = ScriptRunner(
        ScriptDocument(
          script, file: "s.ft", parser: Parser(options: CommandTable.standard.catalog)),
        for: .run, listener: listener, table: .standard, typist: typist
      ) { fixture.session(console: $0) }
      #expect(try await runner.run().message == nil)
      texts.append(listener.take())
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0].contains("> load marv.jsonl as marv\nmarv  r1"))
    #expect(clock.sleeps.count == "load marv.jsonl as marv".count)
  }
}
