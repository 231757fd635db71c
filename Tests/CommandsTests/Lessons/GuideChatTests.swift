import Commands
import Sessions
import TestSupport
import Testing
import Workspaces

/// A learner who opens a chat before the lesson does.
@Suite struct GuideChatTests {
  private static let lesson = """
    # Talk
    ## 1. Load
    # Load marv.jsonl as marv.
    hint "load FILE as NAME"
    load marv.jsonl as marv
    ## 2. Look
    # Show marv#1.
    hint "show NAME#NUMBER"
    show marv#1
    """
  private static let isOpen =
    "a chat is open, and what you type goes to the model; /done leaves it\n"
  private static let left =
    "this line is for ft, so the chat is left; what was said there is kept\n"

  private func inChat() async throws -> GuideFixture {
    let fixture = try GuideFixture(Self.lesson)
    _ = try await fixture.begin()
    #expect(try await fixture.type("chat sandbox-1").hasSuffix(Self.isOpen))
    return fixture
  }

  @Test func `The step's own command leaves the chat and counts`() async throws {
    let fixture = try await inChat()
    let said = try await fixture.type("load marv.jsonl as marv")
    #expect(said.hasPrefix(Self.left))
    #expect(said.hasSuffix("✓ done · Enter goes on\n"))
    #expect(fixture.guide.session.chat == nil)
  }

  @Test func `A wrong answer in a chat is judged, and the chat is open again`() async throws {
    let fixture = try await inChat()
    let said = try await fixture.type("load clean.jsonl as marv")
    #expect(said.hasPrefix(Self.left))
    #expect(said.hasSuffix("the chat is open again; /done leaves it\n"))
    #expect(fixture.guide.session.chat != nil)
    #expect(try fixture.guide.session.workspace.datasets().isEmpty)
  }

  @Test func `Talk is said to the model with a word once, and another command each time`()
    async throws
  {
    let fixture = try GuideFixture(Self.lesson)
    _ = try await fixture.begin()
    try await fixture.type("chat sandbox-1")
    #expect(try await !fixture.type("hello").contains(Self.isOpen))
    #expect(try await fixture.type("check marv").hasSuffix(Self.isOpen))
    #expect(try await fixture.type("list").hasSuffix(Self.isOpen))
    #expect(try await fixture.type("") == Self.isOpen)
    #expect(try await fixture.type("/done") == "")
    #expect(fixture.guide.session.chat == nil)
  }

  @Test(arguments: [
    ("hint", "hint 1 of 1  load FILE as NAME\n"), ("/hint", "hint 1 of 1  load FILE as NAME\n"),
    ("reveal", "the answer is\nload marv.jsonl as marv\n"),
    ("/skip", "✓ done · Enter goes on\n"), ("skip", "✓ done · Enter goes on\n"),
    ("try", "a copy to try things in; back returns and nothing of it stays\n"),
    ("back", "there is no copy to leave; try makes one\n"),
    ("/help", "/done    leave; everything is kept\n"),
  ])
  func `Words of the guide work in a chat`(word: String, end: String) async throws {
    let fixture = try await inChat()
    let said = try await fixture.type(word)
    #expect(said.hasSuffix(end), "\(said)")
    #expect(said.hasPrefix(Self.isOpen) == word.hasSuffix("hint"))
  }

  @Test func `A chat that was opened in a copy ends with the copy`() async throws {
    let fixture = try GuideFixture(Self.lesson)
    _ = try await fixture.begin()
    #expect(try await fixture.type("try", "chat sandbox-1").hasSuffix(Self.isOpen))
    #expect(try await fixture.type("back") == "back; everything is as it was before try\n")
    #expect(fixture.guide.session.chat == nil)
  }

  @Test func `A chat that stays open is named where the next step begins`() async throws {
    let fixture = try await inChat()
    try await fixture.type("skip")
    #expect(
      try await fixture.type("") == """

        step 2 of 2  Look
        Show marv#1.
        Your turn.
        \(Self.isOpen)
        """)
    #expect(try await fixture.type("show marv#1").hasSuffix("✓ done\n"))
  }

  @Test func `What is said in a chat is judged by its question and its answer`() async throws {
    let fixture = try GuideFixture(
      """
      ## 1. Say it
      auto
      chat sandbox-1
      > Hello there
      expect %.question contains "Hello"
      > /done
      """)
    _ = try await fixture.begin()
    let wrong = try await fixture.type("Goodbye")
    #expect(
      wrong.contains("the question should contain \"Hello\"; it is \"Goodbye\""),
      "\(wrong)")
    #expect(try fixture.guide.session.workspace.turns(of: 1).isEmpty)
    try await fixture.type("Hello you")
    #expect(try fixture.guide.session.workspace.turns(of: 1).first?.text == "Hello you")
    #expect(try await fixture.type("/done").contains("done"))
  }

  @Test func `A look at something with the words of the answer is no question to a model`()
    async throws
  {
    let fixture = try GuideFixture(
      """
      ## 1. Ask
      auto
      load marv.jsonl as marv
      ask sandbox-1 "Is it far?"
      expect % contains "e"
      """)
    _ = try await fixture.begin()
    #expect(try await fixture.type("show marv#2").hasSuffix("Shakespeare.\n"))
    #expect(await !fixture.guide.isOver)
  }

  @Test func `The lesson's own look is no cell of the learner's`() async throws {
    let fixture = try GuideFixture(
      """
      ## 1. Look
      auto
      load marv.jsonl as marv
      show marv#1
      """)
    _ = try await fixture.begin()
    #expect(try await fixture.type("show marv head 1").contains("done"))
    let cells = try fixture.guide.session.workspace.cells()
    #expect(cells.map(\.source) == ["load marv.jsonl as marv", "show marv head 1"])
  }
}
