import Glibc
import Testing

extension SessionTests {
  /// Secrets, and scripts that do the same every time.
  @Suite struct TrustTests {
    @Test func `A key is nowhere, and what is kept is for its owner only`() async throws {
      let place = try Place()
      try await place.loadSmall()
      place.environment["OPENAI_API_KEY"] = "sk-secret-5f1c"
      let mask = umask(0o022)
      defer { umask(mask) }
      let ft = try await place.prompt("ft")
      try await ft.say("load small.jsonl as small")
      try await ft.say("provider list")
      try await ft.say("provider use openai")
      try await ft.say("launch small --model gpt-4.1-mini --max-cost 0.0001")
      try await ft.say("launch small --provider sandbox --epochs 1 --batch-size 12 as demo")
      // A job that trains replaces files, so that one could be gone between its name and its mode.
      try await ft.say("tail @demo")
      let folder = "home/.local/share/ft"
      let kept = try place.everything().filter { $0.hasPrefix(folder) }
      #expect(kept.contains("\(folder)/workspace.ftdb-wal"))
      #expect(kept.contains { $0.hasPrefix("\(folder)/workspace.ftdb.sandbox/") })
      for path in kept {
        let mode = try place.mode(path)
        #expect(mode == 0o600 || mode == 0o700, "\(path) has \(String(mode, radix: 8))")
      }
      ft.send("quit\r")
      #expect(!(try await ft.ended().output.contains("sk-secret")))
      #expect(try await place.run("grep -ra sk-secret .") == Ended(1))
    }

    @Test func `A script says the same, byte for byte, when it runs again`() async throws {
      let place = try Place()
      try place.write("small.jsonl", chatFile(12))
      try place.write(
        "lesson.ft",
        """
        # Twelve sums
        load small.jsonl as small
        expect small.count = 12
        ## Look
        show small#1..3
        stats small
        check small
        find "seven"
        set small#3.assistant "Four."
        diff small@r1 small
        drop small where tokens < 10 --yes
        undo
        list
        ! show small#99
        expect error E310
        estimate small --model gpt-4.1-mini --epochs 3

        """)
      let first = try await place.run("ft run lesson.ft")
      #expect(first.status == 0, "\(first)")
      #expect(try await place.run("ft run lesson.ft") == first)
      #expect(!first.output.contains(place.folder))
      #expect(try place.everything().filter { $0.hasSuffix(".ftdb") } == [])
    }

    @Test func `A script stops at its fault and names the file and the line`() async throws {
      let place = try Place()
      try place.write("small.jsonl", chatFile(12))
      try place.write(
        "lesson.ft",
        """
        # Twelve sums
        load small.jsonl as small

        ## Look
        show small#1
        show samll#2
        drop small --confirm small

        """)
      let ended = try await place.run("ft -w x.ftdb run lesson.ft")
      #expect(ended.status == 1)
      #expect(
        ended.errors == """
          error E310: lesson.ft:6: no dataset "samll"
            show samll#2
                 ^^^^^^^  help: did you mean small?

          """)
      #expect(ended.output.hasSuffix("> show samll#2\n"))
      #expect(try await place.run("ft -w x.ftdb export small to out.jsonl").status == 0)
      #expect(try place.text("out.jsonl") == chatFile(12))
    }

