import Foundation
import Glibc
import Testing
import Tokenization

extension SessionTests {
  /// `ft tokenize` among other programs: files, pipes, bad input, and vocabularies that fail.
  @Suite struct TokenizeTests {
    /// A place with a vocabulary of the bytes, "he", "ll", "hell" and "hello".
    private func place() throws -> Place {
      let place = try Place()
      let words = ["he", "ll", "hell", "hello"].map { Array($0.utf8) }
      let tokens = (0...255).map { [UInt8($0)] } + words
      let lines = tokens.enumerated().map { "\(Data($1).base64EncodedString()) \($0)\n" }.joined()
      for encoding in TokenEncoding.allCases {
        let form = Vocabulary.storedForm(of: try RankFile(encoding, lines: Array(lines.utf8)))
        try place.write(Vocabulary.fileName(encoding), form)
      }
      place.environment["FT_VOCABULARY"] = place.folder
      try place.write("hello.txt", "hello\n")
      try place.write("empty.txt", "")
      try place.write("one.txt", String(repeating: "h", count: 1_000_000))
      try place.write("bom.txt", [0xEF, 0xBB, 0xBF] + Array("hello".utf8))
      try place.write("latin.txt", Array("caf".utf8) + [0xE9, 0x0A, 0xC3, 0x28, 0xFF])
      try place.write("long.txt", String(repeating: "hello hell\n", count: 300_000))
      try place.write("two.jsonl", "{\"text\": \"hello\"}\r\n{\"text\": \"\\u0068ello \\ud83d\"}")
      try place.write("special.txt", "hello<|endoftext|>\n")
      return place
    }

    @Test(arguments: [
      ("ft tokenize hello.txt", "2\n"), ("ft tokenize - < hello.txt", "2\n"),
      ("ft tokenize < hello.txt", "2\n"), ("cat hello.txt | ft tokenize", "2\n"),
      ("printf hello | ft tokenize -", "1\n"), ("ft tokenize ./hello.txt --ids", "[259,10]\n"),
      ("ft tokenize hello.txt --show", "hello│\n\n"),
      ("ft tokenize hello.txt --show --ids", "   259  \"hello\"\n    10  \"\\n\"\n"),
      ("ft tokenize empty.txt", "0\n"), ("ft tokenize empty.txt --ids", "[]\n"),
      ("ft tokenize /dev/null", "0\n"), ("ft tokenize one.txt", "1000000\n"),
      ("ft tokenize bom.txt --ids", "[239,187,191,259]\n"),
      // Three stretches of a megabyte: the sum is that of the whole.
      ("ft tokenize long.txt", "1200000\n"), ("cat long.txt | ft tokenize", "1200000\n"),
      ("ft tokenize long.txt --ids | tail -c 15", "259,32,258,10]\n"),
      ("ft tokenize two.jsonl --jsonl", "1\n5\n"),
      ("ft tokenize two.jsonl --jsonl --ids", "[259]\n[259,32,239,191,189]\n"),
      ("ft tokenize special.txt --special --ids", "[259,199999,10]\n"),
      ("ft tokenize special.txt --special --ids --encoding cl100k_base", "[259,100257,10]\n"),
      ("ft tokenize --text 'hello hello'", "3\n"), ("ft tokenize --text ''", "0\n"),
      ("ft tokenize --decode '[259, 10, 199999]'", "hello\n<|endoftext|>\n"),
    ])
    func `Tokens come out as a program wants them`(_ line: String, _ output: String) async throws {
      #expect(try await place().run(line) == Ended(0, output))
    }

    @Test(arguments: [
      ("nope.txt", 1, "error E101: no file nope.txt\n"), (".", 1, "error E605: . is a folder\n"),
      ("hello.txt/x", 1, "error E101: no file hello.txt/x\n"),
      ("hello.txt --encoding gpt2", 2, "error E028: no encoding \"gpt2\"\n"),
      ("hello.txt --model gpt-4.l", 2, "error E028: the encoding of \"gpt-4.l\" is not known\n"),
      ("hello.txt --jsonl", 1, "error E102: hello.txt line 1, column 1: "),
    ])
    func `Bad input is one clear error`(_ words: String, _ status: Int32, _ error: String)
      async throws
    {
      let place = try place()
      let ended = try await place.run("ft tokenize \(words)")
      #expect(ended.status == status)
      #expect(ended.output == "")
      #expect(ended.errors.hasPrefix(error), "\(ended.errors)")
      #expect(ended.errors.contains("help: "))
    }

