import Testing

/// What becomes of a text that could not be saved as an example.
@Suite struct DraftTests {
  @Test func `A draft older than its example asks before it takes the example's place`()
    async throws
  {
    var wishes = Desk.Wishes()
    wishes.isInteractive = true
    let desk = try Desk(wishes)
    _ = await desk.say("load marv.jsonl as marv")
    desk.console.setEditor { $0.replacing("=== user", with: "=== nobody") }
    desk.console.answer(["no"])
    _ = await desk.say("edit #1")
    _ = await desk.say("set #1.assistant \"Paris.\"")

    desk.console.setEditor { $0.replacing("=== nobody", with: "=== user") }
    desk.console.answer(["no"])
    let refused = await desk.say("edit #1")
    #expect(refused.contains("error E205: marv#1 was changed after this draft was begun"))
    #expect(await desk.say("marv#1.assistant") == "Paris.\n")

    desk.console.answer(["yes"])
    let replaced = await desk.say("edit #1")
    #expect(replaced.contains("? marv#1 was changed after this draft was begun; replace it?"))
    #expect(
      await desk.say("marv#1.assistant") == "Paris, as if everyone doesn't know that already.\n")

    // The draft is in the dataset now, and gone.
    desk.console.setEditor { $0 }
    #expect(await desk.say("edit #1") == "nothing was changed\n")
  }
}