    @Test
    func `A script that says something else is shown as a difference, and taken over on request`()
      async throws
    {
      let place = try Place()
      try place.write("small.jsonl", chatFile(12))
      try place.write(
        "lesson.ft",
        """
        load small.jsonl as small
        | small  r1  13 examples  <tokens> tokens  0 errors  0 warnings
        launch small --epochs 1 --batch-size 12 as demo
        | uploaded small r1 as <file>, created @demo
        | ...
        list
        | small
        | ...

        """)
      let difference = """
        -| small  r1  13 examples  <tokens> tokens  0 errors  0 warnings
        +| small  r1  12 examples  <tokens> tokens  0 errors  0 warnings
        """
      let tested = try await place.run("ft test lesson.ft")
      #expect(tested.status == 3)
      #expect(tested.errors.hasPrefix("lesson.ft:1: load small.jsonl as small\n"))
      #expect(tested.errors.contains(difference), "\(tested)")
      // Without a person who sees the difference, the script itself stays.
      let before = try place.text("lesson.ft")
      let updated = try await place.run("ft update lesson.ft")
      #expect(updated.status == 0, "\(updated)")
      #expect(updated.output.contains(difference))
      #expect(
        updated.output.hasSuffix(
          "wrote lesson.ft.new;  mv lesson.ft.new lesson.ft  takes it over\n"))
      #expect(try place.text("lesson.ft") == before)
      #expect(
        try place.text("lesson.ft.new")
          == before.replacing("13 examples", with: "12 examples")
          .replacing("| small\n", with: "| dataset  revision  examples  tokens  from\n"))
    }

    @Test func `At a terminal each change of a script is asked about`() async throws {
      let place = try Place()
      try place.write("small.jsonl", chatFile(12))
      let old = """
        load small.jsonl as small
        | small  r1  13 examples  <tokens> tokens  0 errors  0 warnings
        drop small#1
        | nothing
        ## 2. Look
        list
        | small
        | ...

        """
      let loaded = old.replacing("13 examples", with: "12 examples")
      try place.write("lesson.ft", old)
      let first = try place.terminal("ft update lesson.ft")
      #expect(try await first.see("(1/3) take it?").contains("lesson.ft:1: load small.jsonl"))
      first.send("y\r")
      #expect(try await first.see("(2/3) take it?").contains("-| nothing"))
      first.send("n\r")
      try await first.see("(3/3) take it?")
      first.send("q\r")
      let asked = try await first.ended()
      #expect(asked.status == 0)
      #expect(asked.output.hasSuffix("wrote lesson.ft, 1 change\n"))
      #expect(try place.text("lesson.ft") == loaded)
      // Who breaks off, or takes none, leaves the file as it was.
      for (key, status) in [("\u{4}", Int32(130)), ("q\r", 0)] {
        let next = try place.terminal("ft update lesson.ft")
        try await next.see("(1/2) take it?")
        next.send(key)
        let ended = try await next.ended()
        #expect(ended.status == status)
        #expect(ended.output.hasSuffix("lesson.ft is as it was\n"))
        #expect(try place.text("lesson.ft") == loaded)
      }
      // What an editor saved while the question was open is not written over.
      let last = try place.terminal("ft update lesson.ft")
      try await last.see("(1/2) take it?")
      let edited = loaded.replacing("Look", with: "Look around")
      try place.write("lesson.ft", edited)
      last.send("a\r")
      #expect(try await last.ended().output.contains("lesson.ft was changed since it was run"))
      #expect(try place.text("lesson.ft") == edited)
      let all = try await place.terminal("ft update lesson.ft --yes").ended()
      #expect(all.status == 0)
      #expect(all.output.hasSuffix("wrote lesson.ft\n"))
      #expect(try await place.run("ft test lesson.ft").status == 0)
    }

    @Test func `What two processes say otherwise gets the masks that are known for it`()
      async throws
    {
      let place = try Place()
      try place.write("small.jsonl", chatFile(12))
      try place.write(
        "ids.ft", "load small.jsonl as small\nlaunch small --epochs 1 --seed 1 as demo\n| x\n")
      let ended = try await place.run("ft update ids.ft && mv ids.ft.new ids.ft")
      #expect(ended.status == 0, "\(ended)")
      let text = try place.text("ids.ft")
      #expect(text.contains("<file>") && text.contains("<job>"), "\(text)")
      #expect(try await place.run("TZ=Asia/Tokyo COLUMNS=60 ft test ids.ft").status == 0)
    }
  }
}
