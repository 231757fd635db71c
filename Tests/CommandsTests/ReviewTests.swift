import CommandLanguage
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

  /// The decisions that are left of keys, as the reviewed dataset's tags, notes and dropped rows.
  private static let keys: [(keys: String, answers: [String], left: String)] = [
    ("kkq", [], "2 kept"), ("kdsq", [], "1 kept, 1 dropped, 1 skipped"),
    ("k5?xq", [], "1 kept, 1 rated"),
    ("tkq", ["odd"], "1 kept"), ("tkq", [""], "1 kept"), ("nkq", ["ask Mina"], "1 kept"),
    ("rkq", ["3"], "1 kept, 1 rated"), ("ddudq", [], "2 dropped"), ("KDQ", [], "1 kept, 1 dropped"),
    // As a Korean keyboard types the same keys: alone, as a syllable, and with a tail.
    ("ㅏㅏㅂ", [], "2 kept"), ("아ㅂ", [], "1 dropped, 1 kept"),
    ("안ㅂ", [], "1 dropped, 1 kept, 1 skipped"),
    ("ㅕㅏㅂ", [], "1 kept"),
    // As a Japanese one does.
    ("ｋ５ｑ", [], "1 kept, 1 rated"),
    (" k\tq", [], "1 kept"), ("k/kq", ["Mona Lisa"], "2 kept"),
  ]

  @Test(arguments: keys)
  func `A key acts at once`(_ keys: String, _ answers: [String], _ left: String) async throws {
    let fixture = try await Self.fixture()
    fixture.console.press(keys)
    fixture.console.answer(answers)
    let said = await fixture.run("review marv")
    let last = try #require(said.split(separator: "\n").last { $0.contains("examples decided") })
    let found = Set(last.split(separator: "decided").last?.split(separator: ",") ?? [])
    #expect(
      Set(found.map { $0.filter { $0 != " " } })
        == Set(left.split(separator: ",").map { $0.filter { $0 != " " } }), "\(said)")
  }

  @Test func `What is looked for is the next example, and nothing is decided`() async throws {
    let fixture = try await Self.fixture()
    fixture.console.press("//?//q")
    fixture.console.answer(["lisa", "", "nowhere at all", "H2O"])
    let said = await fixture.run("review marv")
    let shown = said.split(separator: "\n").filter { $0.hasPrefix("marv#") }.map {
      $0.prefix { $0 != " " }
    }
    #expect(shown == ["marv#1", "marv#6", "marv#6", "marv#8"], "\(said)")
    #expect(said.contains("* no example of this review has \"nowhere at all\""))
    #expect(said.contains("marv  0 of 12 examples decided"))
  }

  @Test func `A long example is folded until it is unfolded`() async throws {
    let fixture = try await Self.fixture()
    let long = (1...40).map { "Line \($0)." }.joined(separator: "\n")
    _ = await fixture.run("set marv#1.assistant \(Literal.quoted(long[...]))")
    fixture.console.press("ffkq")
    let said = await fixture.run("review marv")
    let parts = said.split(separator: "? k d e t")
    #expect(parts[0].contains("Line 8.\n             … 32 lines more;  f  shows all"))
    #expect(parts[1].contains("Line 40."))
    #expect(parts[2].contains("… 32 lines more"))
    #expect(!parts[2].contains("Line 40."))
    fixture.console.answer(["u", "q"])
    _ = await fixture.run("review marv")
    // A search shows all of what it is in.
    fixture.console.press("u/q")
    fixture.console.answer(["line 40"])
    #expect(await fixture.run("review marv").contains("Line 40."))
  }
}
