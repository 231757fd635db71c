import Testing

extension SessionTests {
  /// What a failure here would cost: data.
  @Suite struct DataTests {
    @Test(arguments: [
      chatFile(3),
      // Another order of keys, a number with a fraction, escapes, spaces, and no last newline.
      #"{"id": 1.0, "messages": [{"content": "caf\u00e9 \/ \"x\"", "role": "user"}, "#
        + #"{ "role":"assistant","content":"1.50e3\t데이터" }],"extra":{"b":1,"a":[]}}"#,
      "\u{FEFF}" + chatFile(2).split(separator: "\n").joined(separator: "\r\n") + "\r\n",
    ])
    func `What is loaded and exported is the same file`(text: String) async throws {
      let place = try Place()
      try place.write("in.jsonl", text)
      let ended = try await place.run(
        "ft -w x.ftdb load in.jsonl as a && ft -w x.ftdb export a to out.jsonl && cmp in.jsonl out.jsonl"
      )
      #expect(ended.status == 0, "\(ended)")
    }

    @Test func `A bad line is named with its place, and nothing is loaded`() async throws {
      let place = try Place()
      var lines = chatFile(5_000).split(separator: "\n").map(String.init)
      lines[142] = #"{"messages": [{"role": "user", "content": "How far is the Moon?"}"#
      try place.write("bad.jsonl", lines.joined(separator: "\n") + "\n")
      #expect(
        try await place.run("ft -w x.ftdb load bad.jsonl as bad")
          == Ended(
            1, "",
            """
            error E102: bad.jsonl line 143, column 66: the text ends too early
              143 | …ser", "content": "How far is the Moon?"}
                  |                                          ^
              nothing was loaded (4,999 other lines are fine)
              help: fix it and load again, or:  load bad.jsonl as bad --skip-bad

            """))
      #expect(
        try await place.run("ft -w x.ftdb list").output
          == "no datasets yet:  load FILE.jsonl as NAME\n")
      let rest = try await place.run("ft -w x.ftdb load bad.jsonl as bad --skip-bad --json")
      #expect(rest.status == 0)
      #expect(rest.output.contains(#""count": 4999"#))
    }

    @Test func `Five changes are taken back and made again over a restart`() async throws {
      let place = try Place()
      try await place.loadSmall()
      let first = try await place.prompt()
      for number in 1...5 { try await first.say("set small#\(number).assistant \"new \(number)\"") }
      for number in (1...5).reversed() {
        #expect(try await first.say("undo").contains("set: .assistant of small#\(number)  redo"))
      }
      #expect(try await first.say("export small to undone.jsonl").contains("12 examples"))
      #expect(try place.text("undone.jsonl") == chatFile(12))
      first.send("quit\r")
      #expect(try await first.ended().status == 0)

      let second = try await place.prompt()
      for number in 1...5 {
        #expect(try await second.say("redo").contains("set: .assistant of small#\(number)  undo"))
      }
      #expect(try await second.say("redo").contains("error E202: nothing to redo"))
      try await second.say("export small to redone.jsonl")
      let changed = chatFile(12).split(separator: "\n").enumerated().map { index, line in
        index < 5
          ? line.replacing("It is \(index + 2), as always.", with: "new \(index + 1)") : line
      }
      #expect(try place.text("redone.jsonl") == changed.joined(separator: "\n") + "\n")
    }

    @Test func `Dropping asks for the name, or shows how many and three of them`() async throws {
      let place = try Place()
      try await place.loadSmall()
      let ft = try await place.prompt()
      try await ft.say("drop small")
      #expect(try await ft.see("go on: ").contains("this removes small with 12 examples"))
      #expect(try await ft.say("smal").contains("error E211: this removes small"))
      try await ft.say("drop small")
      #expect(try await ft.say("small").contains("removed small, 12 examples"))
      #expect(try await ft.say("undo").contains("redo to restore"))

      let asked = try await ft.say("drop small where tokens > 1")
      for number in 1...3 { #expect(asked.contains("small#\(number)  What is \(number) plus")) }
      #expect(!asked.contains("small#4"))
      #expect(try await ft.see("[Y/n] ").contains("change 12 examples of 12?"))
      #expect(try await ft.say("n").contains("nothing was changed"))
      try await ft.say("drop small where tokens > 1")
      #expect(try await ft.say("y").contains("dropped 12 of 12"))
      #expect(try await ft.say("undo").contains("redo to restore"))
      #expect(try await ft.say("list").contains(" 12 "))
    }

    @Test func `Two that change one dataset at once wait for each other`() async throws {
      let place = try Place()
      try await place.loadSmall()
      let ended = try await place.run(
        """
        change() { for i in 1 2 3 4 5 6 7 8; do ft -w x.ftdb set small#$1.assistant "new $i"; done; }
        change 1 & change 2 & wait
        """)
      #expect(ended.errors == "")
      #expect(ended.output.split(separator: "\n").count == 16)
      #expect(try await place.run("ft -w x.ftdb list").output.contains("r17"))
      _ = try await place.run(
        "ft -w x.ftdb undo --steps 16; ft -w x.ftdb export small to out.jsonl")
      #expect(try place.text("out.jsonl") == chatFile(12))
    }

    @Test func `A change of what somebody else changed meanwhile is shown and not made`()
      async throws
    {
      let place = try Place()
      try await place.loadSmall()
      // An editor that opens only when the other window is done.
      _ = try await place.run("mkfifo gate")
      place.environment["EDITOR"] =
        "sh -c 'echo The text is here.; cat gate > /dev/null; sed -i s/as.always/mine/ \"$0\"'"
      let first = try await place.prompt()
      let second = try await place.prompt()
      first.send("edit small#1\r")
      try await first.see("The text is here.")
      #expect(
        try await second.say("set small#1.assistant \"It is theirs.\"").contains("small r1 → r2"))
      _ = try await place.run("echo > gate")
      let told = try await first.see("▸")
      #expect(told.contains("error E201"))
      #expect(!told.contains("locked"))
      #expect(told.contains("  - assistant  It is 2, as always.\n  + assistant  It is theirs.\n"))
      #expect(told.contains("the draft is kept"))
      #expect(try await second.say("show small#1").contains("It is theirs."))
    }

    /// What is typed in one window over what another one has changed since it was seen there.
    @Test(arguments: [
      (
        "set small#1.assistant \"It is mine.\"", "set small#1.assistant \"It is theirs.\"",
        "  - assistant  It is 2, as always.\n  + assistant  It is theirs.\n", "It is mine."
      ),
      (
        "drop small#1", "replace small#1.assistant 2 II --yes",
        "  + assistant  It is II, as always.\n", "dropped 1 of 12"
      ),
      ("note small#1 mine", "note small#1 theirs", "small#1  changed meanwhile\n", "mine"),
    ])
    func `A line over what another window changed is refused once, and shows the change`(
      line: String, theirs: String, difference: String, made: String
    ) async throws {
      let place = try Place()
      try await place.loadSmall()
      let (first, second) = (try await place.prompt(), try await place.prompt())
      try await first.say("show small#1")
      try await second.say("show small")
      #expect(try await second.say(theirs).contains("small r1 → r2"))
      // What else one sees of the dataset shows nothing of this example.
      try await first.say("show small#2")
      let told = try await first.say(line)
      #expect(told.contains(difference), "\(told)")
      #expect(told.contains("error E201: small#1 was changed meanwhile, by another session\n"))
      #expect(told.contains("your change was not made"))
      #expect(try await first.say(line).contains(made))
    }

    @Test func `What was seen since, what is one's own and what loses nothing is not asked about`()
      async throws
    {
      let place = try Place()
      try await place.loadSmall()
      let (first, second) = (try await place.prompt(), try await place.prompt())
      try await first.say("show small")
      try await second.say("set small#1.assistant theirs")
      try await second.say("tag small#2 odd")
      try await first.say("set small#3.assistant mine")
      for line in [
        "show small#1", "set small#1.assistant ours", "set small#1.assistant again",
        "set small#2.assistant tagged", "set small#3.assistant mine-again", "tag small#1 odd",
      ] {
        let told = try await first.say(line)
        #expect(!told.contains("error"), "\(told)")
      }
      let told = try await second.say("undo")
      #expect(told.contains("of another session, tag: tagged odd, 1 example of small"), "\(told)")
      #expect(try await first.say("redo").contains("redid cell 11 tag: tagged odd"))
    }
  }
}
