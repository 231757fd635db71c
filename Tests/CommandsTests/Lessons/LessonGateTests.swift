import CommandLanguage
import Commands
import Reports
import Scripts
import Sessions
import TestSupport
import Testing

/// What `ft test --guide` says of lessons, sound and broken.
@Suite struct LessonGateTests {
  private static let sound = """
    # Sound
    ## 1. Load
    # Load marv.jsonl as marv.
    hint "load FILE as NAME"
    load marv.jsonl as marv
    expect marv.count = 12
    ## 2. Repair
    # Give marv#3 a reply.
    hint "set takes a field and a text"
    set marv#3.assistant "Far."
    expect marv#3.assistant contains "Far"
    """

  @Test func `A sound lesson passes`() async throws {
    let outcome = try await outcome(of: Self.sound)
    #expect(outcome.message == nil)
    #expect(outcome.exitCode == .success)
    #expect(outcome.commandCount == 2)
  }

  /// A change that breaks the lesson, and what is said.
  @Test(arguments: [
    (
      "expect marv.count = 12", "expect marv.count = 13",
      "lesson.ft:5: the lesson's own answer does not pass: not yet: marv should have 13 examples; "
        + "it has 12 in \"Load\""
    ),
    (
      "expect marv#3.assistant contains \"Far\"", "expect marv.count = 12",
      "lesson.ft:10: what is expected holds before anything is typed in \"Repair\""
    ),
    (
      "set takes a field and a text",
      "set takes a field, which is a reference with a point and a name, and a text",
      "lesson.ft:10: hint 1 is 75 columns wide, and 62 fit in \"Repair\""
    ),
    (
      "set takes a field and a text", "set marv#3.assistant 'Far.'", ""
    ),
    (
      "hint \"load FILE as NAME\"", "hint \"load marv.jsonl as marv\"",
      "lesson.ft:5: hint 1 is the answer itself in \"Load\""
    ),
    (
      "hint \"load FILE as NAME\"\n", "", "lesson.ft:4: no hint helps with it in \"Load\""
    ),
    (
      "# Give marv#3 a reply.\n", "", "lesson.ft:9: no text says what to type in \"Repair\""
    ),
    (
      "set marv#3.assistant \"Far.\"", "set marv#77.assistant \"Far.\"",
      "lesson.ft:10: the lesson's own answer does not pass: error E310: no example marv#77 in "
        + "\"Repair\""
    ),
  ])
  func `A broken lesson is named by its step`(
    old: String, new: String, message: String
  ) async throws {
    let outcome = try await outcome(of: Self.sound.replacing(old, with: new))
    #expect(outcome.message ?? "" == message)
    #expect(outcome.exitCode == (message.isEmpty ? .success : .expectationDiffers))
  }

  @Test func `Test results are read by build machines, step by step`() async throws {
    let broken = try await outcome(
      of: Self.sound.replacing("hint \"load FILE as NAME\"\n", with: ""))
    var results = [RunResult(file: "lesson.ft", outcome: broken)]
    for index in results[0].outcome.steps.indices {
      results[0].outcome.steps[index].duration = .milliseconds(1_250)
    }
    #expect(
      TestReport(results).text(.tap) == """
        TAP version 13
        1..3
        ok 1 - lesson.ft: beginning
        not ok 2 - lesson.ft: Load
          ---
          message: |
            lesson.ft:4: no hint helps with it in "Load"
          ...
        ok 3 - lesson.ft: Repair

        """)
    #expect(
      TestReport(results).text(.junit) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites tests="3" failures="1" skipped="0">
          <testsuite name="lesson.ft" tests="3" failures="1" skipped="0">
            <testcase classname="lesson.ft" name="beginning" time="1.25"/>
            <testcase classname="lesson.ft" name="Load" time="1.25">
              <failure message="lesson.ft:4: no hint helps with it in &quot;Load&quot;">lesson.ft:4: \
        no hint helps with it in &quot;Load&quot;</failure>
            </testcase>
            <testcase classname="lesson.ft" name="Repair" time="1.25"/>
          </testsuite>
        </testsuites>

        """)
  }

  @Test func `A step that a question at a terminal makes impossible is a fault with its step`()
    async throws
  {
    let asking =
      Self.sound + """

        ## 3. Refuse
        # Drop most of marv without a word more.
        hint "drop NAME where CONDITION"
        ! drop marv where number < 12
        """
    let outcome = try await outcome(of: asking)
    #expect(outcome.exitCode == .expectationDiffers)
    #expect(
      outcome.message
        == "lesson.ft:15: at a terminal it asks \"change 11 examples of 12?\", and neither y nor n "
        + "passes in \"Refuse\"")
    let agreeing = try await self.outcome(
      of: asking.replacing("! drop marv where number < 12", with: "drop marv#1 --yes"))
    #expect(agreeing.message == nil)
  }

  private func outcome(of lesson: String) async throws -> ScriptOutcome {
    let folder = try TemporaryFolder.withData()
    let script = ScriptDocument(
      lesson, file: "lesson.ft", parser: Parser(options: CommandTable.standard.catalog))
    let gate = try LessonGate(script) { listener in
      try GuideFixture.world(of: script, in: folder, listener)
    }
    return try await gate.run()
  }
}
