import Foundation
import Glibc
import Testing

extension SessionTests {
  /// Lessons as a learner and a presenter meet them, at a terminal and in a pipe.
  @Suite struct LessonTests {
    private static let lesson = """
      # Twelve sums
      # A short lesson about adding.

      ## 1. Load
      # Load small.jsonl as small, and see how many examples there are.
      hint "load FILE as NAME"
      load small.jsonl as small
      expect small.count = 12

      ## 2. Mend
      # Give small#1 another answer, one that says two.
      hint "set FIELD TEXT"
      set small#1.assistant "It is two."
      expect small#1.assistant contains "two"

      """

    private func place() throws -> Place {
      let place = try Place()
      try place.write("small.jsonl", chatFile(12))
      try place.write("lesson.ft", Self.lesson)
      return place
    }

    /// Gives what ft keeps for a while a folder of its own, and returns its path.
    private func temporaryFolder(of place: Place) throws -> String {
      let path = place.folder + "/temporary"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      place.environment["TMPDIR"] = path
      return path
    }

    @Test func `A lesson in a pipe goes to its end, and goes on where it was left`() async throws {
      let place = try place()
      let first = try await place.run("ft guide lesson.ft", input: "load small.jsonl as small\n\n")
      #expect(
        first
          == Ended(
            0,
            """
            Twelve sums
            2 steps · hint, reveal, skip, try and quit work at any time
            A short lesson about adding.

            step 1 of 2  Load
            Load small.jsonl as small, and see how many examples there are.
            Your turn.
            small  r1  12 examples  ~276 tokens  0 errors  0 warnings
            ✓ done · Enter goes on

            step 2 of 2  Mend
            Give small#1 another answer, one that says two.
            Your turn.
            you stopped at "Mend";  ft guide lesson.ft  goes on there

            """))
      let second = try await place.run("ft guide lesson.ft", input: "set #1.assistant two\n")
      #expect(second.status == 0)
      #expect(second.output.contains("1 of 2 steps done before; their lines run again"))
      #expect(second.output.hasSuffix("✓ done\n"))
      let again = try await place.run("ft guide lesson.ft --again", input: "")
      #expect(again.output.contains("step 1 of 2  Load"))
      #expect(
        try place.everything().filter { !$0.hasPrefix("home") } == ["lesson.ft", "small.jsonl"])
      #expect(!place.has("home/.local/share"))
    }

    @Test(arguments: [40, 80])
    func `A lesson fits the terminal`(columns: Int) async throws {
      let place = try place()
      let ft = try place.terminal("ft guide lesson.ft", columns: columns)
      try await ft.see("▸")
      for line in ["hint", "hint", "reveal", "", "load none.jsonl as small", "set small", "list"] {
        try await ft.say(line)
      }
      try await ft.say("load small.jsonl as small")
      try await ft.say("")
      try await ft.say("try")
      try await ft.say("set small#1.user hi")
      let back = try await ft.say("back")
      #expect(back.contains("before try"))
      try await ft.say("set small#1.assistant three")
      ft.send("quit\r")
      let ended = try await ft.ended()
      #expect(ended.status == 0)
      for line in ft.output.split(separator: "\n") where !line.contains("▸") {
        // A caret stands below the words it means, so these lines are never broken.
        guard !line.contains("^"), !line.contains("help:"), !line.hasPrefix("error") else {
          continue
        }
        #expect(line.count <= max(columns, 46), "\(line)")
      }
    }

    @Test func `Ctrl-C twice and the end of input leave, and nothing is left behind`() async throws
    {
      let place = try place()
      let temporary = try temporaryFolder(of: place)
      let first = try await place.prompt("ft guide lesson.ft")
      first.send("half a li")
      try await first.see("half a li")
      // What is half typed goes, and nobody is on the way out yet.
      first.send("\u{3}")
      try await first.see("▸")
      first.send("\u{3}")
      try await first.see("leaves")
      try await first.see("▸")
      first.send("\u{3}")
      let ended = try await first.ended()
      #expect(ended.status == 0)
      #expect(ended.output.contains("you stopped at \"Load\""))
      let second = try await place.prompt("ft guide lesson.ft")
      second.send("\u{4}")
      #expect(try await second.ended().status == 0)
      let third = try place.start("exec ft guide lesson.ft < /dev/zero > out.txt 2>&1")
      third.kill(SIGINT)
      _ = try await third.ended()
      #expect(try FileManager.default.contentsOfDirectory(atPath: temporary) == [])
    }

    @Test func `What is restored is named with how far it is, and Ctrl-C keeps the steps done`()
      async throws
    {
      let place = try place()
      try place.write(
        "long.ft",
        """
        # A long lesson
        ## 1. Train
        auto
        load small.jsonl as small
        auto
        launch small --epochs EPOCHS --seed 1 as first
        auto
        tail @first
        # Look at it.
        hint "list"
        list jobs
        ## 2. Talk
        # Ask something.
        hint "ask @NAME TEXT"
        ask @first "What is one plus one?"
        """.replacing("EPOCHS", with: "1"))
      let first = try await place.run("ft guide long.ft", input: "list jobs\n")
      #expect(first.output.contains("✓ done"))
      let lesson = try place.text("long.ft")
      try place.write("long.ft", lesson.replacing("--epochs 1", with: "--epochs 50"))
      let ft = try place.terminal("ft guide long.ft")
      try await ft.see("1 of 2 steps done before; their lines run again")
      try await ft.see("line 1 of 4  load small.jsonl as small")
      try await ft.see("/600")
      ft.send("\u{3}")
      let ended = try await ft.ended()
      #expect(ended.status == 130)
      #expect(ended.output.contains("interrupted; the steps done are kept:  ft guide long.ft"))
      try place.write("long.ft", lesson)
      let again = try await place.run("ft guide long.ft", input: "quit\n")
      #expect(again.output.contains("1 of 2 steps done before"))
    }

    @Test func `A presenter shows a lesson, and only they see their notes`() async throws {
      let place = try place()
      try place.write(
        "shown.ft", Self.lesson.replacing("## 2. Mend", with: "## 2. Mend\n#. slowly"))
      let ended = try await place.run("ft step shown.ft", input: "\n.\nb\n\n\nq\n")
      #expect(ended.status == 0)
      #expect(ended.errors.contains("note  slowly\n"))
      #expect(ended.errors.contains("next  set small#1.assistant \"It is two.\"\n"))
      #expect(!ended.output.contains("slowly"))
      #expect(ended.output.contains("back; next is  load small.jsonl as small\n"))
      #expect(ended.output.contains("2 small> set small#1.assistant \"It is two.\"\n"))
    }

    @Test func `A lesson asks no provider, whatever key is set`() async throws {
      let place = try place()
      place.environment["OPENAI_API_KEY"] = "sk-none"
      let ended = try await place.run(
        "ft guide lesson.ft",
        input: """
          skip

          upload small --provider openai

          """)
      #expect(ended.errors.contains("error E716: a lesson reaches no provider, and so not openai"))
    }

    @Test func `A lesson is written as a page, as Markdown and as a recording`() async throws {
      let place = try place()
      for form in ["html", "md", "cast"] {
        #expect(
          try await place.run("ft render lesson.ft --\(form)")
            == Ended(0, "wrote lesson.\(form)\n"))
        let first = try place.text("lesson.\(form)")
        #expect(first.contains("small  r1  12 examples") || form != "md")
        let again = try await place.run(
          "LC_ALL=ja_JP.UTF-8 TZ=Asia/Seoul COLUMNS=40 ft render lesson.ft --\(form) --to again")
        #expect(again.status == 0, "\(again)")
        #expect(try place.text("again") == first, "\(form)")
        _ = try await place.run("rm again")
      }
      #expect(try place.text("lesson.html").contains("<h2 id=\"step-1\"><span>1</span> Load</h2>"))
      #expect(try place.text("lesson.cast").hasPrefix("{\"version\":2,"))
      let newer = try await place.run("ft render lesson.ft --cast --v3 --force")
      #expect(newer.status == 0)
      #expect(try place.text("lesson.cast").hasPrefix("{\"version\":3,"))
    }

    @Test(arguments: [
      ("lesson.ft", 2, "error E020: render takes one of --html, --md and --cast"),
      ("lesson.ft --html --md", 2, "error E020: render takes one of --html, --md and --cast"),
      ("lesson.ft --html --v3", 2, "error E020: --v3 is a form of --cast"),
      ("none.ft --html", 1, "error E101: no file none.ft"),
      ("lesson.ft --html --to small.jsonl", 1, "error E104: small.jsonl is there already"),
      ("lesson.ft --html --param a=1", 2, "error E004: lesson.ft has no parameter a"),
      ("broken.ft --html", 1, "error E310: broken.ft:2: no dataset \"small\""),
      ("remote.ft --html", 5, "error E717: remote.ft:2: this line needs the network"),
    ])
    func `What cannot be rendered is refused, and nothing is written`(
      line: String, status: Int32, message: String
    ) async throws {
      let place = try place()
      try place.write("broken.ft", "# Broken\nshow small\n")
      try place.write("remote.ft", "provider use openai\nlist models\n")
      let before = try place.everything()
      let ended = try await place.run("ft render \(line)")
      #expect(ended.status == status, "\(ended)")
      #expect(ended.errors.hasPrefix(message), "\(ended)")
      #expect(try place.everything() == before)
    }

    @Test func `The lessons are listed with what is done, and begin by their number`() async throws
    {
      let place = try place()
      let tour = try await place.run("ft tour")
      #expect(tour.output.contains("10  From a table to a served model\n"))
      #expect(
        tour.output.hasSuffix(
          "ft guide 1  begins \"A first look\", in the shell (quit leaves a prompt)\n"))
      let tenth = try await place.run("ft tour 10 --lang ko --copy mine")
      #expect(tenth.output.contains("copied its files to  mine\nft guide 10 --lang ko  begins"))
      #expect(try await place.run("ls mine").output == "client.py\nfaq.csv\nlesson.ft\n")
      let twice = try await place.run("ft tour 10 --copy mine")
      #expect(twice.errors.hasPrefix("error E104: mine is there already"))
      let korean = try await place.run("LC_ALL=ko_KR.UTF-8 ft tour")
      #expect(korean.output.contains("데이터 살펴보기"))
      #expect(try await place.run("ft tour --lang xx").errors.contains("--lang en, or --lang ja"))
      let lines = String(repeating: "skip\n", count: 6) + "\nskip\n\nskip\n\nskip\n\nskip\n"
      let first = try await place.run(
        "ft guide 1",
        input: "skip\n\nskip\nskip\n\nskip\n\nskip\n\nskip\n" + lines)
      #expect(first.status == 0)
      #expect(first.errors.contains("next:  ft guide 2  What is wrong with this file"))
      let after = try await place.run("ft tour")
      #expect(after.output.contains("✓"))
      #expect(after.output.contains("ft guide 2"))
      _ = try await place.run("ft guide 1 --again", input: "skip\n")
      #expect(try await place.run("ft tour").output == after.output)
      #expect(try await place.run("ft guide 99").errors.contains("no lesson 99"))
    }

    @Test func `A lesson's files may lie below its folder and above it`() async throws {
      let place = try Place()
      for folder in ["deep", "deep/data"] {
        try FileManager.default.createDirectory(
          atPath: "\(place.folder)/\(folder)", withIntermediateDirectories: false)
      }
      try place.write("deep/data/in.jsonl", chatFile(3))
      try place.write("above.jsonl", chatFile(4))
      let lines = [
        "load data/in.jsonl as in", "load ../above.jsonl as above",
        "export in to data/out.jsonl",
      ]
      try place.write("deep/lesson.ft", lines.map { "## Step\n\($0)\n" }.joined(separator: "\n"))
      let ended = try await place.run(
        "ft guide deep/lesson.ft", input: lines.joined(separator: "\n\n") + "\n")
      #expect(ended.output.contains("above  r1  4 examples"), "\(ended)")
      #expect(ended.output.components(separatedBy: "✓ done").count == 4, "\(ended)")
      #expect(
        try await place.run("ls deep deep/data").output == """
          deep:
          data
          lesson.ft

          deep/data:
          in.jsonl

          """)
    }
  }
}
