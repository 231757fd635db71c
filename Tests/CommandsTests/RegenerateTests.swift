import Testing
import Workspaces

@Suite struct RegenerateTests {
  @Test func `Ctrl-C keeps the answers that came`() async throws {
    let fixture = try SessionFixture()
    _ = await fixture.run("load marv.jsonl as marv")
    _ = await fixture.run("set marv#3.user \"Interrupt!\"")
    // In a task of its own, which the service interrupts.
    let said = await Task {
      await fixture.run("regenerate marv as better --model parrot-1 --provider lab --yes")
    }.value
    #expect(
      said == """
        error E130: interrupted
          2 of 12 answers came and are in better
          help: regenerate better where not edited --model parrot-1 --provider lab --yes

        """)
    #expect(await fixture.run("show better#2").contains("You say: Who wrote Romeo and Juliet?"))
    #expect(await fixture.run("show better where edited").contains("better#1"))
    #expect(!(await fixture.run("show better where edited").contains("better#3")))
    #expect(try fixture.workspace.dataset(named: "marv").revision == 2)
  }
}
