import CommandLanguage
import Testing

/// A line and how it reads.
struct Reading: Sendable, CustomTestStringConvertible {
  let line: String
  let outline: String

  init(_ line: String, _ outline: String) {
    self.line = line
    self.outline = outline
  }

  var testDescription: String { line }
}

@Suite struct StatementTests {
  @Test(arguments: [
    Reading("show marv", "show word(marv)"),
    Reading("  show\tmarv  ", "show word(marv)"),
    Reading("#7", "- examples(#7)"),
    Reading("@demo.status", "- job(@demo.status)"),
    Reading("%", "- result(%)"),
    Reading("%3.p95 ", "- result(%3.p95)"),
    Reading("marv#3..7,9", "- examples(marv#3..7,9)"),
    Reading("marv@r3", "- dataset(marv@r3)"),
    Reading("?launch", "? word(launch)"),
    Reading("?", "?"),
    Reading("! launch marv", "fails launch word(marv)"),
    Reading("show marv#1 # a look", "show examples(marv#1) note(a look)"),
    Reading("show marv#1 #", "show examples(marv#1) note()"),
    Reading("show marv#1 ## two", "show examples(marv#1) note(# two)"),
    Reading(
      "show ftjob-8hQ file-Q7 ft:gpt:acme", "show word(ftjob-8hQ) word(file-Q7) word(ft:gpt:acme)"),
    Reading("budget 0.10", "budget number(0.10)"),
    Reading(
      "x -3 1e-5 4.1 4.1-nano 1,000",
      "x number(-3) number(1e-5) number(4.1) word(4.1-nano) word(1,000)"),
    Reading("param model = gpt-4.1-nano", "param word(model) word(=) word(gpt-4.1-nano)"),
    Reading("expect marv.count = 12", "expect word(marv.count) word(=) number(12)"),
    Reading("expect % contains \"Paris\"", "expect result(%) word(contains) text(Paris)"),
    Reading(
      "note What's the 50% at home", "note word(What's) word(the) word(50%) word(at) word(home)"),
    Reading("show http://x/#top a@b.c", "show word(http://x/#top) word(a@b.c)"),
    Reading("load 마브.jsonl as 마브", "load word(마브.jsonl) as[word(마브)]"),
    Reading("show 마브#3.assistant", "show examples(마브#3.assistant)"),
    Reading("help where", "help word(where)"),
    Reading("launch -h", "launch word(-h)"),
  ])
  func `Words and references are told apart by their first characters`(
    _ reading: Reading
  ) throws {
    #expect(try parser.statement(reading.line).map(outline) == reading.outline)
  }

