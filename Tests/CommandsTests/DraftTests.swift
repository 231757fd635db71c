import Testing

/// What becomes of a text that could not be saved as an example.
@Suite struct DraftTests {
  @Test func `A draft older than its example asks before it takes the example's place`()
    async throws
  {
    var needs = SessionFixture.Needs()
    needs.isInteractive = true
    let fixture = try SessionFixture(needs)
    _ = await fixture.run("load marv.jsonl as marv")
    fixture.console.setEditor { $0.replacing("=== user", with: "=== nobody") }
    fixture.console.answer(["no"])
    _ = await fixture.run("edit #1")
    _ = await fixture.run("set #1.assistant \"Paris.\"")

    fixture.console.setEditor { $0.replacing("=== nobody", with: "=== user") }
    fixture.console.answer(["no"])
    let refused = await fixture.run("edit #1")
    #expect(refused.contains("error E205: marv#1 was changed after this draft was begun"))
    #expect(await fixture.run("marv#1.assistant") == "Paris.\n")

    fixture.console.answer(["yes"])
    let replaced = await fixture.run("edit #1")
    #expect(replaced.contains("? marv#1 was changed after this draft was begun; replace it?"))
    #expect(
      await fixture.run("marv#1.assistant") == "Paris, as if everyone doesn't know that already.\n")

    // The draft is in the dataset now, and gone.
    fixture.console.setEditor { $0 }
    #expect(await fixture.run("edit #1") == "nothing was changed\n")
  }

  @Test func `An emptied text changes nothing, and no line of a text is a comment`() async throws {
    var needs = SessionFixture.Needs()
    needs.isInteractive = true
    let fixture = try SessionFixture(needs)
    _ = await fixture.run("load marv.jsonl as marv")
    fixture.console.setEditor { _ in "" }
    #expect(await fixture.run("edit #1") == "the text is empty, so nothing was changed\n")
    fixture.console.setEditor { $0.replacing("Paris, as", with: "# Paris\n#, as") }
    _ = await fixture.run("edit #1")
    #expect(
      await fixture.run("marv#1.assistant")
        == "# Paris\n#, as if everyone doesn't know that already.\n")
  }
}
