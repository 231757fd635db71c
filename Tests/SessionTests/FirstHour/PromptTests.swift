import Glibc
import Testing

extension SessionTests {
  /// Keys at the prompt.
  @Suite struct PromptTests {
    /// Twelve lines: a text block of JSON in ten, and two commands.
    private static let paste = """
      add small --raw \"""
        {
          "messages": [
            {"role": "user",
             "content": "How old is Rome?"},
            {"role": "assistant",
             "content": "Older than this joke."}
          ]
        }
        \"""
      show small#13
      list
      """

    @Test func `Twelve pasted lines wait for Enter and then run as a list`() async throws {
      let place = try Place()
      try await place.loadSmall()
      let ft = try await place.prompt()
      try await ft.say("use small")
      let bracketed = "\u{1B}[200~" + Self.paste + "\n\u{1B}[201~"
      ft.send(bracketed)
      let drawn = try await ft.see("list")
      #expect(!drawn.contains("00~"))
      // Ctrl-C drops the paste: had any of it run, there would be a thirteenth example.
      ft.send("\u{3}")
      try await ft.see("▸")
      #expect(try await ft.say("list").contains(" 12 "))
      let answer = try await ft.say(bracketed)
      #expect(!answer.contains("error"))
      #expect(answer.contains("added small#13"))
      #expect(answer.contains("assistant  Older than this joke."))
      #expect(answer.contains(" 13 "))
    }

    @Test func `A pasted list stops at its first failure`() async throws {
      let place = try Place()
      try await place.loadSmall()
      let ft = try await place.prompt()
      let answer = try await ft.say(
        "\u{1B}[200~show small#1\n{\"messages\": []}\ndrop small#1\u{1B}[201~")
      #expect(answer.contains("It is 2, as always."))
      #expect(answer.contains("error E001"))
      #expect(try await ft.say("show small#1").contains("It is 2, as always."))
    }

    @Test func `Ctrl-C in a half-typed line drops it and nothing else`() async throws {
      let place = try Place()
      try await place.loadSmall()
      let ft = try await place.prompt()
      ft.send("drop small#1")
      try await ft.see("drop small#1")
      ft.send("\u{3}")
      try await ft.see("^C\n")
      try await ft.see("▸")
      #expect(try await ft.say("list").contains(" 12 "))
      ft.send("quit\r")
      #expect(try await ft.ended().status == 0)
    }

    @Test func `A job goes on when Ctrl-C leaves its tail, and nothing is lost or told twice`()
      async throws
    {
      let place = try Place()
      try await place.loadSmall()
      var told = ""
      let first = try await place.prompt()
      try await first.say("launch small --epochs 6 --batch-size 4 --seed 1 as demo")
      first.send("tail @demo\r")
      told += try await first.see("step ")
      first.send("\u{3}")
      let left = try await first.see("▸")
      #expect(left.contains("the job goes on"))
      told += left
      first.send("quit\r")
      #expect(try await first.ended().output.contains("ft -w x.ftdb tail @demo"))

      let second = try await place.prompt()
      told += try await second.say("tail @demo")
      #expect(told.contains("succeeded   @demo.model is "))
      let all = try await second.say("tail @demo --all")
      #expect(events(in: told) == events(in: all))
      #expect(events(in: all).count >= 4)
    }

    @Test func `A later session goes on with the dataset in use`() async throws {
      let place = try Place()
      try await place.loadSmall()
      let first = try await place.prompt()
      try await first.say("fork small as other")
      try await first.say("use small")
      first.send("quit\r")
      _ = try await first.ended()

      let second = try place.terminal("ft -w x.ftdb")
      #expect(try await second.see("▸").contains("\nsmall is in use, as before\n"))
      #expect(try await second.say("show #1").contains("small#1  r1"))
      try await second.say("drop other --confirm other")
      second.send("quit\r")
      _ = try await second.ended()
      // Of one dataset nobody needs to be told.
      let third = try place.terminal("ft -w x.ftdb")
      #expect(try await !third.see("▸").contains("in use"))
    }

    @Test func `A chat's command without its slash goes to the model, and that is said`()
      async throws
    {
      let place = try Place()
      let ft = try await place.prompt()
      try await ft.say("chat sandbox-1")
      ft.send("keep\r")
      try await ft.see("/keep is for ft, and /back takes this back")
      try await ft.see("▸")
      ft.send("bye\r")
      try await ft.see("/done leaves")
    }

    @Test(arguments: ["ft", "ft -w x.ftdb"])
    func `A start in an empty folder says where it keeps things and what to do`(line: String)
      async throws
    {
      let place = try Place()
      place.environment["HOME"] = place.folder
      let ft = try place.terminal(line)
      let path = line == "ft" ? "~/.local/share/ft/workspace.ftdb" : "~/x.ftdb"
      #expect(
        try await ft.see("▸") == """
          ft 0.1 · workspace \(path) (new) · sandbox: no key is set, training is free · help
          start with  load FILE.jsonl as NAME, or learn with  tour  ·  Tab completes, Ctrl-D leaves
          ▸
          """)
      let tour = try await ft.say("tour")
      #expect(tour.contains("ft guide 1"))
      #expect(!tour.contains("error"))
    }

    @Test func `An open quote says once what it waits for, and Ctrl-C leaves it`() async throws {
      let place = try Place()
      try await place.loadSmall()
      let ft = try await place.prompt()
      let told = try await ft.say("set small#1.assistant \"It is two")
      #expect(
        told.hasSuffix(
          "\nwaiting for the closing \" of  \"It is two  ·  Ctrl-C drops what was typed\n▸"))
      #expect(!(try await ft.say("and a half").contains("waiting")))
      ft.send("\u{3}")
      try await ft.see("^C\n")
      try await ft.see("▸")
      #expect(try await ft.say("show small#1").contains("It is 2, as always."))
    }

    @Test(arguments: [80, 40])
    func `A failure, a notice and a help page are broken at words`(columns: Int) async throws {
      let place = try Place()
      try place.write("two.jsonl", chatFile(1).dropLast() + " " + chatFile(1))
      let ft = try place.terminal("ft -w x.ftdb", columns: columns)
      try await ft.see("▸")
      for line in ["load two.jsonl as two", "help E051", "help compare", "export two"] {
        let shown = try await ft.say(line)
        // The line as it was typed is the terminal's own business.
        for row in shown.split(separator: "\n").dropFirst() {
          #expect(row.count <= columns, "\(row)")
        }
      }
      let told = ft.output
      #expect(told.contains("load two.jsonl as two --repair\n"))
    }
  }
}