    @Test(.enabled(if: getuid() != 0, "the superuser may read everything"))
    func `A file that may not be read is named, with what helps`() async throws {
      let ended = try await place().run("chmod 000 hello.txt && ft tokenize hello.txt")
      #expect(
        ended
          == Ended(
            1, "",
            """
            error E605: hello.txt may not be read
              nothing was counted        help: chmod +r hello.txt in the shell

            """))
    }

    @Test func `What is not UTF-8 is counted as Python reads it, and said once`() async throws {
      let ended = try await place().run("ft tokenize latin.txt --ids")
      // caf, U+FFFD, newline, U+FFFD, (, U+FFFD: "errors=replace" of Python 3.11.
      #expect(ended.output == "[99,97,102,239,191,189,10,239,191,189,40,239,191,189]\n")
      #expect(ended.status == 0)
      #expect(
        ended.errors == """
          latin.txt is not UTF-8 at byte 3; such bytes are counted as U+FFFD, as Python reads them \
          with errors="replace"

          """)
    }

    @Test func `Lines before a bad one keep their results`() async throws {
      let place = try place()
      let ended = try await place.run(
        "ft tokenize --jsonl",
        input: "{\"text\":\"hello\"}\n{\"text\":\"he\"}\n{\"text\": 3}\n{\"text\":\"he\"}\n")
      #expect(ended.status == 1)
      #expect(ended.output == "1\n1\n")
      #expect(
        ended.errors == """
          error E102: standard input line 3, column 10: "text" is not a string
            the lines before it were counted, and none behind it
            help: each line is an object with a text:  {"text": "Hello"}

          """)
    }

    @Test func `Standard input is the command's own, and not a prompt's or a script's`()
      async throws
    {
      let place = try place()
      try place.write("ask.ft", "tokenize -\n")
      for line in ["printf 'tokenize -\\n' | ft -w x.ftdb", "echo hello | ft run ask.ft"] {
        let ended = try await place.run(line)
        #expect(ended.status == 2)
        #expect(ended.errors.contains("- is the standard input of one command of a shell"))
      }
    }

    @Test func `A person's text ends with Ctrl-D, and Ctrl-C ends the wait`() async throws {
      let place = try place()
      let asked = try await place.terminal("ft tokenize").ended()
      #expect(asked.status == 2)
      #expect(asked.output.contains("tokenize needs a file, or a text"))
      let typed = try place.terminal("ft tokenize -")
      typed.send("hello\r\u{4}")
      #expect(try await typed.ended().output.hasSuffix("2\n"))
      let left = try place.terminal("ft tokenize -")
      left.send("hello\r")
      try await left.see("hello")
      left.kill(SIGINT)
      #expect(try await left.ended().status == 130)
    }

    @Test(arguments: [
      ("nothing", "the vocabulary of o200k_base is not on this machine"),
      ("short", "{} is a stored vocabulary of 300 bytes, where"),
      ("empty", "{} is not a stored vocabulary"),
      ("other", "{} is a stored vocabulary of version 255, where version"),
      ("flipped", "{} is a stored vocabulary whose bytes are not those that were stored"),
    ])
    func `Without a sound vocabulary counts are estimates that say why`(
      _ fault: String, _ reason: String
    ) async throws {
      let place = try place()
      let name = Vocabulary.fileName(.o200k)
      var form = try place.bytes(name)
      switch fault {
      case "nothing": place.environment["FT_VOCABULARY"] = nil
      case "short": form.removeSubrange(300...)
      case "empty": form = []
      case "other": form[8] = 255
      default: form[form.count / 2] ^= 1
      }
      try place.write(name, form)
      let reason = reason.replacing("{}", with: "\(place.folder)/\(name)")
      let counted = try await place.run("ft tokenize hello.txt")
      #expect((counted.status, counted.output) == (0, "~2\n"))
      #expect(counted.errors.hasPrefix("~ is an estimate: \(reason)"), "\(counted.errors)")
      #expect(counted.errors.hasSuffix(";  scripts/vocabulary  fetches it\n"))
      let refused = try await place.run("ft tokenize hello.txt --ids")
      #expect((refused.status, refused.output) == (1, ""))
      #expect(refused.errors.hasPrefix("error E606: \(reason)"), "\(refused.errors)")
      #expect(refused.errors.contains("help: scripts/vocabulary"))
      #expect(try await place.run("ft tokenize hello.txt --encoding cl100k_base").status == 0)
      #expect(try await place.run("ft -w x.ftdb tokenize hello.txt --json").status == 0)
    }
  }
}
