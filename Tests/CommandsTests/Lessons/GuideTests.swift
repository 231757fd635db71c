import Commands
import Foundation
import Reports
import Scripts
import Sessions
import TestSupport
import Testing
import Workspaces

/// A learner's way through a lesson, as it is said.
@Suite struct GuideTests {
  @Test(arguments: [
    (["one", "two"], ["one two"]), (["one", "", "two"], ["one", "two"]),
    (["直さ", "ずに"], ["直さずに"]), (["読んで", "ください。", "次は"], ["読んでください。次は"]),
    (["コマンドは", "load です"], ["コマンドは load です"]), (["load。", "then"], ["load。then"]),
    (["하나를", "고칩니다"], ["하나를 고칩니다"]), (["items:", "- a", "- b"], ["items:\n- a\n- b"]),
  ])
  func `Lines of prose are joined as their script does`(lines: [String], expected: [String]) {
    #expect(paragraphs(of: lines) == expected)
  }

  private static let lesson = """
    #!/usr/bin/env ft
    # A short lesson
    # Twelve examples, two flaws.

    ## 1. Load the data
    # Give marv.jsonl the name marv.
    hint "load reads a file, and as gives it a name"
    load marv.jsonl as marv
    expect marv.count = 12

    ## 2. Look
    auto
    show marv#3
    # Look at what check says of it.
    check marv

    ## 3. Repair an empty reply
    # Give marv#3 a reply with the distance.
    hint "set changes one field"
    hint "the field is marv#3.assistant"
    set marv#3.assistant "About 384,400 km."
    expect marv#3.assistant contains "384,400"

    ## 4. Drop the duplicate
    # Drop what is there twice.
    drop marv where duplicate --yes

    ## 5. What fails
    # Load a file that is not there.
    ! load nothing.jsonl as other
    expect error E101
    """

