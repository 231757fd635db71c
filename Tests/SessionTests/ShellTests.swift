import Foundation
import GRDB
import Glibc
import Testing

extension SessionTests {
  /// ft among other programs: pipes, exit codes, JSON, color.
  @Suite struct ShellTests {
    @Test func `Lines from a pipe run in order, without a prompt`() async throws {
      let place = try Place()
      try place.write("small.jsonl", chatFile(12))
      let ended = try await place.run(
        #"printf 'load small.jsonl as small\nshow small#1\n' | ft -w x.ftdb"#)
      #expect(
        ended
          == Ended(
            0,
            """
            small  r1  12 examples  ~276 tokens  0 errors  0 warnings
            small#1  r1  ~23 tokens
              user       What is 1 plus one?
              assistant  It is 2, as always.

            """))
    }

    @Test func `quit ends a script and a pipe where it stands, and its help does not`()
      async throws
    {
      let place = try Place()
      try place.write("early.ft", "paths\nquit\nshow nothing#1\n")
      #expect(
        try await place.run("ft test early.ft").output
          == "early.ft: 2 commands and 0 expectations passed\n")
      let piped = try await place.run("ft -w x.ftdb", input: "quit --help\nlist\nquit\nshow a#1\n")
      #expect(piped.status == 0)
      #expect(piped.errors == "")
      #expect(piped.output.hasSuffix("no datasets yet:  load FILE.jsonl as NAME\n"))
    }

    /// Lines of a shell with the cursor at their end, the word that bash replaces, and what it gets.
    static let completions: [(line: String, current: String, replies: [String])] = [
      ("ft comp", "comp", ["compare ", "completions "]),
      ("ft show sm", "sm", ["small"]),
      ("ft tail @d", "@d", ["@demo "]),
      ("ft expect @demo.st", "demo.st", ["demo.status "]),
      ("ft launch small --mo", "--mo", ["--model "]),
      ("ft -w x.ftdb show small wh", "wh", ["where "]),
      ("ft -w none.ftdb show sm", "sm", []),
      ("ft --co", "--co", ["--color "]),
      ("ft load sma", "sma", ["small.jsonl "]),
      ("ft completions z", "z", ["zsh "]),
    ]

