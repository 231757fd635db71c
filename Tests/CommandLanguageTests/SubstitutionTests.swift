import CommandLanguage
import Testing

@Suite struct SubstitutionTests {
  private static let values = [
    "model": "gpt-4.1-nano", "n": "3", "text": "two words", "ref": "marv#7", "word": "where",
    "flag": "--yes", "empty": "", "quote": "\"", "money": "$5", "path": "data", "bad": "#note",
    "lines": "one\ntwo", "name": "demo", "help": "-h",
  ]

  @Test(arguments: [
    Reading(
      "launch --model $model --epochs $n", "launch --model=word(gpt-4.1-nano) --epochs=number(3)"),
    Reading("show $ref $text $empty", "show examples(marv#7) text(two words) text()"),
    Reading(
      "show $word $flag $bad $quote $help",
      "show text(where) text(--yes) text(#note) text(\") text(-h)"),
    Reading("ask \"$text, ${n}x $money\"", "ask text(two words, 3x $5)"),
    Reading("load $path/a.jsonl as $name", "load word(data/a.jsonl) as[word(demo)]"),
    Reading(
      "show head $n sample $n seed $n", "show head[number(3)] sample[number(3) seed number(3)]"),
    Reading(
      "show where tokens > $n and tagged $name or user = $lines",
      "show where[((.tokens > number(3) and tagged word(demo)) or .user = text(one⏎two))]"),
    Reading("export marv to $path from $path", "export word(marv) to[word(data)] from[word(data)]"),
    Reading("show sort tokens '$n'", "show sort[rising .tokens] text($n)"),
  ])
  func `A variable is one argument, whatever it holds`(_ reading: Reading) throws {
    let statement = try #require(try parser.statement(reading.line))
    let substituted = try statement.substituting(Self.values)
    #expect(outline(substituted) == reading.outline)
    #expect(substituted.variables == [])
    let again = try #require(try parser.statement(substituted.text))
    #expect(again == substituted)
  }

