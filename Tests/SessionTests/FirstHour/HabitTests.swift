import Glibc
import Testing

extension SessionTests {
  /// What people do at any prompt: leave it, recall a line, paste a message, open an editor.
  @Suite struct HabitTests {
    @Test(arguments: ["exit", "quit", "q", ":q", "\\q", "exit()", "\u{4}"])
    func `Whatever leaves other prompts leaves this one, and names the job that waits`(
      word: String
    ) async throws {
      let place = try Place()
      try await place.loadSmall()
      let ft = try await place.prompt()
      try await ft.say("launch small --epochs 50 --batch-size 1 as demo")
      ft.send(word == "\u{4}" ? word : word + "\r")
      let ended = try await ft.ended()
      #expect(ended.status == 0)
      let told = ended.output.split(separator: "\n").filter { $0.contains("@demo goes on") }
      #expect(told == ["@demo goes on when ft runs again:  ft -w x.ftdb tail @demo"])
    }

    @Test func `Up brings back a whole entry after a restart, in its own workspace only`()
      async throws
    {
      let place = try Place()
      try await place.loadSmall()
      let first = try await place.prompt()
      try await first.say("\u{1B}[200~set small#1.assistant \"\"\"\n  two\n  \"\"\"\u{1B}[201~")
      try await first.say("list")
      first.send("quit\r")
      _ = try await first.ended()

      let second = try await place.prompt()
      // What was typed so far chooses among the entries.
      second.send("se\u{1B}[A\r")
      #expect(try await second.see("▸").contains("nothing to change: it says so already"))
      #expect(try await second.say("show small#1").contains("assistant  two"))
      let other = try await place.prompt("ft -w y.ftdb")
      #expect(!(try await other.say("\u{1B}[A")).contains("list"))
    }

    @Test func `A paste of five lines in a chat is one message, whatever they say`() async throws {
      let place = try Place()
      try await place.loadSmall()
      let ft = try await place.prompt()
      try await ft.say("use small")
      try await ft.say("chat sandbox-1")
      let answer = try await ft.say("\u{1B}[200~one\ntwo\n/keep\nfour\nfive\u{1B}[201~")
      #expect(!answer.contains("added"))
      let shown = try await ft.say("/show")
      #expect(
        shown.contains(
          "  user       one\n             two\n             /keep\n             four\n"
            + "             five\n  assistant  "))
      #expect(try await ft.say("/keep").contains("added small#13 from chat 1"))
    }

    @Test func `Without a locale nothing that is typed is lost, and it is said`() async throws {
      let place = try Place()
      try await place.loadSmall()
      place.environment["LC_ALL"] = "C"
      let ft = try place.terminal("ft -w x.ftdb")
      #expect(try await ft.see("▸").contains("the locale is not UTF-8; UTF-8 is assumed\n"))
      try await ft.say("set small#1.assistant \"ü 한국어 👩‍💻\"")
      ft.send("quit\r")
      _ = try await ft.ended()
      #expect(
        try await place.run("ft -w x.ftdb export small to out.jsonl && head -1 out.jsonl").output
          .contains(#""content": "ü 한국어 👩‍💻""#))
    }

    @Test(arguments: [(50, false), (20, true)])
    func `Of five thousand examples some are shown, with a pager where they are more than a window`(
      lines: Int, isPaged: Bool
    ) async throws {
      let place = try Place()
      try place.write("big.jsonl", chatFile(5_000))
      try place.write("pager", "#!/bin/sh\necho paged\ncat > /dev/null\n")
      _ = try await place.run("chmod +x pager")
      place.environment["PAGER"] = "\(place.folder)/pager"
      let ft = try place.terminal("ft -w x.ftdb", lines: lines)
      try await ft.see("▸")
      try await ft.say("load big.jsonl as big")
      let shown = try await ft.say("show big")
      #expect(shown.contains("paged") == isPaged)
      #expect(shown.contains("big#1  r1") != isPaged)
      #expect(!(try await ft.say("show big#2")).contains("paged"))
      // What was found stands in its line.
      let found = try await ft.say("find \"is 77 plus\"")
      #expect(found.contains("big#77  user  What is 77 plus one?\n1 example of big\n"))
    }

    @Test func `An editor that nobody chose is named before it opens, with the keys that leave`()
      async throws
    {
      let place = try Place()
      try await place.loadSmall()
      // Only what ft itself looks for: a vi that changes a word.
      try place.write("vi", "#!/bin/sh\nsed -i s/as.always/mine/ \"$1\"\n")
      _ = try await place.run("chmod +x vi")
      place.environment["PATH"] = "\(place.folder):\(place.environment["PATH"] ?? "")"
        .replacing("/usr/bin", with: "/none").replacing(":/bin", with: ":/none")
      place.environment["PATH"]? += ":\(place.folder)/tools"
      _ = try await place.run("/bin/mkdir tools; /bin/ln -s /bin/sed /bin/sh tools/")
      let ft = try await place.prompt()
      ft.send("edit small#1\r")
      let asked = try await ft.see("Enter goes on: ")
      #expect(asked.contains("EDITOR is not set, so vi opens: :wq saves, :q! leaves all as it was"))
      #expect(try await ft.say("").contains("small r1 → r2"))
      ft.send("edit small#1\r")
      try await ft.see("Enter goes on: ")
      ft.send("\u{3}")
      try await ft.see("^C\n")
      #expect(try await ft.see("▸").contains("interrupted"))
    }

    @Test func `The end of a line that took long rings, and the bell can be switched off`()
      async throws
    {
      let place = try Place()
      try await place.loadSmall()
      let ft = try await place.prompt()
      for (line, count) in [
        ("list", 0), ("config bell 0", 1), ("list", 2), ("show small#99", 3),
        // Who was asked is here.
        ("drop small", 3), ("config bell 3600", 3), ("list", 3), ("config bell off", 3),
        ("list", 3),
        ("config bell on", 3), ("list", 3),
      ] {
        if line == "drop small" {
          ft.send(line + "\r")
          try await ft.see("type its name to go on:")
          ft.send("no\r")
          try await ft.see(String(PlainText.open))
        } else {
          try await ft.say(line)
        }
        #expect(ft.bellCount == count, "\(line)")
      }
    }

    @Test func `What a teacher types between the commands is in the script that is saved`()
      async throws
    {
      let place = try Place()
      try place.write("small.jsonl", chatFile(12))
      let ft = try await place.prompt()
      for line in [
        "param z = 3", "load small.jsonl as small", "# Some prose", "## A step",
        "hint \"use drop\"", "drop small#11", "expect small.count = 11",
        "hint \"of what is undone\"",
        "drop small#12", "expect small.count = 10", "undo", "let k = 5", "auto", "show small#$k",
        "#. for the speaker", "save out.ft --clean",
      ] { try await ft.say(line) }
      let script = """
        #!/usr/bin/env ft
        param z = 3
        load small.jsonl as small
        # Some prose
        ## A step
        hint "use drop"
        drop small#11
        expect small.count = 11
        let k = 5
        auto
        show small#5
        #. for the speaker

        """
      #expect(try place.text("out.ft") == script)
      #expect(try await place.run("ft test out.ft").status == 0)
    }

    @Test func `A wide slash of an input method begins a command of a chat`() async throws {
      let place = try Place()
      try place.write("small.jsonl", chatFile(12))
      let ft = try await place.prompt()
      try await ft.say("load small.jsonl as small")
      try await ft.say("chat sandbox-1")
      #expect(try await ft.say("／cost").contains("tokens"))
      try await ft.say("／done")
      #expect(try await ft.say("list").contains("small.jsonl"))
    }
  }
}
