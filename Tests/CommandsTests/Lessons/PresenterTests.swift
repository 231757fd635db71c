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

  @Test func `Enter runs the next line, and each line can be taken back`() async throws {
    let folder = try TemporaryFolder.withData()
    let console = RecordingConsole(isInteractive: false)
    let script = ScriptDocument(
      Self.lesson, file: "lesson.ft", parser: Parser(options: CommandTable.standard.catalog))
    let world = try GuideFixture.world(of: script, in: folder, console)
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
}