  @Test func `A lesson begins with its text and stops at the learner's first line`() async throws {
    let fixture = try GuideFixture(Self.lesson)
    #expect(
      try await fixture.begin() == """
        A short lesson
        5 steps · hint, reveal, skip, try and quit work at any time
        Twelve examples, two flaws.

        step 1 of 5  Load the data
        Give marv.jsonl the name marv.
        Your turn.

        """)
  }

  @Test func `A wrong answer is taken back with what should be, and hints come one by one`()
    async throws
  {
    let fixture = try GuideFixture(Self.lesson)
    _ = try await fixture.begin()
    #expect(
      try await fixture.type("load clean.jsonl as marv") == """
        marv  r1  4 examples  ~84 tokens  1 error  1 warning
          D16  marv  4 examples; most services want at least 10
          W01  marv#4  same bytes as #1  clean.jsonl:4
        not yet: marv should have 12 examples; it has 4
        nothing of that line stays; try again, or hint

        """)
    #expect(try fixture.guide.session.workspace.datasets().isEmpty)
    #expect(
      try await fixture.type("hint") == """
        hint 1 of 1  load reads a file, and as gives it a name

        """)
    #expect(
      try await fixture.type("hint") == """
        there is no further hint; the line has this form:
          load FILE as NAME
        reveal shows the answer

        """)
    #expect(
      try await fixture.type("reveal") == """
        the answer is
        load marv.jsonl as marv

        """)
  }

  @Test func `A slip looks as at the prompt, and is no attempt`() async throws {
    let fixture = try GuideFixture(Self.lesson)
    _ = try await fixture.begin()
    #expect(
      try await fixture.type("laod marv.jsonl as marv") == """
        error E001: no command "laod"
          laod marv.jsonl as marv
          ^^^^  help: did you mean load?

        """)
    #expect(
      try await fixture.type("show \"open") == """
        error E010: the quote that opens here is not closed
          show "open
               ^

        """)
  }

  @Test func `why explains the learner's own line, also when it was taken back`() async throws {
    let fixture = try GuideFixture(Self.lesson)
    _ = try await fixture.begin()
    for (line, start) in [
      ("laod marv.jsonl as marv", "laod marv.jsonl as marv  ended with E001\n"),
      ("show \"open", "show \"open  ended with E010\n"),
      ("load none.jsonl as marv", "load none.jsonl as marv  ended with E101\n"),
      ("load clean.jsonl as marv", "load clean.jsonl as marv  went well, and names 2 rules\n"),
    ] {
      try await fixture.type(line)
      #expect(try await fixture.type("why").hasPrefix(start))
    }
  }

  @Test func `A step ends with a pause, and looking around in it is free`() async throws {
    let fixture = try GuideFixture(Self.lesson)
    _ = try await fixture.begin()
    #expect(
      try await fixture.type("load marv.jsonl as marv").hasSuffix("✓ done · Enter goes on\n"))
    #expect(try await fixture.type("list").hasPrefix("dataset "))
    #expect(
      try await fixture.type("set marv#1.user hi").hasSuffix(
        "taken back: this step is done; Enter goes on\n"))
    #expect(try await fixture.type("hint") == "there is no line to type now; Enter goes on\n")
    #expect(
      try await fixture.type("") == """

        step 2 of 5  Look
        > show marv#3
        marv#3  r1  ~36 tokens  D08
          system     Marv is a factual chatbot that is also sarcastic.
          user       How far is the Moon?
          assistant  (empty)
        Look at what check says of it.
        Your turn.

        """)
  }

  /// Answers to steps 3 to 5 that differ from the lesson's own in their words.
  @Test(arguments: [
    (3, "set #3.assistant '384,400 km, give or take.'"),
    (3, "set marv#3.messages[2].content \"It is 384,400 km\""),
    (4, "drop marv#5"),
    (4, "drop #5 --yes"),
    (4, "drop marv where number = 5"),
    (5, "load none.jsonl as x"),
  ])
  func `An answer is judged by what it leads to`(step: Int, line: String) async throws {
    let fixture = try GuideFixture(Self.lesson)
    _ = try await fixture.begin()
    for _ in 1..<step { try await fixture.type("skip", "") }
    let said = try await fixture.type(line)
    #expect(said.contains("✓ done"), "\(said)")
  }

  @Test(arguments: [
    (3, "set #3.assistant 'far'", "marv#3.assistant should contain \"384,400\"; it is \"far\""),
    (4, "drop marv#4", "marv#4 is not as it should be"),
    (4, "drop marv where errors --yes", ""),
    (4, "drop marv#4..6 --yes", "marv should have 11 examples; it has 9"),
    (4, "set marv#5.user hi", "marv should have 11 examples; it has 12"),
    (4, "load clean.jsonl as other", "this step makes no dataset other"),
    (4, "tag marv#5 twice", "marv should have 11 examples; it has 12"),
    (
      5, "load marv.jsonl as other",
      "this line went well, and the step asks for one that fails with E101"
    ),
    (5, "load bad.jsonl as other", "this fails with E102, and not with E101"),
  ])
  func `What leads elsewhere is said, and taken back`(
    step: Int, line: String, reason: String
  ) async throws {
    let fixture = try GuideFixture(Self.lesson)
    _ = try await fixture.begin()
    for _ in 1..<step { try await fixture.type("skip", "") }
    let before = try fixture.guide.session.workspace.datasets().map(\.exampleCount)
    let said = try await fixture.type(line)
    #expect(!said.contains("✓"), "\(said)")
    #expect(
      reason.isEmpty ? !said.contains("not yet") : said.contains("not yet: \(reason)\n"), "\(said)")
    #expect(try fixture.guide.session.workspace.datasets().map(\.exampleCount) == before)
  }

  @Test(arguments: [
    (3, "set #3.assistant 'far'", true), (4, "drop marv#4", true),
    (5, "load marv.jsonl as other", true), (5, "load bad.jsonl as other", false),
  ])
  func `A line is said to be taken back where it changed something`(
    step: Int, line: String, changes: Bool
  ) async throws {
    let fixture = try GuideFixture(Self.lesson)
    _ = try await fixture.begin()
    for _ in 1..<step { try await fixture.type("skip", "") }
    let start = changes ? "\nnothing of that line stays; " : "\n"
    let first = try await fixture.type(line)
    #expect(first.hasSuffix(start + "try again, or hint\n"), "\(first)")
    let second = try await fixture.type(line)
    #expect(second.hasSuffix(start + "hint helps, reveal shows the line\n"), "\(second)")
  }

  @Test func `What is tried in a copy stays there, unless it is the answer`() async throws {
    let fixture = try GuideFixture(Self.lesson)
    _ = try await fixture.begin()
    for _ in 1..<4 { try await fixture.type("skip", "") }
    #expect(
      try await fixture.type("try")
        == "a copy to try things in; back returns and nothing of it stays\n")
    try await fixture.type("drop marv#1..8 --yes")
    #expect(
      try await fixture.type("back") == "back; everything is as it was before try\n")
    #expect(try fixture.guide.session.workspace.dataset(named: "marv").exampleCount == 12)
    try await fixture.type("try", "tag marv#5 double", "drop marv where tagged double")
    #expect(
      try await fixture.type("back").hasPrefix(
        "✓ that is what was asked for, so it stays\n"))
  }

  @Test func `A lesson that is left goes on at its step, also after it was edited`() async throws {
    let first = try GuideFixture(Self.lesson)
    _ = try await first.begin()
    for _ in 1..<3 { try await first.type("skip", "") }
    let done = Set(
      (first.folder.text(of: "done.txt") ?? "").split(separator: "\n").map(String.init))
    #expect(done == ["load-the-data", "look"])
    let edited = Self.lesson.replacing(
      "## 2. Look", with: "## 2. New\n# List them.\nlist\n\n## 3. Look")
    let second = try GuideFixture(edited, done: done)
    #expect(
      try await second.begin() == """
        A short lesson
        6 steps · hint, reveal, skip, try and quit work at any time
        2 of 6 steps done before; their lines run again, also those that train

        step 2 of 6  New
        List them.
        Your turn.

        """)
    try await second.type("list")
    #expect(
      try await second.type("") == """
        step 3 of 6  Look  done before

        step 4 of 6  Repair an empty reply
        Give marv#3 a reply with the distance.
        Your turn.

        """)
  }

  @Test func `A lesson whose own line does not hold says so with its place`() async throws {
    let fixture = try GuideFixture(
      "## 1. Wrong\nauto\nload marv.jsonl as marv\nexpect marv.count = 3\n")
    let failure = try await #require(throws: Failure.self) { try await fixture.guide.begin() }
    #expect(failure.message == "lesson.ft:3: marv.count should be 3; it is 12")
  }

  @Test func `The lesson's own line is right, whatever the learner's data have become`()
    async throws
  {
    let fixture = try GuideFixture(
      """
      ## 1. Load
      load marv.jsonl as marv
      expect marv.count = 12

      ## 2. Set
      set marv#3.assistant "About 384,400 km."
      expect marv#3.assistant contains "384,400"

      ## 3. Replace
      replace marv "About 384,400" "Some 384,400" --yes
      expect marv#3.assistant contains "Some 384,400"
      """)
    _ = try await fixture.begin()
    try await fixture.type("load marv.jsonl as marv", "")
    // The expectation is met, and every other answer is gone.
    #expect(
      try await fixture.type("set marv.assistant \"It is 384,400 km.\" --yes").contains("✓ done"))
    try await fixture.type("")
    let said = try await fixture.type("replace marv \"About 384,400\" \"Some 384,400\" --yes")
    #expect(said.contains("your data went another way; the lesson goes on with its own"), "\(said)")
    #expect(said.contains("✓ done"))
  }

  @Test func `An example is the same however it is found, and a look is no attempt`() async throws {
    let fixture = try GuideFixture(
      """
      ## 1. Load (auto)
      load marv.jsonl as marv

      ## 2. Look
      show marv#3
      """)
    _ = try await fixture.begin()
    try await fixture.type("")
    for _ in 0..<2 {
      let said = try await fixture.type("show marv#4")
      #expect(said.contains("not yet"))
      #expect(!said.contains("taken back"), "\(said)")
    }
    #expect(try await fixture.type("show marv where number = 3").contains("✓ done"))
  }

  @Test(arguments: [
    ("snapshot marv as first", "snapshot marv as wrong"), ("lock marv", "tag marv#1 odd"),
  ])
  func `What is asked for under a name is judged by the name`(line: String, other: String)
    async throws
  {
    let fixture = try GuideFixture(
      "## 1. Load (auto)\nload marv.jsonl as marv\n\n## 2. Do\n\(line)\n")
    _ = try await fixture.begin()
    try await fixture.type("")
    #expect(try await fixture.type(other).contains("not yet"))
    #expect(try await fixture.type(line).contains("✓ done"))
  }
}