  @Test func `Variables are listed in the order of their use`() throws {
    let statement = try #require(
      try parser.statement("a $x \"$y ${x}\" --model $z where b = $w head $v"))
    #expect(statement.variables == ["x", "y", "x", "z", "w", "v"])
  }

  private static func selections() throws -> [String: Condition] {
    var selections: [String: Condition] = [:]
    for (name, test) in [
      ("slow", "tokens > 300 or tagged slow"), ("sorry", "assistant contains :)"),
    ] {
      selections[name] = try parser.statement("show where \(test)")?.condition
    }
    return selections
  }

  @Test(arguments: [
    ("show where $slow", "show where tokens > 300 or tagged slow"),
    ("show where not $slow and note", "show where not (tokens > 300 or tagged slow) and note"),
    (
      "show where tokens > $n and ($slow or $sorry) head $n",
      "show where tokens > 3 and (tokens > 300 or tagged slow or assistant contains \":)\") head 3"
    ),
  ])
  func `A saved selection becomes what it asks`(_ line: String, _ written: String) throws {
    let statement = try #require(try parser.statement(line))
    let whole = try statement.substituting(Self.values, selections: try Self.selections())
    #expect(whole.text == written)
    #expect(whole.selections == [])
  }

  @Test(arguments: [
    Fault(
      "show where tokens > 3 and $slwo",
      """
      error E014: no selection $slwo
        show where tokens > 3 and $slwo
                                  ^^^^^  help: did you mean $slow?
      """),
    Fault(
      "show where $model",
      """
      error E014: $model is a value and no selection
        show where $model
                   ^^^^^^  help: let model = where TEST
      """),
  ])
  func `A selection that nobody saved is shown where it is used`(_ example: Fault) throws {
    let statement = try #require(try parser.statement(example.line))
    let error = try #require(throws: Diagnostic.self) {
      try statement.substituting(Self.values, selections: try Self.selections())
    }
    #expect(error.rendered == example.rendered)
  }

  @Test(arguments: [
    Fault(
      "launch --model $modle",
      """
      error E014: no variable $modle
        launch --model $modle
                       ^^^^^^  help: did you mean $model?
      """),
    Fault(
      "ask \"hello ${nobody}\"",
      """
      error E014: no variable $nobody
        ask "hello ${nobody}"
                   ^^^^^^^^^  help: let nobody = VALUE
      """),
    Fault(
      "show head $model",
      """
      error E041: 'head' needs a number, not 'gpt-4.1-nano'
        show head $model
                  ^^^^^^  help: head 10
      """),
    Fault(
      "load a as $text",
      """
      error E042: 'two words' is not a name: a letter, then letters, digits, - and _
        load a as $text
                  ^^^^^
      """),
  ])
  func `A missing or unfit value is shown where it is used`(_ example: Fault) throws {
    let statement = try #require(try parser.statement(example.line))
    let error = try #require(throws: Diagnostic.self) { try statement.substituting(Self.values) }
    #expect(error.rendered == example.rendered)
  }

  @Test(arguments: [
    ("param model = gpt", "model word(gpt)"), ("param model=gpt", "model word(gpt)"),
    ("param model= gpt", "model word(gpt)"), ("param model =gpt", "model word(gpt)"),
    ("param x=\"a b\"", "x text(a b)"), ("param x = \"a b\"", "x text(a b)"),
    ("let n=3", "n number(3)"),
    ("let x = marv#7", "x examples(marv#7)"), ("let x=$y", "x bare(y)"),
    ("let x=a$y", "x bare('a' y)"),
    ("let x = a=b", "x word(a=b)"), ("let x", nil), ("let x =", nil), ("let = 3", nil),
    ("let 3 = x", nil),
    ("let \"x\" = 3", nil), ("let x y 3", nil), ("let", nil),
  ])
  func `An assignment is a name and a value with or without spaces`(
    _ line: String, _ expected: String?
  ) throws {
    let assignment = try #require(try parser.statement(line)).assignment
    #expect(assignment.map { "\($0.name) \(outline($0.value))" } == expected)
  }
}

@Suite struct ShellTests {
  @Test(arguments: [
    (["show", "marv#3", "--json"], "show examples(marv#3) --json"),
    (
      ["set", "marv#7.assistant", "Hello \"you\" $5"],
      "set examples(marv#7.assistant) text(Hello \"you\" $5)"
    ),
    (["ask", "@demo", ""], "ask job(@demo) text()"),
    (
      ["show", "where", "tokens>100", "head", "3"],
      "show where[.tokens > number(100)] head[number(3)]"
    ),
    (["show", "where", "tokens", ">", "100"], "show where[.tokens > number(100)]"),
    (
      ["launch", "--model=a b", "--note=x", "--model", "$HOME"],
      "launch --model=text(a b) --note=word(x) --model=text($HOME)"
    ),
    (
      ["note", "a|b", "|", "#", "it's", "'q'", "a\\"],
      "note word(a|b) text(|) text(#) word(it's) text('q') text(a\\)"
    ),
    (["set", "#1.user", "one\ntwo"], "set examples(#1.user) text(one⏎two)"),
    (["#7"], "- examples(#7)"), (["?launch"], "? word(launch)"),
  ])
  func `Each word of a shell is one argument`(_ words: [String], _ expected: String) throws {
    let statement = try #require(try parser.statement(arguments: words))
    #expect(outline(statement) == expected)
    #expect(try parser.statement(statement.text) == statement)
  }

  @Test func `No words are no statement`() throws {
    #expect(try parser.statement(arguments: []) == nil)
  }

  @Test func `Faults are placed in the words as they would be typed`() throws {
    let error = try #require(throws: Diagnostic.self) {
      try parser.statement(arguments: ["show", "my data", "marv#x"])
    }
    #expect(
      error.rendered == """
        error E060: 'x' is not an example's number
          show "my data" marv#x
                         ^^^^^^  help: marv#12, or #3..7,9, or #$ for the last
        """)
  }
}
