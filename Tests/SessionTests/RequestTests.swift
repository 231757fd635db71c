import Glibc
import TestSupport
import Testing

extension SessionTests {
  /// What `--api` and `api` print, run as printed against the server that the lines had asked.
  @Suite struct RequestTests {
    private static let key = "ftk-0123456789abcdef"

    /// A folder with twelve examples in a workspace, and a server that answers as OpenAI's.
    private func begin() async throws -> (Place, Program) {
      let place = try Place()
      try await place.loadSmall()
      let server = try place.start(
        "exec ft serve --as gpt-4.1-mini --store store --key \(Self.key) 2>&1")
      let said = try await server.see("Ctrl-C stops")
      let port = try #require(said.firstMatch(of: /127\.0\.0\.1:(\d+)/)?.1)
      place.environment["OPENAI_BASE_URL"] = "http://127.0.0.1:\(port)/v1"
      place.environment["OPENAI_API_KEY"] = Self.key
      place.environment["FT_WORKSPACE"] = "x.ftdb"
      _ = try await place.run("ft provider use openai")
      return (place, server)
    }

    /// Long enough to be cancelled before its end.
    private static let launch =
      "launch small --model gpt-4.1-mini --epochs 50 --batch-size 1 --max-cost 0.50 --again"
    private static let ask =
      #"ask gpt-4.1-mini 'It is "5 $HOME" and \ or `ls`, 한국어?' --max-tokens 3"#

    /// Lines of ft, and what the printed requests must say when they are run.
    private static let lines: [(line: String, says: String)] = [
      ("list models", "gpt-4.1-mini"),
      ("upload small", "file-"),
      (launch + " as one", "ftjob-"),
      ("tail @one --once", "fine_tuning.job"),
      ("cancel @one", "cancel"),
      (ask, ""),
    ]

    @Test func `Printed curl runs as printed`() async throws {
      let (place, server) = try await begin()
      for (line, says) in Self.lines {
        let printed = try await place.run("ft \(line) --api curl > line.sh")
        #expect(printed.status == 0, "\(printed)")
        let script = try place.text("line.sh")
        #expect(!script.contains(Self.key))
        let ended = try await place.run("sh -eu line.sh")
        #expect(ended.status == 0, "\(line): \(script)\n\(ended)")
        #expect(ended.output.contains(says), "\(line): \(ended)")
      }
      #expect(try place.text("line.sh").contains("한국어"))
      server.kill(SIGKILL)
    }

    @Test func `Printed requests are those that were sent`() async throws {
      let (place, server) = try await begin()
      let said = try await place.run(
        "ft", input: "upload small\napi\nlist\napi python\nlist files --api json\n")
      #expect(said.status == 0, "\(said)")
      #expect(
        said.output.contains(
          """
          BASE=${OPENAI_BASE_URL:-https://api.openai.com/v1}

          ft upload small@r1 --show > small-r1.jsonl
          FILE=$(curl -sS "$BASE/files" \\
            -H "Authorization: Bearer $OPENAI_API_KEY" \\
            -F purpose=fine-tune \\
            -F file=@small-r1.jsonl | grep -o '"id": *"[^"]*"' | head -n 1 | cut -d '"' -f 4)
          echo "$FILE"
          """), "\(said)")
      #expect(
        said.output.contains(
          """
          from openai import OpenAI

          client = OpenAI()
          # in a shell before:  ft upload small@r1 --show > small-r1.jsonl
          with open("small-r1.jsonl", "rb") as source:
              file = client.files.create(file=source, purpose="fine-tune")
          print(file.id)
          """), "\(said)")
      server.kill(SIGKILL)
    }

    @Test func `Printed lines name the workspace, and say what was sent`() async throws {
      let place = try Place()
      try await place.loadSmall()
      let uploaded = try await place.run("ft -w x.ftdb upload small --api curl")
      #expect(uploaded.output.contains("\nft -w x.ftdb upload small@r1 --show > small-r1.jsonl\n"))
      #expect(
        uploaded.output.hasSuffix(
          "\n# these requests were sent; to run this sends them once more\n"))
      let launched = try await place.run(
        "ft -w x.ftdb launch small --epochs 1 as one --api python")
      #expect(
        launched.output.contains(
          "\n# ft -w x.ftdb serve prints what to export: OPENAI_BASE_URL and OPENAI_API_KEY\n"))
      #expect(
        launched.output.contains(/\n# these requests were sent: @one is \w+; to run this sends/))
      // The mark of a launch is its own, and another one each time.
      #expect(!launched.output.contains("ft_launch"), "\(launched)")
      // What is known here is asked of nobody.
      let quiet = try await place.run(
        "ft -w empty.ftdb", input: "list jobs --api curl\nlist jobs --api python\n")
      #expect(
        quiet.output == "# this line asked no service\n# this line asked no service\n", "\(quiet)")
      // A question costs, and it is the last one that a chat shows.
      let talk = try await place.run(
        "ft -w x.ftdb", input: "chat sandbox-1\nHello\n/retry\n/api json\n/done\n")
      #expect(talk.output.ranges(of: "\"temperature\": ").count == 1, "\(talk)")
      #expect(talk.output.contains("\"temperature\": 1.0"), "\(talk)")
    }

    @Test(
      .enabled(
        if: OfficialClient.python != nil,
        "no 'openai' package for python3 here: pip, venv or the network is missing"))
    func `Printed Python runs as printed, in the official client`() async throws {
      let python = try #require(OfficialClient.python)
      let (place, server) = try await begin()
      for (line, says) in Self.lines {
        let printed = try await place.run("ft \(line) --api python > line.py")
        #expect(printed.status == 0, "\(printed)")
        _ = try await place.run("ft upload small --show > small-r1.jsonl")
        let ended = try await place.run("\(python) line.py")
        let script = try place.text("line.py")
        if line.hasPrefix("cancel") {
          // The line itself has cancelled the job, which the client takes for an error of its own.
          #expect(ended.errors.contains("Job has already completed"), "\(line): \(ended)")
          continue
        }
        #expect(ended.status == 0, "\(line): \(script)\n\(ended)")
        #expect(ended.output.contains(says), "\(line): \(ended)")
      }
      server.kill(SIGKILL)
    }
  }
}
