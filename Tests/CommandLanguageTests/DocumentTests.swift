import CommandLanguage
import Randomness
import Testing

private func outline(_ line: Line) -> String {
  let content =
    switch line.content {
    case .blank: "blank"
    case .shebang(let text): "shebang \(text)"
    case .prose(let text): "prose \(text.debugDescription)"
    case .speakerNote(let text): "speaker \(text.debugDescription)"
    case .step(let title): "step \(title.debugDescription)"
    case .output(let text): "output \(text.debugDescription)"
    case .command(let statement): "command \(statement.text.replacing("\n", with: "⏎"))"
    case .message(let text, let fails): "\(fails ? "fails " : "")message \(text.debugDescription)"
    case .shell(let text, let fails): "\(fails ? "fails " : "")shell \(text.debugDescription)"
    case .attachment(let name, let text): "attached \(name) \(text.debugDescription)"
    case .fault(let diagnostic): "fault \(diagnostic.kind.code) in line \(diagnostic.line ?? 0)"
    }
  return "\(line.number) \(line.range) \(content)"
}

@Suite struct DocumentTests {
  @Test(arguments: [
    "marv.jsonl", "my data.csv", "where", "as", "#1", "@demo", "$x", "-5", "--yes", "a\"b", "it's",
    "",
    "질문=답변", "tab\there", "x,y", "%",
  ])
  func `A text that is written as one word reads as itself`(_ text: String) throws {
    let line = "load \(Literal.word(text)) as d"
    let statement = try #require(try parser.statement(line))
    #expect(statement.arguments.map(\.text) == [text], "\(line)")
  }

