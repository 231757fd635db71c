import Testing

/// `hint` where no lesson is.
@Suite struct HintTests {
  private static let note =
    "in a lesson hint helps with its next command:  ft tour, in the shell, lists them\n"

  @Test func `hint says what the workspace is ready for, step by step`() async throws {
    let fixture = try SessionFixture()
    for (line, next) in [
      ("list", "load FILE.jsonl as NAME  reads the first dataset"),
      ("load marv.jsonl as marv", "check marv  says what to mend in marv: 1 error"),
      ("set marv#3.assistant Far.", "launch marv --model MODEL as NAME  trains a model on marv"),
      (
        "launch marv --provider sandbox --epochs 1 --seed 1 as first",
        "tail @first  follows the training to its end"
      ),
      ("tail @first", "chat @first  talks to the model; sandbox models are free"),
      ("drop marv#5", "launch marv --model MODEL as NAME  trains a model on marv"),
      ("provider use sandbox", "launch marv as NAME  trains a model on marv"),
    ] {
      _ = await fixture.run(line)
      #expect(await fixture.run("hint") == "\(next)\n\(Self.note)", "\(line)")
    }
  }

  @Test func `A hint for the next command of a lesson says nothing at the prompt`() async throws {
    #expect(await (try SessionFixture()).run("hint \"load reads a file\"") == "")
  }
}
