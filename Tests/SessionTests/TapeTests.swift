import Glibc
import Testing

extension SessionTests {
  /// Scripts that ask a service, recorded once against a server that stands in for OpenAI's, and
  /// replayed when it is gone.
  @Suite struct TapeTests {
    /// Looks like a key of OpenAI's, so that every guard against keys is met.
    private static let key = "sk-proj-0123456789abcdefABCDEF"

    private static let script = """
      # A lesson about OpenAI's API
      ## Begin (auto)
      budget 0.50
      load small.jsonl as small
      provider use openai

      ## Train
      # Train on small for one epoch, with one step.
      hint "launch small --model gpt-4.1-mini ..."
      launch small --model gpt-4.1-mini --epochs 1 --batch-size 12 --max-cost 0.10 as demo
      expect @demo.provider = "openai"

      ## Ask
      # Ask the model what 3 plus one is.
      hint "ask MODEL TEXT"
      ask gpt-4.1-mini "My key is \(key), what is 3 plus one?" --max-tokens 4
      auto
      budget

      """

    /// A folder with the script, and a server that answers as OpenAI's until it is told to end.
    private func begin(_ script: String = script) async throws -> (Place, Program) {
      let place = try Place()
      try place.write("small.jsonl", chatFile(12))
      try place.write("lesson.ft", script)
      let server = try place.start(
        "exec ft serve --as gpt-4.1-mini --store store --key \(Self.key) 2>&1")
      let said = try await server.see("Ctrl-C stops")
      let port = try #require(said.firstMatch(of: /127\.0\.0\.1:(\d+)/)?.1)
      place.environment["OPENAI_BASE_URL"] = "http://127.0.0.1:\(port)/v1"
      place.environment["OPENAI_API_KEY"] = Self.key
      return (place, server)
    }

    /// Records the script and ends the server, so that nothing is left that could answer.
    private func recorded(_ script: String = script) async throws -> Place {
      let (place, server) = try await begin(script)
      let ended = try await place.run("ft record lesson.ft --budget 0.50")
      #expect(ended.status == 0, "\(ended)")
      try await stop(server)
      place.environment["OPENAI_BASE_URL"] = nil
      place.environment["OPENAI_API_KEY"] = nil
      return place
    }

    private func stop(_ server: Program) async throws {
      // Training goes on when it is asked to end; nothing of it is needed any more.
      server.kill(SIGKILL)
      _ = try await server.ended()
    }

    @Test func `A tape holds no key, says who answered, and replays the same everywhere`()
      async throws
    {
      let place = try await recorded()
      let tape = try place.text("lesson.tape")
      #expect(!tape.contains(Self.key))
      #expect(!tape.contains("0123456789abcdefABCDEF"))
      #expect(!tape.contains("uthorization"))
      let header = try #require(tape.split(separator: "\n").first)
      #expect(header.contains(#""stands_in_for":"https://api.openai.com/v1""#))
      #expect(header.contains(#""models":["gpt-4.1-mini""#))

      let first = try await place.run("ft run lesson.ft")
      #expect(first.status == 0, "\(first)")
      #expect(first.output.contains("created @demo ftjob-"))
      for setting in [
        "LC_ALL=ja_JP.UTF-8 LANG=ja_JP.UTF-8", "TZ=Asia/Seoul",
        "SWIFT_DETERMINISTIC_HASHING=1", "OPENAI_BASE_URL=http://127.0.0.1:9/v1",
      ] {
        #expect(try await place.run("env \(setting) ft run lesson.ft") == first, "\(setting)")
      }
      #expect(try await place.run("ft test lesson.ft").status == 0)
      #expect(try place.everything().filter { $0.hasSuffix(".tape") } == ["lesson.tape"])
    }

