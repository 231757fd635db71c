import CommandLanguage
import Scripts
import Testing

/// A script's steps in lines that show what belongs to what.
func outline(_ script: ScriptDocument) -> String {
  var lines = script.title.map { ["title: \($0)"] } ?? []
  for step in script.steps {
    lines.append("step \(step.number) \(step.slug)\(step.isAutomatic ? " auto" : "")")
    for item in step.items {
      switch item {
      case .prose(let text, let line): lines.append("  \(line) prose: \(text)")
      case .speakerNote(let text, let line): lines.append("  \(line) speaker: \(text)")
      case .command(let command):
        let auto = command.isAutomatic ? " auto" : ""
        let text = command.text.replacing("\n", with: "⏎")
        lines += command.hints.map { "     hint: \($0.arguments[0].text)" }
        lines.append("  \(command.line) command\(auto): \(text)")
        lines += command.output.map { "  \($0.line) output: \($0.pattern.source)" }
        lines += command.expectations.map { "     \($0.text)" }
      }
    }
  }
  lines += script.attachments.map { "\($0.line) attached \($0.name): \($0.text.debugDescription)" }
  lines += script.diagnostics.map(\.rendered)
  return lines.joined(separator: "\n")
}

@Suite struct ScriptDocumentTests {
  @Test func `The design's script is five steps with all their parts`() {
    let script = ScriptDocument(lesson, file: "lesson.ft", parser: parser)
    #expect(
      outline(script) == #"""
        title: Teaching Marv some manners
        step 0 
          2 prose: Teaching Marv some manners
          3 prose: Twelve examples, two flaws, one small job.
          4 command: param model = gpt-4.1-nano
          5 command: budget 0.05
        step 1 load-the-data
             hint: load reads a .jsonl file, and 'as' gives it a name.
          9 command: load marv.jsonl as marv
          11 output: marv  r1  12 examples  ~612 tokens  0 errors  2 warnings
          12 output: ...
             expect marv.count = 12
        step 2 repair-example-7
          15 prose: The reply is empty, so the model would learn to say nothing.
          16 command: show marv#7
             hint: set changes one field:  set marv#7.assistant ...
          18 command: set marv#7.assistant "Around 384,400 km. Give or take a few, like that really matters."
             expect marv#7.assistant contains "384,400"
        step 3 drop-the-duplicate
             hint: drop takes the same 'where' that show takes
          25 command: drop marv where duplicate
             expect marv.count = 11
        step 4 price-it-then-train-it
          29 command: estimate marv --model $model --epochs 3
          30 command: launch marv --model $model --epochs 3 --max-cost 0.01 as demo
          31 output: uploaded marv r3 as <file>, created @demo <job>, about <money> of $0.05
          32 command: tail @demo
             expect @demo.status = succeeded
        step 5 talk-to-it
          36 command: ask @demo "What's the capital of France?"
             expect % contains "Paris"
          38 command: ! launch marv --model $model --max-cost 0
             expect error E401
        """#)
    #expect(script.parameters.map(\.name) == ["model"])
    #expect(script.parameters.map(\.value.text) == ["gpt-4.1-nano"])
  }

  @Test func `Attachments, speaker notes and automatic steps have their places`() {
    let script = ScriptDocument(
      """
      ## Set up (auto)
      #. breathe
      auto
      load a.jsonl as a
      ## Set up
      ## 12. Set up!
      ## 3
      -- a.jsonl --
      {"x":1}
      # not prose
      -- b.txt --
      -- c --

      """, file: "x.ft", parser: parser)
    #expect(
      outline(script) == #"""
        step 1 set-up auto
          2 speaker: breathe
          4 command auto: load a.jsonl as a
        step 2 set-up-2
        step 3 set-up-3
        step 4 3
        8 attached a.jsonl: "{\"x\":1}\n# not prose\n"
        11 attached b.txt: ""
        12 attached c: ""
        """#)
  }

  @Test func `All faults are found before anything runs, each with its place`() {
    let script = ScriptDocument(
      """
      | early
      show marv#x
      | a( (regex)
      expect marv.count
      expect % matches "("
      load a.jsonl as "my data"
      list
      expect error E001
      -- a --
      -- a --
      """, file: "bad.ft", parser: parser)
    #expect(
      script.diagnostics.map(\.rendered).joined(separator: "\n") == """
        error E704: bad.ft:1: no command stands above this output
          | early
          ^^^^^^^
        error E060: bad.ft:2: 'x' is not an example's number
          show marv#x
               ^^^^^^  help: marv#12, or #3..7,9, or #$ for the last
        error E703: bad.ft:3: the regular expression cannot be read
          | a( (regex)
          ^^^^^^^^^^^^
        error E704: bad.ft:3: no command stands above this output
          | a( (regex)
          ^^^^^^^^^^^^
        error E702: bad.ft:4: an expectation compares two values or names an error
          expect marv.count
          ^^^^^^^^^^^^^^^^^  help: expect marv.count = 12, or expect error E401
        error E703: bad.ft:5: the regular expression cannot be read
          expect % matches "("
                           ^^^
        error E042: bad.ft:6: 'my data' is not a name: a letter, then letters, digits, - and _
          load a.jsonl as "my data"
                          ^^^^^^^^^
        error E702: bad.ft:8: no command marked ! stands above
          expect error E001
          ^^^^^^^^^^^^^^^^^  help: write ! and a space before the command that should fail
        error E705: bad.ft:10: 'a' is attached twice
          -- a --
          ^^^^^^^
        """)
  }

  @Test func `A chat, a file and lines that fail have forms of their own`() {
    let script = ScriptDocument(
      #"""
      chat @demo
      > Hello, "you
      ! > /kep
      expect error E030
      $ cat out/part.jsonl
      ! $ cat none.txt
      ! show marv#x
      | error E060: 'x' is not an example's number
      ! expect marv.count = 13
      | error E710: …
      $ rm part.jsonl
      $ cat ../secret
      """#, file: "x.ft", parser: parser)
    #expect(
      outline(script) == #"""
        step 0 
          1 command: chat @demo
          2 command: > Hello, "you
          3 command: ! > /kep
             expect error E030
          5 command: $ cat out/part.jsonl
          6 command: ! $ cat none.txt
          7 command: ! show marv#x
          8 output: error E060: 'x' is not an example's number
          9 command: ! expect marv.count = 13
          10 output: error E710: …
        error E709: x.ft:11: a script starts no shell
          $ rm part.jsonl
          ^^^^^^^^^^^^^^^  help: $ cat FILE  shows a file of the script's folder, and is all there is
        error E709: x.ft:12: a script starts no shell
          $ cat ../secret
          ^^^^^^^^^^^^^^^  help: $ cat FILE  shows a file of the script's folder, and is all there is
        """#)
    let actions = script.commands.map(\.action)
    #expect(actions[1] == .message(#"Hello, "you"#))
    #expect(actions[2] == .message("/kep"))
    #expect(actions[3] == .file("out/part.jsonl"))
    #expect(script.commands.map(\.expectsFailure) == [false, false, true, false, true, true, true])
  }

  @Test func `Answers stand behind the brackets of their questions`() {
    let script = ScriptDocument(
      """
      drop marv
      | marv#3  How far?
      | ? change 2 examples of [12]? [Y/n] yes
      | ? change 2 examples? [Y/n]
      | ? spend about <money>? [y/N] no way
      | ? change * examples? [Y/n] no (glob)
      | ?
      list
      """, file: "x.ft", parser: parser)
    #expect(script.commands.map(\.answers) == [["yes", "", "no way", "no"], []])
  }

  @Test(arguments: [
    ("2. Repair example 7", "repair-example-7"), ("Repair, again!", "repair-again"),
    ("What's it?", "whats-it"), ("7", "7"), ("예제 고치기", "예제-고치기"), ("!!!", "step"),
    ("3) Say “hi”", "say-hi"),
  ])
  func `A step keeps its slug when it is renumbered`(_ title: String, _ expected: String) {
    #expect(slug(ofStep: title) == expected)
  }

  @Test(arguments: [
    ("expect marv.count = 12", "marv.count should be 12"),
    ("expect marv#7.assistant contains \"384,400\"", "marv#7.assistant should contain \"384,400\""),
    ("expect soft % ~= Paris", "soft: % should read like Paris"),
    ("expect error E401", "the command should fail with E401"),
    ("expect soft error E401", "soft: the command should fail with E401"),
  ])
  func `Expectations say what should be`(_ line: String, _ sentence: String) throws {
    let statement = try #require(try parser.statement(line))
    let expectation = try Expectation(statement)
    #expect((expectation.isSoft ? "soft: " : "") + expectation.sentence == sentence)
  }

  @Test(arguments: [
    ("expect marv.count = 12", "marv.count"), ("expect @demo.status = done", "@demo.status"),
    ("expect % contains x", "%"), ("expect \"marv.count\" = 12", nil), ("expect 4.1 = 4.1", nil),
  ])
  func `A dataset's field is a reference on the left side`(
    _ line: String, _ expected: String?
  ) throws {
    let statement = try #require(try parser.statement(line))
    #expect(try Expectation(statement).reference.map { "\($0)" } == expected)
  }
}
