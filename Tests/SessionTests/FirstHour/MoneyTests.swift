import Testing

extension SessionTests {
  /// What a failure here would cost: money.
  @Suite struct MoneyTests {
    @Test func `A launch that costs, in a script without a limit, is refused with the amount`()
      async throws
    {
      let place = try Place()
      try place.write("small.jsonl", chatFile(12))
      try place.write(
        "lesson.ft",
        """
        load small.jsonl as small
        launch small --model gpt-4.1-mini --provider openai as demo
        list jobs

        """)
      place.environment["OPENAI_API_KEY"] = "sk-never-sent"
      let ended = try await place.run("ft -w x.ftdb run lesson.ft")
      #expect(ended.status == 4)
      #expect(
        ended.errors == """
          error E402: lesson.ft:2: this would cost about $0.01 \
          ($0.02 with 20 % for estimated tokens), and no limit is named
            nothing was uploaded or started        help: add --max-cost 0.02

          """)
      #expect(
        try await place.run("ft -w x.ftdb list jobs; ft -w x.ftdb list files")
          == Ended(0, "no jobs yet:  launch NAME as JOB\nno files yet:  upload NAME\n"))
    }

    @Test func `The limit that a refusal names is enough`() async throws {
      let place = try Place()
      try await place.loadSmall()
      // Nobody listens there, so a launch that passes the guard fails at the network.
      let launch =
        "ft -w x.ftdb launch small --model gpt-4.1-mini --provider openai --epochs 8 --max-cost "
      place.environment["OPENAI_API_KEY"] = "sk-never-sent"
      place.environment["OPENAI_BASE_URL"] = "http://127.0.0.1:9/v1"
      let refused = try await place.run(launch + "0.001")
      #expect(refused.status == 4)
      #expect(refused.errors.contains("help: raise --max-cost to 0.02, or try fewer --epochs"))
      #expect(try await place.run(launch + "0.02").status == 5)
    }

    @Test func `The same launch twice is one job`() async throws {
      let place = try Place()
      try await place.loadSmall()
      let launch = "ft -w x.ftdb launch small --epochs 1 --batch-size 12 --seed 1 "
      #expect(try await place.run(launch + "as demo").status == 0)
      let second = try await place.run(launch + "as other")
      #expect(second.status == 0)
      #expect(second.output.hasPrefix("already launched as @demo ("))
      #expect(second.output.hasSuffix("); nothing was sent.  --again trains it once more\n"))
      #expect(
        try await place.run("ft -w x.ftdb list jobs --json | grep -c '\"id\"'").output == "1\n")
    }

    @Test func `A sentence at the prompt is an error and goes to nobody`() async throws {
      let place = try Place()
      let ft = try await place.prompt()
      let answer = try await ft.say("What is the capital of France?")
      #expect(
        answer.contains(
          """
          error E001: no command "What"
            What is the capital of France?
            ^^^^
          """))
      #expect(try await ft.say("list chats").contains("no chats yet"))
    }
  }
}
