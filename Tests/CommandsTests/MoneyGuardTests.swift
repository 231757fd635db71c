import Commands
import Testing
import Workspaces

/// What is refused is refused before a provider hears of it, and what is agreed is written down.
@Suite struct MoneyGuardTests {
  static let refused = [
    "launch marv --model gpt-4.1-mini --provider openai",
    "launch marv --model gpt-4.1-mini --provider openai --max-cost 0",
    "launch marv --model gpt-4.1-mini --provider openai --max-cost 0.001",
    "launch marv --model gpt-9 --provider openai --max-cost 5",
    "launch marv --provider openai --max-cost 5",
    "launch marv --model gpt-4.1-mini --provider openai --max-cost five",
    "estimate marv --all",
    "estimate marv --model gpt-4.1-mini",
    "budget",
  ]

  @Test(arguments: refused) func `Nobody is asked before the money is clear`(
    _ line: String
  ) async throws {
    let fixture = try SessionFixture(SessionFixture.Needs(isScript: true))
    _ = await fixture.run("load marv.jsonl as marv")
    _ = await fixture.run("drop marv#3")
    _ = await fixture.run(line)
    #expect(fixture.directory.openai.callCount == 0)
    #expect(try fixture.workspace.spent() == 0)
    #expect(try fixture.workspace.jobs().isEmpty)
  }

  @Test func `A refusal by the provider gives the reserved amount back`() async throws {
    let fixture = try SessionFixture(SessionFixture.Needs(isScript: true))
    _ = await fixture.run("load marv.jsonl as marv")
    _ = await fixture.run("drop marv#3")
    _ = await fixture.run("budget 1")
    let said = await fixture.run(
      "launch marv --model gpt-4.1-mini --provider openai --max-cost 1 as demo")
    #expect(said.hasPrefix("error E503: "))
    #expect(fixture.directory.openai.callCount > 0)
    #expect(try fixture.workspace.spent() == 0)
    #expect(try fixture.workspace.jobs().isEmpty)
  }

  @Test func `A script's budget only lowers the cap`() async throws {
    let fixture = try SessionFixture(SessionFixture.Needs(isScript: true))
    #expect(await fixture.run("budget 0.5") == "spent today $0.00 of $0.50   in all $0.00\n")
    #expect(
      await fixture.run("budget 5") == """
        spent today $0.00 of $0.50   in all $0.00
        the limit is as it was: in a script or a lesson it can be lowered, not raised

        """)
    let prompt = try SessionFixture()
    #expect(await prompt.run("budget 5") == "spent today $0.00 of $5.00   in all $0.00\n")
  }

  @Test func `No at the prompt is no, and asks nobody`() async throws {
    let fixture = try SessionFixture(SessionFixture.Needs(isInteractive: true))
    _ = await fixture.run("load marv.jsonl as marv")
    _ = await fixture.run("drop marv#3")
    for answer in ["", "no"] {
      fixture.console.answer([answer])
      let said = await fixture.run("launch marv --model gpt-4.1-mini --provider openai")
      #expect(said.contains("error E402: not agreed"))
    }
    #expect(fixture.directory.openai.callCount == 0)
    #expect(try fixture.workspace.spent() == 0)
  }
}
