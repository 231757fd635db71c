import TestSupport
import Testing

/// How a review goes on elsewhere, and what is saved of it.
@Suite struct ReviewTests {
  private static func fixture() async throws -> SessionFixture {
    var needs = SessionFixture.Needs()
    needs.isInteractive = true
    let fixture = try SessionFixture(needs)
    _ = await fixture.run("load marv.jsonl as marv")
    return fixture
  }

  @Test func `A review goes on where it was left, beside that of another dataset`() async throws {
    let fixture = try await Self.fixture()
    _ = await fixture.run("fork marv as other")
    fixture.console.answer(["k", "k", "q"])
    _ = await fixture.run("review marv")
    fixture.console.answer(["d", "q"])
    _ = await fixture.run("review other")
    fixture.console.answer(["q"])
    #expect(await fixture.run("review marv").contains("marv  3 of 12   2 kept\nmarv#3"))
    fixture.console.answer(["q"])
    #expect(await fixture.run("review other").contains("other  2 of 12   1 dropped\nother#2"))
  }

  @Test func `A saved review says what it changed, and not what it took back`() async throws {
    let fixture = try await Self.fixture()
    fixture.console.setEditor { $0.replacing("capital", with: "main town") }
    fixture.console.answer(["t odd", "n ask Mina", "e", "4", "d", "d", "u", "q"])
    _ = await fixture.run("review marv")
    _ = await fixture.run("save reviewed.ft")
    #expect(
      fixture.folder.text(of: "reviewed.ft") == """
        #!/usr/bin/env ft
        load marv.jsonl as marv
        tag marv#1 odd
        note marv#1 "ask Mina"
        set marv#1.messages[1].content "What's the main town of France?"
        tag marv#1 rating-4
        drop marv#2

        """)
  }
}