    @Test func `A guide goes on with the tape after a line that asks something else`() async throws
    {
      let place = try await recorded()
      let launch =
        "launch small --model gpt-4.1-mini --batch-size 12 --max-cost 0.10 as demo --epochs"
      let guided = try await place.run(
        "ft guide lesson.ft",
        input: "\(launch) 1\n\nask gpt-4.1-mini 'Hi'\nskip\n\n")
      #expect(guided.output.contains("small  r1  12 examples"), "\(guided)")
      #expect(guided.output.contains("created @demo ftjob-"), "\(guided)")
      #expect(
        guided.errors.contains("E718: POST /chat/completions asks for something else"),
        "\(guided)")
      #expect(
        guided.errors.contains("help: reveal  shows the line that the lesson's tape answers"),
        "\(guided)")
      #expect(guided.output.contains("in all $0.00"), "\(guided)")
    }

    /// Lines that a learner may type before the answers, between quotes of a shell.
    private static let detours = [
      // Uploads, and is refused at the second of its two requests.
      "\(launch) 3",
      "\(launch) 3\n\(launch) 2",
      // Does the first half of what the step wants.
      "upload small --provider openai",
      // What a later step asks.
      "ask gpt-4.1-mini '\(question)' --max-tokens 4",
      "list models --provider openai\nestimate small --model gpt-4.1-mini --epochs 1",
      // Refused before anything is asked.
      "\(launch) 1 --seed x\nlaunch none\nshw",
      "launch small --model gpt-4.1-mini --epochs 1 --batch-size 12 --max-cost 0.000001 as demo",
      // Another way to go, in a copy.
      "try\n\(launch) 3\nask gpt-4.1-mini '\(question)' --max-tokens 4\nback",
      "chat gpt-4.1-mini\nHello\n/done",
    ]

    private static let question = "My key is \(key), what is 3 plus one?"
    private static let launch =
      "launch small --model gpt-4.1-mini --batch-size 12 --max-cost 0.10 as demo --epochs"

    @Test func `Whatever is no answer takes nothing from the tape, the money or the clock`()
      async throws
    {
      let place = try await recorded()
      let answer = "ask gpt-4.1-mini '\(Self.question)' --max-tokens 4"
      func guided(_ before: String, between: String = "", wrong: String = "") async throws -> String
      {
        let ended = try await place.run(
          "ft guide lesson.ft --again",
          input: "\n\(before)\(Self.launch) 1\n\(between)\n\(wrong)\(answer)\n\n")
        let end = ended.output.ranges(of: "created @demo").last
        return end.map { String(ended.output[$0.lowerBound...]) } ?? "\(ended)"
      }
      let plain = try await guided("")
      #expect(plain.hasSuffix("✓ done\n"), "\(plain)")
      for detour in Self.detours {
        #expect(try await guided(detour + "\n") == plain, "\(detour)")
      }
      for all in [Self.detours, Self.detours.reversed()] {
        #expect(try await guided(all.joined(separator: "\n") + "\n") == plain)
      }
      for line in [answer, "\(Self.launch) 1", "upload small --provider openai"] {
        let said = try await guided("", between: line + "\n")
        #expect(said.hasSuffix("✓ done\n"), "between two steps: \(line): \(said)")
        let wrong = try await guided("", wrong: line.replacing("3 plus", with: "4 plus") + "\n")
        #expect(wrong.hasSuffix("✓ done\n"), "in the second step: \(line): \(wrong)")
      }
      let copied = try await guided("try\n\(Self.launch) 3\n", between: "back\n")
      #expect(copied.hasSuffix("✓ done\n"), "\(copied)")
    }

    @Test(arguments: ["", "Hi\n", "Hi\n/retry\n/keep\n", "list\n/done\n/nothing\n", "hint\nhint\n"])
    func `A message that is not the lesson's takes nothing from the tape`(before: String)
      async throws
    {
      let place = try await recorded(
        """
        # Talk
        ## Begin (auto)
        budget 0.50
        provider use openai
        chat gpt-4.1-mini
        ## Ask
        # Ask what 3 plus one is.
        > What is 3 plus one?
        # Ask what 4 plus one is.
        > And 4 plus one?
        # Go.
        > /done

        """)
      let guided = try await place.run(
        "ft guide lesson.ft",
        input: "\n\(before)What is 3 plus one?\n\(before)And 4 plus one?\n\(before)/done\n")
      #expect(guided.output.hasSuffix("✓ done\n"), "\(guided)")
    }

    @Test func `A presenter's line that fails takes nothing from the tape either`() async throws {
      let place = try await recorded()
      // The lines of the first step, then an own prompt before the launch.
      let shown = try await place.run(
        "ft step lesson.ft",
        input: "\n\n\np\n\(Self.launch) 3\nupload small --provider none\ngo\n\n\n\nq\n")
      #expect(
        shown.errors.contains("help: go  returns to the lesson's own lines"), "\(shown)")
      #expect(shown.output.contains("created @demo ftjob-"), "\(shown)")
      #expect(shown.output.contains("in all $0.00"), "\(shown)")
    }

    @Test func `A replay that is shown at a pace says what one at once says`() async throws {
      let place = try await recorded()
      let atOnce = try await place.run("ft run lesson.ft")
      #expect(atOnce.status == 0, "\(atOnce)")
      #expect(try await place.run("ft run lesson.ft --pace fast") == atOnce)
      let steps = String(repeating: "\n", count: 9) + "q\n"
      let stepped = try await place.run("ft step lesson.ft", input: steps)
      #expect(stepped.output.contains("created @demo ftjob-"), "\(stepped)")
      #expect(try await place.run("ft step lesson.ft --pace fast", input: steps) == stepped)
      let slow = try await place.run("ft run lesson.ft --pace slow")
      #expect(
        slow.errors == """
          error E020: --pace takes instant, fast or real
            run lesson.ft --pace slow
                                 ^^^^
            nothing ran
            help: run lesson.ft --pace real

          """)
    }

    @Test func `Without a tape a script says how to record it, and how much that may cost`()
      async throws
    {
      let place = try Place()
      try place.write("small.jsonl", chatFile(12))
      try place.write("lesson.ft", Self.script)
      for verb in ["run", "test", "update"] {
        let ended = try await place.run("ft \(verb) lesson.ft")
        #expect(ended.status == 5)
        #expect(
          ended.errors
            == """
            error E717: lesson.ft:10: step 2 needs the network
              nothing was sent        help: record it once:  ft record lesson.ft --budget 0.05  \
            (about $0.002)

            """)
      }
    }

    @Test func `A script that asks something else than its tape is told field by field`()
      async throws
    {
      let place = try await recorded()
      try place.write(
        "lesson.ft", Self.script.replacing("--epochs 1", with: "--epochs 3 --suffix marv"))
      let ended = try await place.run("ft run lesson.ft")
      #expect(ended.status == 3)
      #expect(
        ended.errors
          == """
          error E718: lesson.ft:10: POST /fine_tuning/jobs asks for something else than the tape
            method.supervised.hyperparameters.n_epochs 1 → 3
            suffix (none) → marv
            taped request was cell 4
            nothing was sent        help: put the line back, or record it again:  \
          ft record lesson.ft --again

          """)
      try place.write("lesson.ft", Self.script + "ask gpt-4.1-mini \"And 4 plus one?\"\n")
      let more = try await place.run("ft run lesson.ft")
      #expect(more.status == 3)
      #expect(
        more.errors.contains("the tape has no further POST /chat/completions, as cell 5 had it"))
    }

    @Test func `A tape with older prices is replayed as it is, and says so`() async throws {
      let place = try await recorded()
      let tape = try place.text("lesson.tape")
      let date = try #require(tape.firstMatch(of: /"prices":"(\d{4}-\d\d-\d\d)"/)?.1)
      let current = try await place.run("ft test lesson.ft")
      #expect(!current.errors.contains("prices"))
      try place.write("lesson.tape", tape.replacing(date, with: "2024-01-31", maxReplacements: 1))
      let older = try await place.run("ft test lesson.ft")
      #expect(older.status == 0)
      #expect(older.output == current.output)
      let notice = """
        lesson.tape was recorded with the prices of 2024-01-31, and those of \
        \(date) are known; what it spends may cost something else now;  \
        ft record lesson.ft --again

        """
      #expect(older.errors == notice)
      #expect(try await place.run("ft guide lesson.ft").errors.hasPrefix(notice))
    }

    @Test func `Values of parameters have tapes of their own`() async throws {
      let script = """
        param who = "system"
        provider use openai
        list models
        """
      let (place, server) = try await begin(script)
      for options in ["", " --param who=one", " --param who=two"] {
        #expect(try await place.run("ft record lesson.ft\(options)").status == 0)
      }
      let again = try await place.run("ft record lesson.ft --param who=one")
      #expect(again.status == 1)
      #expect(
        again.errors.contains("help: record it again:  ft record lesson.ft --param who=one --again")
      )
      try await stop(server)
      #expect(try place.everything().count { $0.hasSuffix(".tape") } == 3)
      #expect(try await place.run("ft run lesson.ft --param who=two").status == 0)
      let other = try await place.run("ft run lesson.ft --param who=three")
      #expect(other.status == 5, "\(other)")
    }

    @Test func `Recording spends nothing unless it is told how much, and --live needs to be told`()
      async throws
    {
      let (place, server) = try await begin()
      let refused = try await place.run("ft record lesson.ft")
      #expect(refused.status == 4)
      #expect(
        refused.errors.contains(
          "help: give the run more on its line in the shell:  --budget 1"), "\(refused)")
      #expect(!place.has("lesson.tape"))
      let live = try await place.run("ft run lesson.ft --live --budget 0.50")
      #expect(live.status == 0, "\(live)")
      #expect(!place.has("lesson.tape"))
      #expect(try await place.run("ft run lesson.ft --live").status == 2)
      try await stop(server)
    }

    @Test func `A recording that stops keeps what was answered, under a name of its own`()
      async throws
    {
      let (place, server) = try await begin("provider use openai\nlist models\nshow none\n")
      let stopped = try await place.run("ft record lesson.ft")
      #expect(stopped.status == 1)
      #expect(
        stopped.errors.hasSuffix(
          "the script did not come to its end: 1 exchange up to there, no key among them, "
            + "in lesson.tape.part, which no run plays\n"), "\(stopped)")
      let part = try place.text("lesson.tape.part")
      #expect(part.split(separator: "\n").count == 2)
      #expect(!part.contains(Self.key))
      #expect(!place.has("lesson.tape"))
      #expect(try await place.run("ft run lesson.ft").status == 5)

      try place.write("lesson.ft", "show none\nprovider use openai\nlist models\n")
      #expect(
        try await place.run("ft record lesson.ft").errors.hasSuffix(
          "the script stopped before it asked a service, so no tape was written\n"))

      try place.write("lesson.ft", "provider use openai\nlist models\n")
      #expect(try await place.run("ft record lesson.ft").status == 0)
      #expect(!place.has("lesson.tape.part"))
      let whole = try place.text("lesson.tape")
      try place.write("lesson.ft", "provider use openai\nlist models\nshow none\n")
      let again = try await place.run("ft record lesson.ft --again")
      #expect(again.errors.hasSuffix("which no run plays; lesson.tape stays as it was\n"))
      #expect(try place.text("lesson.tape") == whole)
      try await stop(server)
    }

    @Test func `A damaged tape is named with its line`() async throws {
      let place = try Place()
      try place.write("lesson.ft", "list\n")
      try place.write("lesson.tape", "{\"tape\":1,\"recorded_at\":1}\n{\"cell\":\n")
      let ended = try await place.run("ft run lesson.ft")
      #expect(ended.status == 1)
      #expect(
        ended.errors.hasPrefix("error E719: line 2 of the tape cannot be read: it is not JSON"))
    }
  }
}