  @Test(arguments: [
    Reading(#"a "x y" 'x y'"#, "a text(x y) text(x y)"),
    Reading(#"a "" ''"#, "a text() text()"),
    Reading(#"a "q\" b\\ d\$x t\t n\n u\u{e9}""#, "a text(q\" b\\ d$x t\t n⏎ ué)"),
    Reading(#"a "costs $5, $ and $""#, "a text(costs $5, $ and $)"),
    Reading(#"a '$x \n #'"#, "a text($x \\n #)"),
    Reading(#"a "$x and ${y}z""#, "a quoted(x ' and ' y 'z')"),
    Reading(#"a $x ${y} $x/b c$x"#, "a bare(x) bare(y) bare(x '/b') bare('c' x)"),
    Reading("a \"one\ntwo\"", "a text(one⏎two)"),
    Reading("a \"one\r\ntwo\"", "a text(one⏎two)"),
    Reading("a \"\"\"\nx\n\"\"\"", "a text(x)"),
    Reading("a \"\"\"\n    x\n      \\n \"q\" # $y\n\n    \"\"\"\n", "a text(x⏎  \\n \"q\" # $y⏎)"),
    Reading("a \"\"\"\"\n\"\"\"\nin\n\"\"\"\n\"\"\"\"", "a text(\"\"\"⏎in⏎\"\"\")"),
    Reading("a \"\"\"\n\"\"\"", "a text()"),
    Reading("a \"\"\"\r\n  x\r\n  \"\"\"\r\n", "a text(x)"),
    Reading("a b \\\n  c", "a word(b) word(c)"),
    Reading("a b\\  \n  c", "a word(b) word(c)"),
    Reading(#"a \q c:\x"#, #"a word(\q) word(c:\x)"#),
  ])
  func `Quotes, blocks and variables make one argument each`(_ reading: Reading) throws {
    #expect(try parser.statement(reading.line).map(outline) == reading.outline)
  }

  @Test(arguments: [
    Reading("drop where duplicate", "drop where[duplicate]"),
    Reading(
      "show marv where tokens > 100 and empty or tagged easy",
      "show word(marv) where[((.tokens > number(100) and empty) or tagged word(easy))]"),
    Reading(
      "show where tokens>=100 or note~=\"a b\" head 3",
      "show where[(.tokens >= number(100) or .note ~= text(a b))] head[number(3)]"),
    Reading(
      "show where .messages[2].content matches 'a|b'",
      "show where[.messages[2].content matches text(a|b)]"),
    Reading("show where tokens != $n", "show where[.tokens != bare(n)]"),
    Reading("show where tokens<$n", "show where[.tokens < bare(n)]"),
    Reading("show where error = D01", "show where[.error = word(D01)]"),
    Reading(
      "show marv sort -tokens head 5", "show word(marv) sort[falling .tokens] head[number(5)]"),
    Reading(
      "show sort .user sample 4 seed 7", "show sort[rising .user] sample[number(4) seed number(7)]"),
    Reading("load a.jsonl as marv --skip-bad", "load word(a.jsonl) as[word(marv)] --skip-bad"),
    Reading("export marv to 'my file.jsonl'", "export word(marv) to[text(my file.jsonl)]"),
    Reading("add from x.jsonl to marv", "add from[word(x.jsonl)] to[word(marv)]"),
    Reading("show 'where' \"to\"", "show text(where) text(to)"),
  ])
  func `Clauses take what follows them`(_ reading: Reading) throws {
    #expect(try parser.statement(reading.line).map(outline) == reading.outline)
  }

  @Test(arguments: [
    Reading("show where not empty", "show where[not empty]"),
    Reading("show where not not empty and note", "show where[(not not empty and note)]"),
    Reading("show where not = 5", "show where[.not = number(5)]"),
    Reading("show where not=5 or edited", "show where[(.not = number(5) or edited)]"),
    Reading(
      "show where (empty or error) and note", "show where[((empty or error) and note)]"),
    Reading(
      "show where ( empty or error ) and note", "show where[((empty or error) and note)]"),
    Reading(
      "show where not (tokens>300 or user contains \"a\") head 3",
      "show where[not (.tokens > number(300) or .user contains text(a))] head[number(3)]"),
    Reading("show where not(empty)", "show where[not empty]"),
    Reading(
      "show where ((user contains f(x)) or user contains 'b')",
      "show where[(.user contains word(f(x)) or .user contains text(b))]"),
    Reading("show where user contains :)", "show where[.user contains word(:))]"),
    Reading(
      "show where (tagged easy) and D14", "show where[(tagged word(easy) and rule word(D14))]"),
    Reading(
      "show where w04 or rule last-role", "show where[(rule word(w04) or rule word(last-role))]"),
    Reading("show where rule = x", "show where[.rule = word(x)]"),
    Reading("show where D14 = x", "show where[.D14 = word(x)]"),
    Reading("show where $slow", "show where[saved(slow)]"),
    Reading(
      "show where not ($slow or ${late} and user = $x)",
      "show where[not (saved(slow) or (saved(late) and .user = bare(x)))]"),
    Reading(
      "show where messages[-1].content contains x and messages[*].weight = 0",
      "show where[(.messages[-1].content contains word(x) and .messages[*].weight = number(0))]"),
    Reading("let slow = where tokens > 9", "let word(slow) word(=) where[.tokens > number(9)]"),
  ])
  func `Tests are negated and grouped`(_ reading: Reading) throws {
    let statement = try #require(try parser.statement(reading.line))
    #expect(outline(statement) == reading.outline)
    #expect(try parser.statement(statement.text) == statement, "\(statement.text)")
  }

  @Test(arguments: [
    Reading("show where '$slow'", "show where[saved(slow)]"),
    Reading("show where $slow and note", "show where[(saved(slow) and note)]"),
  ])
  func `A shell's word names a saved selection`(_ reading: Reading) throws {
    let words = reading.line.replacing("'", with: "").split(separator: " ").map(String.init)
    #expect(try parser.statement(arguments: words).map(outline) == reading.outline)
  }

  @Test(arguments: [
    Reading("launch --model m marv", "launch --model=word(m) word(marv)"),
    Reading("launch marv --model=m --json", "launch word(marv) --model=word(m) --json"),
    Reading("launch --model=\"a b\" --note='c'", "launch --model=text(a b) --note=text(c)"),
    Reading("launch --model $m --epochs=$n", "launch --model=bare(m) --epochs=bare(n)"),
    Reading("launch --epochs=v$n", "launch --epochs=bare('v' n)"),
    Reading("launch --epochs -1 --validation", "launch --epochs=number(-1) --validation"),
    Reading("launch --epoch 3", "launch --epoch number(3)"),
    Reading("show -- --json where", "show text(--json) text(where)"),
  ])
  func `Options stand anywhere and take a value when the catalog says so`(
    _ reading: Reading
  ) throws {
    #expect(try parser.statement(reading.line).map(outline) == reading.outline)
  }

  @Test func `Positions are UTF-8 offsets into the line`() throws {
    let line = "show 마브#3 where tokens > 9 --json # é"
    let statement = try #require(try parser.statement(line))
    let bytes = Array(line.utf8)
    let places = statement.parts.map { part in
      let range =
        switch part {
        case .argument(let argument): argument.range
        case .clause(_, let span): span.range
        case .option(let option): option.range
        }
      return String(decoding: bytes[range], as: UTF8.self)
    }
    #expect(places == ["마브#3", "where tokens > 9", "--json"])
    #expect(statement.verb?.range == 0..<4)
    #expect(String(decoding: bytes[statement.range], as: UTF8.self) == String(line.dropLast(4)))
  }

  @Test(arguments: ["", "  ", "# only a note", "\n", "! "])
  func `A line without a command is none`(_ line: String) throws {
    #expect(try parser.statement(line) == nil)
  }

  @Test(arguments: [
    ("show \"a", true), ("show 'a", true), ("show \\", true), ("a \"\"\"", true),
    ("a \"\"\"\nx\n", true), ("a \"\"\"\nx\n\"\"\"", false), ("show 'a'", false),
    ("# What's this", false), ("## it's\nshow 'x", true), ("show \"a\\", true), ("| it's", false),
    ("show \\\n", true), ("show What's", false),
  ])
  func `An open quote, block or backslash asks for another line`(_ text: String, _ asks: Bool) {
    #expect(parser.isIncomplete(text) == asks)
  }
}