  @Test func `Lines are known by their first characters`() {
    let document = parser.document(
      """
      #!/usr/bin/env ft
      # prose
      #
      #. aside
      ## A step
      ### deeper

        # indented
      | out
      |   more
      |
      show #1 # note
        ! drop marv
      #7
      #bad
      |bad
      -- a.txt --
      | kept
      """)
    #expect(
      document.lines.map(outline).joined(separator: "\n") == """
        1 0..<17 shebang #!/usr/bin/env ft
        2 18..<25 prose "prose"
        3 26..<27 prose ""
        4 28..<36 speaker "aside"
        5 37..<46 step "A step"
        6 47..<57 prose "## deeper"
        7 58..<58 blank
        8 59..<71 prose "indented"
        9 72..<77 output "out"
        10 78..<86 output "  more"
        11 87..<88 output ""
        12 89..<103 command show #1 # note
        13 104..<117 command ! drop marv
        14 118..<120 command #7
        15 121..<125 fault E016 in line 15
        16 126..<130 fault E017 in line 16
        17 131..<149 attached a.txt "| kept"
        """)
  }

  @Test func `Only a script has lines for a chat and in the form of a shell`() {
    let text = "> It's \"odd\n! > /kep\n$ cat a.txt\n! $ cat b.txt\n! list\n"
    #expect(
      parser.document(text, isScript: true).lines.map(outline) == [
        #"1 0..<11 message "It\'s \"odd""#, #"2 12..<20 fails message "/kep""#,
        #"3 21..<32 shell "cat a.txt""#, #"4 33..<46 fails shell "cat b.txt""#,
        "5 47..<53 command ! list",
      ])
    #expect(
      parser.document("> hello\n$ cat a.txt\n").lines.map(outline) == [
        "1 0..<7 command > hello", "2 8..<19 command $ cat a.txt",
      ])
  }

  @Test func `A command may have several lines, and later ones keep their numbers`() {
    let document = parser.document(
      """
      set #1.user \"""
        ## not a step
        | not output
        -- not.attached --
        \"""
      show \\
        marv \\
        head 3
      ask "one
      # two"
      list
      """)
    #expect(
      document.lines.map(outline).joined(separator: "\n")
        == """
        1 0..<73 command set #1.user \"""⏎    ## not a step⏎    | not output⏎    -- not.attached --⏎    \"""
        6 74..<98 command show marv head 3
        9 99..<114 command ask \"""⏎    one⏎    # two⏎    \"""
        11 115..<119 command list
        """)
  }

  @Test func `An open quote spoils its own line only`() {
    let document = parser.document("list\nask \"What\nshow marv\nask 'x\n")
    #expect(
      document.lines.map(outline) == [
        "1 0..<4 command list", "2 5..<14 fault E010 in line 2", "3 15..<24 command show marv",
        "4 25..<31 fault E010 in line 4",
      ])
  }

  @Test func `A byte order mark and CR LF change nothing`() {
    let plain = "# a\nlist\n## b\nset #1.user \"\"\"\n  x\n  y\n  \"\"\"\n| z\n"
    let windows = "\u{FEFF}" + plain.replacing("\n", with: "\r\n")
    let lines = parser.document(windows).lines.map(\.content)
    #expect(lines == parser.document(plain).lines.map(\.content))
  }

  @Test func `Places are lines and bytes counted from 1`() {
    let source = SourceText("é\r\n\nab")
    #expect(source.lineCount == 3)
    #expect((1...3).map { source.text(ofLine: $0) } == ["é", "", "ab"])
    let places = [0, 2, 4, 5, 6, 7, 99].map { source.position(of: $0) }
    #expect(places.map(\.line) == [1, 1, 2, 3, 3, 3, 3])
    #expect(places.map(\.column) == [1, 3, 1, 1, 2, 3, 3])
  }

  @Test func `A text and a condition have a size that is still read, and one that is not`() throws {
    let longest = "# " + String(repeating: "x", count: Parser.maximumBytes - 2)
    #expect(parser.document(longest).diagnostics == [])
    let document = parser.document(longest + "x")
    #expect(document.diagnostics.map(\.message) == ["a text has at most 4194304 bytes"])
    let tests = Array(repeating: "empty", count: Parser.maximumTests)
    let condition = "a where " + tests.joined(separator: " or ")
    #expect(try parser.statement(condition) != nil)
    let error = try #require(throws: Diagnostic.self) {
      try parser.statement(condition + " and empty")
    }
    #expect(error.message == "'where' takes at most 256 tests")
  }

  @Test func `A fault of the language has a code of the language`() {
    let lines = [
      "12", "a \"", "a \"\"\"", "a \"\\q\"", "a ${", "a \\", "#x", "|x", "a #x", "a --",
      "a --model",
      "a ---", "a --json=1", "a head", "a head x", "a as 1", "a sort \"x\"", "a head 1 head 2",
      "a where", "a where x", "a where x == 1", "a where .x", "a where x =", "a where tagged",
      "a | b", "\\q", "a marv#x",
    ]
    let codes = lines.flatMap { parser.document($0).diagnostics.map(\.kind.code) }
    let own =
      FailureKind.allCases.map(\.code).filter { ("E005"..."E018").contains($0) }
      + FailureKind.allCases.map(\.code).filter { ("E040"..."E090").contains($0) }
    // A variable without a value is found when the line runs; the sizes have a test of their own.
    #expect(Set(own).symmetricDifference(codes) == ["E014", "E018", "E055"])
  }
}

@Suite struct LiteralTests {
  @Test(arguments: 0..<4)
  func `Any text comes back from every way to write it`(seed: Int) throws {
    let stock = [
      "a", " ", "\"", "'", "\\", "$x", "${y}", "\n", "\t", "\"\"\"", "\n\"\"\"\n", "#", "é", "마",
      "\u{0}", "\u{85}", "\r", "    ", "\n    ", "👩‍💻",
    ]
    var generator = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<1_000 {
      let text = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
        stock.randomElement(using: &generator) ?? ""
      }.joined()
      var written = [Literal.quoted(text), Literal.shortest(text)]
      if Literal.isBlockSafe(text) { written.append(Literal.block(text)) }
      for literal in written {
        let statement = try #require(try parser.statement("a " + literal))
        #expect(statement.arguments.map(\.value) == [.text(text)], "\(literal)")
      }
    }
  }

  @Test(arguments: [
    ("plain", "\"plain\""), ("it's", "\"it's\""), ("say \"hi\"", "'say \"hi\"'"),
    ("C:\\x", "'C:\\x'"), ("it's \"x\"", "\"it's \\\"x\\\"\""), ("$5", "'$5'"), ("", "\"\""),
    ("a\nb", "\"a\\nb\""), ("\u{1B}[0m", "\"\\u{1b}[0m\""),
  ])
  func `The quotes with fewer escapes are taken`(_ text: String, _ written: String) {
    #expect(Literal.shortest(text) == written)
  }
}
