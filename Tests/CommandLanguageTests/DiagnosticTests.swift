import CommandLanguage
import Spelling
import Testing

/// A faulty line and the whole message it gives.
struct Fault: Sendable, CustomTestStringConvertible {
  let line: String
  let rendered: String

  init(_ line: String, _ rendered: String) {
    self.line = line
    self.rendered = rendered
  }

  var testDescription: String { line }
}

private func fault(_ line: String) -> String {
  do throws(Diagnostic) {
    return try parser.statement(line).map(outline) ?? "nothing"
  } catch {
    return error.rendered
  }
}

private let wordFaults: [Fault] = [
  Fault(
    "show \"marv",
    """
    error E010: the quote that opens here is not closed
      show "marv
           ^
    """),
  Fault(
    "a \"b\"c",
    """
    error E010: text follows a closing quote
      a "b"c
           ^  help: put a space after the quote
    """),
  Fault(
    "set #1.user \"\"\"\nhello",
    """
    error E011: the 3 quotes that open here are not closed
      set #1.user \"""
                  ^^^  help: \""" stands alone on the last line
    """),
  Fault(
    "set #1.user \"\"\"hello\"\"\"",
    """
    error E011: the 3 quotes that open here are not closed
      set #1.user \"""hello\"""
                  ^^^  help: \""" stands alone on the last line
    """),
  Fault(
    #"a "C:\dir""#,
    #"""
    error E012: '\d' means nothing in double quotes
      a "C:\dir"
           ^^  help: write \\d for a backslash
    """#),
  Fault(
    "load ${my file}",
    """
    error E013: a variable's name is letters, digits and '_'
      load ${my file}
           ^^^^
    """),
  Fault(
    "show marv \\",
    """
    error E015: no line follows this '\\'
      show marv \\
                ^
    """),
  Fault(
    "#note this",
    """
    error E016: '#' begins neither a number nor a note here
      #note this
      ^^^^^  help: put a space after #
    """),
  Fault(
    "|x",
    """
    error E017: expected output begins with '| '
      |x
      ^^  help: put a space after |
    """),
  Fault(
    "12 show",
    """
    error E005: a line begins with a verb or a reference, not 12
      12 show
      ^^
    """),
]

private let referenceFaults: [Fault] = [
  Fault(
    "show marv#x",
    """
    error E060: 'x' is not an example's number
      show marv#x
           ^^^^^^  help: marv#12, or #3..7,9, or #$ for the last
    """),
  Fault(
    "show 마브#0",
    """
    error E060: examples are counted from 1
      show 마브#0
           ^^^^^^
    """),
  Fault(
    "drop #7..3",
    """
    error E060: 7..3 runs backwards
      drop #7..3
           ^^^^^  help: the smaller number comes first
    """),
  Fault(
    "show #3.",
    """
    error E060: '.' is not a field
      show #3.
           ^^^  help: a field is a name such as .assistant or .messages[2].content
    """),
  Fault(
    "tail @",
    """
    error E060: a job's name is missing
      tail @
           ^  help: @NAME, or @last
    """),
  Fault(
    "show %x",
    """
    error E060: a result is % or a cell's number behind it
      show %x
           ^^  help: %3, or % for the last result
    """),
]

private let clauseFaults: [Fault] = [
  Fault(
    "launch --model",
    """
    error E070: --model needs a value
      launch --model
             ^^^^^^^  help: --model VALUE
    """),
  Fault(
    "launch --model --json",
    """
    error E070: --model needs a value
      launch --model --json
             ^^^^^^^  help: --model VALUE
    """),
  Fault(
    "launch --json=yes",
    """
    error E072: --json takes no value
      launch --json=yes
             ^^^^^^^^^^  help: --json
    """),
  Fault(
    "show marv head",
    """
    error E040: 'head' needs a number
      show marv head
                ^^^^  help: head 10
    """),
  Fault(
    "show marv head ten",
    """
    error E041: 'head' needs a number, not 'ten'
      show marv head ten
                     ^^^  help: head 10
    """),
  Fault(
    "load a.jsonl as @demo",
    """
    error E042: '@demo' is not a name: a letter, then letters, digits, - and _
      load a.jsonl as @demo
                      ^^^^^
    """),
  Fault(
    "show head 3 head 4",
    """
    error E044: 'head' is given twice
      show head 3 head 4
                  ^^^^
    """),
  Fault(
    "drop where",
    """
    error E050: a test is missing here
      drop where
           ^^^^^  help: where tokens > 100
    """),
  Fault(
    "drop where duplicat",
    """
    error E051: no test 'duplicat'
      drop where duplicat
                 ^^^^^^^^  help: did you mean duplicate?
    """),
  Fault(
    "drop where not",
    """
    error E050: a test is missing here
      drop where not
                 ^^^  help: where tokens > 100
    """),
  Fault(
    "drop where (empty or )",
    """
    error E050: a test is missing here
      drop where (empty or )
                        ^^  help: where tokens > 100
    """),
  Fault(
    "drop where not (empty or tagged x",
    """
    error E050: the parenthesis that opens here is not closed
      drop where not (empty or tagged x
                     ^
    """),
  Fault(
    "drop where empty)",
    """
    error E051: no test 'empty)'
      drop where empty)
                 ^^^^^^  help: did you mean empty?
    """),
  Fault(
    "drop where user contains \"a\")",
    """
    error E010: text follows a closing quote
      drop where user contains "a")
                                  ^  help: put a space after the quote
    """),
  Fault(
    "drop where (tokens > )",
    """
    error E054: '>' needs a value
      drop where (tokens > )
                         ^  help: where .tokens > VALUE
    """),
  Fault(
    "drop where rule",
    """
    error E054: 'rule' needs the code or the name of a rule
      drop where rule
                 ^^^^  help: where rule D14
    """),
  Fault(
    "drop where tokens == 5",
    """
    error E052: no comparison '=='
      drop where tokens == 5
                        ^^  help: did you mean tokens =?
    """),
  Fault(
    "drop where .tokens",
    """
    error E053: .tokens is compared with nothing
      drop where .tokens
                 ^^^^^^^  help: where .tokens contains "text"
    """),
  Fault(
    "drop where tokens >",
    """
    error E054: '>' needs a value
      drop where tokens >
                        ^  help: where .tokens > VALUE
    """),
  Fault(
    "show marv | head",
    """
    error E090: ft has no pipes
      show marv | head
                ^  help: show marv head 10
    """),
]

@Suite struct DiagnosticTests {
  @Test(arguments: wordFaults)
  func `A word that cannot be read is shown with its remedy`(_ example: Fault) {
    #expect(fault(example.line) == example.rendered)
  }

  @Test(arguments: referenceFaults)
  func `A reference that cannot be read is shown with its remedy`(_ example: Fault) {
    #expect(fault(example.line) == example.rendered)
  }

  @Test(arguments: clauseFaults)
  func `A clause that cannot be read is shown with its remedy`(_ example: Fault) {
    #expect(fault(example.line) == example.rendered)
  }

  @Test func `The design's four errors are laid out as it shows them`() {
    let shw = SourceText("shw #7")
    var unknown = Diagnostic(.unknownVerb, "no command \"shw\"", at: 0..<3, in: shw)
    unknown.help = nearest(to: "shw", in: ["list", "show", "save"]).map { "did you mean \($0)?" }
    let line = #"…{"role":"user","content":"How far is the Moon?"}]}"#
    var bad = Diagnostic(
      .unreadableLines,
      "marv.jsonl line 143, column 58: the last message must be from the assistant",
      excerpt: Diagnostic.Excerpt(
        line: line, number: 143, caret: 4..<5, label: "ends with role \"user\""),
      consequence: "nothing was loaded (4,999 other lines are fine)",
      help: "fix it and load again, or:  load marv.jsonl as marv --skip-bad")
    bad.offersMore = true
    let missing = Diagnostic(
      .noDatasetOrExample, "no dataset \"mrav\"", at: 5..<9, in: SourceText("show mrav#7"),
      help: "did you mean marv?")
    let costly = Diagnostic(
      .overLimit, "this would cost about $0.42; the limit here is $0.10",
      excerpt: Diagnostic.Excerpt(
        line: "launch marv --model gpt-4.1-mini --epochs 4 --max-cost 0.10"),
      consequence: "nothing was uploaded or started",
      help: "raise --max-cost, or try --epochs 1 (about $0.11)")
    #expect(
      [unknown, bad, missing, costly].map(\.rendered).joined(separator: "\n\n") == #"""
        error E001: no command "shw"
          shw #7
          ^^^  help: did you mean show?

        error E102: marv.jsonl line 143, column 58: the last message must be from the assistant
          143 | …{"role":"user","content":"How far is the Moon?"}]}
              |   ^ ends with role "user"
          nothing was loaded (4,999 other lines are fine)
          help: fix it and load again, or:  load marv.jsonl as marv --skip-bad        more: help E102

        error E310: no dataset "mrav"
          show mrav#7
               ^^^^  help: did you mean marv?

        error E401: this would cost about $0.42; the limit here is $0.10
          launch marv --model gpt-4.1-mini --epochs 4 --max-cost 0.10
          nothing was uploaded or started        help: raise --max-cost, or try --epochs 1 (about $0.11)
        """#)
  }

  @Test func `A fault in a script has its place, and what did not happen comes before the help`() {
    let document = parser.document("# one\nlist\nshow\t마브#x \u{1B}[31m\n")
    let diagnostics = document.diagnostics.map { diagnostic in
      diagnostic.located(in: "lesson.ft").saying("nothing after it ran").rendered
    }
    #expect(
      diagnostics == [
        """
        error E060: lesson.ft:3: 'x' is not an example's number
          show 마브#x \u{FFFD}[31m
               ^^^^^^
          nothing after it ran
          help: 마브#12, or #3..7,9, or #$ for the last
        """
      ])
  }

  @Test func `A long line is cut around its fault`() {
    let line = String(repeating: "말 ", count: 40) + "WRONG" + String(repeating: " x", count: 40)
    let range = 160..<165
    let rendered = Diagnostic(.unknownVerb, "no", at: range, in: SourceText(line)).rendered
    let before = String(repeating: " 말", count: 11) + " "
    #expect(
      rendered == """
        error E001: no
          …\(before)WRONG\(String(repeating: " x", count: 17)) …
           \(String(repeating: " ", count: 34))^^^^^
        """)
  }

  @Test(arguments: [
    ("show marv | head -n 3", "ft has no pipes: show marv head 3"),
    ("show marv | grep 'Moon'", "ft has no pipes: show marv where assistant contains \"Moon\""),
    ("list | wc -l", "ft has no pipes: stats"),
    ("show marv --json | jq .", "ft has no pipes: pipe in the shell:  ft show marv --json | jq ."),
    ("select * from marv", "ft's commands are not SQL: show NAME where FIELD contains TEXT"),
    ("\\q", "'\\q' leaves other prompts: quit, or Ctrl-D"),
    (":q", "':q' leaves other prompts: quit, or Ctrl-D"),
    ("exit()", "'exit()' leaves other prompts: quit, or Ctrl-D"),
    ("!ls", "ft runs no shell commands: list"),
    ("!vim x", "ft runs no shell commands: leave with quit and run it there"),
    ("\\dt", "'\\dt' belongs to another prompt: help"),
    ("list && check", "ft has no '&&': type one command per line"),
    ("show >> x", "ft has no redirection: export NAME to x"),
    ("delete @demo", "delete job(@demo)"), ("show #1", "show examples(#1)"),
  ])
  func `Habits from other tools get an answer`(_ line: String, _ expected: String) throws {
    do throws(Diagnostic) {
      #expect(try parser.statement(line).map(outline) == expected)
    } catch {
      #expect("\(error.message): \(error.help ?? "")" == expected)
    }
  }
}