    @Test func `Tab in bash gives what Tab at the prompt gives, and makes no workspace`()
      async throws
    {
      let place = try Place()
      try await place.loadSmall()
      _ = try await place.run("ft -w x.ftdb launch small as demo")
      for (line, current, replies) in Self.completions {
        let asked = try await place.run(
          """
          export FT_WORKSPACE=x.ftdb
          exec bash -c 'eval "$(ft completions bash)"
          COMP_LINE="$1" COMP_POINT=${#1}; _ft ft "$2"; printf "%s\\n" "${COMPREPLY[@]}"' \
            bash '\(line)' '\(current)'
          """)
        #expect(
          asked.output.split(separator: "\n").map(String.init) == replies, "\(line)")
      }
      #expect(!place.has("none.ftdb"))
    }

    @Test func `Several scripts are tested one after the other, and the first fault is the code`()
      async throws
    {
      let place = try Place()
      try place.write("one.ft", "param n = 1\npaths\n")
      try place.write("two.ft", "let x = 1\n| nothing is said\n")
      let ended = try await place.run("ft test one.ft two.ft one.ft")
      #expect(ended.status == 3)
      #expect(
        ended.output
          == """
          one.ft: 2 commands and 0 expectations passed
          one.ft: 2 commands and 0 expectations passed

          """)
      #expect(ended.errors.contains("two.ft"))
      let absent = try await place.run("ft test one.ft none.ft")
      #expect(absent.status == 1)
      #expect(absent.output == "")
    }

    @Test(arguments: [
      ("run one.ft --param m=2", "help: it declares epochs"),
      ("test one.ft --param epoch=2", "help: did you mean epochs?"),
      ("run none.ft --param m=2", "help: it declares none; a line  param m = VALUE  in it does"),
    ])
    func `A value for a parameter that the script has not stops it`(
      words: String, help: String
    ) async throws {
      let place = try Place()
      try place.write("one.ft", "param epochs = 1\npaths\n")
      try place.write("none.ft", "paths\n")
      let ended = try await place.run("ft \(words)")
      #expect(ended.status == 2)
      #expect(ended.output == "")
      #expect(ended.errors.contains("nothing ran"))
      #expect(ended.errors.contains(help))
    }

    @Test func `A pipe stops at the first line that fails`() async throws {
      let place = try Place()
      let ended = try await place.run("ft -w x.ftdb", input: "show a#1\nlist\n")
      #expect(ended.status == 1)
      #expect(ended.output == "")
      #expect(ended.errors.hasPrefix("error E310: no dataset \"a\"\n  show a#1\n       ^"))
    }

    @Test(arguments: [
      ("list", 0), ("help", 0), ("show small#1", 0),
      ("show none", 1), ("show small#99", 1), ("drop small", 1), ("undo --steps 3", 0),
      ("shw small", 2), ("show small --bogus", 2), ("show 'small#'", 2), ("--bogus", 2),
      ("run none.ft", 1), ("test differs.ft", 3), ("run expects.ft", 3), ("run broken.ft", 2),
      ("launch small --model gpt-4.1-mini --provider openai", 4),
      ("launch small --model gpt-4.1-mini --provider nobody --max-cost 1", 5),
    ])
    func `The exit code says how it went`(words: String, status: Int32) async throws {
      let place = try Place()
      try await place.loadSmall()
      try place.write("differs.ft", "load small.jsonl as a\n| something else\n")
      try place.write("expects.ft", "load small.jsonl as a\nexpect a.count = 13\n")
      try place.write("broken.ft", "load small.jsonl as a\nshow \"a\n")
      _ = try await place.run(
        "ft -w x.ftdb provider add nobody --url http://127.0.0.1:9/v1 --priced")
      let ended = try await place.run("ft -w x.ftdb \(words)")
      #expect(ended.status == status, "\(ended)")
      #expect(ended.errors.isEmpty == (status == 0), "\(ended)")
    }

    @Test func `Between two commands the workspace is one file`() async throws {
      let place = try Place()
      try await place.loadSmall()
      for _ in 0..<8 {
        _ = try await place.run("ft -w x.ftdb set small#1.assistant again && ft -w x.ftdb undo")
        #expect(
          try FileManager.default.contentsOfDirectory(atPath: place.folder).sorted()
            == ["home", "small.jsonl", "x.ftdb"])
      }
    }

    @Test func `A workspace of a newer ft is refused and not touched`() async throws {
      let place = try Place()
      try await place.loadSmall()
      var bytes = try place.bytes("x.ftdb")
      // SQLite's user_version, the schema's number, is a big-endian word at 60.
      bytes.replaceSubrange(60..<64, with: [0, 0, 0x27, 0x0F])
      try place.write("x.ftdb", bytes)
      let ended = try await place.run("ft -w x.ftdb list")
      #expect(ended.status == 6)
      #expect(ended.errors.contains("the file was not touched"))
      #expect(ended.errors.contains("update ft, or open another workspace:  ft -w other.ftdb"))
      #expect(try place.bytes("x.ftdb") == bytes)
    }

    @Test func `A workspace of an older ft is copied and read, and it is said once`() async throws {
      let place = try Place()
      let dump = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "WorkspacesTests/Data/version-2.sql")
      let queue = try DatabaseQueue(path: "\(place.folder)/old.ftdb")
      let sql = try String(contentsOf: dump, encoding: .utf8)
      try await queue.writeWithoutTransaction { try $0.execute(sql: sql) }
      try queue.close()
      let said = "was of an older ft and is of this one now; as it was:  "
      let first = try await place.run("ft -w old.ftdb show marv#2")
      #expect(first.errors.contains("\(said)\(place.folder)/old.ftdb.v2"), "\(first)")
      #expect(first.output.contains("assistant  Very far."))
      let second = try await place.run("ft -w old.ftdb show marv#2")
      #expect(second == Ended(0, first.output))
    }

    @Test(arguments: [
      ("y", 0 as Int32, "| What is 1 plus one?\n", "wrote said.ft, 1 change"),
      ("n", 0, "| Nothing.\n", "said.ft is as it was"),
      ("q", 0, "| Nothing.\n", "said.ft is as it was"),
      ("\u{3}", 130, "| Nothing.\n", "said.ft is as it was"),
      ("\u{4}", 130, "| Nothing.\n", "said.ft is as it was"),
    ])
    func `A change of an update is taken by a key, and Ctrl-C takes none`(
      _ key: String, _ status: Int32, _ kept: String, _ said: String
    ) async throws {
      let place = try Place()
      try place.write("small.jsonl", chatFile(12))
      try place.write("said.ft", "load small.jsonl as a\nshow a#1.user\n| Nothing.\n")
      let ft = try place.terminal("ft update said.ft")
      try await ft.see("[y,n,a,q,?]")
      ft.send(key.first?.isLetter == true ? key + "\r" : key)
      let ended = try await ft.ended()
      #expect(ended.status == status)
      #expect(ended.output.contains(said), "\(ended)")
      #expect(try place.text("said.ft").hasSuffix(kept))
    }

    @Test func `Ctrl-C ends one command with the code of an interrupt`() async throws {
      let place = try Place()
      try await place.loadSmall()
      let ft = try place.start("exec ft serve --store store 2>&1")
      try await ft.see("Ctrl-C stops")
      ft.kill(SIGINT)
      #expect(try await ft.ended().status == 0)
      let tail = try place.start(
        "ft -w x.ftdb launch small --epochs 50 --batch-size 1 as demo && exec ft -w x.ftdb tail @demo"
      )
      try await tail.see("job started")
      tail.kill(SIGINT)
      let ended = try await tail.ended()
      #expect(ended.output.contains("the job goes on"), "\(ended)")
    }

    /// The first line that help shows of each verb, in a workspace with what they speak of.
    ///
    /// Many are refused there, since something is missing: then the reason is a message, and standard
    /// output has nothing.
    @Test func `What --json writes is JSON, on standard output alone`() async throws {
      let place = try Place()
      try place.write("marv.jsonl", chatFile(12))
      for line in [
        "load marv.jsonl as marv", "set marv#3.assistant Far.", "launch marv --epochs 1 as demo",
      ] {
        #expect(try await place.run("ft -w x.ftdb \(line)").status == 0)
      }
      #expect(try await place.run("ft -w x.ftdb tail @demo --json > followed").status == 0)
      var seen = 0
      for (verb, line) in try await shownLines(in: place) {
        try place.write("line", line.contains("--json") ? line : line + " --json")
        let ended = try await place.run("ft -w x.ftdb < line")
        if ended.status != 0, ended.output == "" {
          #expect(ended.errors.contains("error E"), "\(line): \(ended)")
          continue
        }
        // Rows of SQL are a value on each line.
        let values = verb == "sql" ? ended.output.split(separator: "\n") : [ended.output[...]]
        for value in values {
          #expect(throws: Never.self, "\(line): \(ended)") {
            try JSONSerialization.jsonObject(
              with: Data(value.utf8), options: .fragmentsAllowed)
          }
        }
        seen += 1
      }
      #expect(seen > 45)
    }

    /// The lines by verb, as `help` writes them, of verbs that one line of a shell can run.
    private func shownLines(in place: Place) async throws -> [(verb: String, line: String)] {
      struct Verb: Decodable {
        struct Sample: Decodable { var line: String }
        var name: String
        var group: String
        var examples: [Sample]
      }
      let ended = try await place.run("ft help --json")
      let verbs = try JSONDecoder().decode([Verb].self, from: Data(ended.output.utf8))
      return verbs.filter { $0.group != "shell" }
        .compactMap { verb in verb.examples.first.map { (verb.name, $0.line) } }
    }

    @Test func `The program's own options are refused as a verb's are`() async throws {
      let place = try Place()
      #expect(try await place.run("ft --version") == Ended(0, "ft 0.1\n"))
      #expect(try await place.run("ft --help").status == 0)
      let ended = try await place.run("ft -w")
      #expect(ended.status == 2)
      #expect(ended.output == "")
      #expect(ended.errors.contains("Missing value for '-w"))
    }

    @Test func `Results that do not fit onto the disk are missed aloud`() async throws {
      let place = try Place()
      try await place.loadSmall()
      for line in ["ft -w x.ftdb list > /dev/full", "echo list | ft -w x.ftdb > /dev/full"] {
        let ended = try await place.run(line)
        #expect(ended.status == 1)
        #expect(ended.errors.contains("No space left on device"))
      }
    }

    @Test func `A reader that leaves early is no error`() async throws {
      let place = try Place()
      try place.write("big.jsonl", chatFile(3_000))
      _ = try await place.run("ft -w x.ftdb load big.jsonl as big")
      let ended = try await place.run("{ ft -w x.ftdb show big; echo $? >&2; } | head -1")
      #expect(ended == Ended(0, "big#1  r1  ~23 tokens\n", "0\n"))
    }

    @Test(arguments: [
      ("NO_COLOR=1", true, false), ("NO_COLOR=", true, true), ("TERM=dumb", true, false),
      ("FORCE_COLOR=1", false, true), ("FORCE_COLOR=0", false, false),
      ("LANG=C.UTF-8", false, false),
      ("LANG=C.UTF-8", true, true), ("NO_COLOR=1 FORCE_COLOR=1", false, false),
      ("CLICOLOR_FORCE=1", false, true),
    ])
    func `Color is where the environment wants it`(
      variables: String, onTerminal: Bool, isColored: Bool
    ) async throws {
      let place = try Place()
      try await place.loadSmall()
      let line = "env \(variables) ft -w x.ftdb show small#1"
      let ft = onTerminal ? try place.terminal(line) : try place.start(line)
      #expect(try await ft.ended().status == 0)
      #expect(ft.hasColor == isColored)
    }

    @Test func `A dumb terminal gets a prompt, and nothing that moves the cursor`() async throws {
      let place = try Place()
      try await place.loadSmall()
      let ft = try place.terminal("env TERM=dumb ft -w x.ftdb")
      try await ft.see("2 small> ")
      ft.send("show small#1\r")
      try await ft.see("assistant  It is 2, as always.\n")
      ft.send("quit\r")
      #expect(try await ft.ended().status == 0)
      #expect(!ft.hasSequences)
    }

    @Test func `An unknown verb and an unknown option are shown with a caret and one suggestion`()
      async throws
    {
      let place = try Place()
      try await place.loadSmall()
      #expect(
        try await place.run("ft -w x.ftdb shw small")
          == Ended(
            2, "",
            """
            error E001: no command "shw"
              shw small
              ^^^  help: did you mean show?

            """))
      #expect(
        try await place.run("ft -w x.ftdb launch small --epoch 3")
          == Ended(
            2, "",
            """
            error E004: launch has no option --epoch
              launch small --epoch 3
                           ^^^^^^^  help: did you mean --epochs?

            """))
    }
  }
}
