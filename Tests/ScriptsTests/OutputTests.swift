import CommandLanguage
import Scripts
import Testing

/// An expected line, an actual one, and whether they match.
struct Match: Sendable, CustomTestStringConvertible {
  let pattern: String
  let line: String
  let matches: Bool

  init(_ pattern: String, _ line: String, _ matches: Bool = true) {
    self.pattern = pattern
    self.line = line
    self.matches = matches
  }

  var testDescription: String { "\(pattern) / \(line)" }
}

@Suite struct OutputTests {
  @Test(arguments: [
    Match("plain", "plain"), Match("plain", "plain  "), Match("plain", "Plain", false),
    Match("a.c (x) $1 *", "a.c (x) $1 *"), Match("a*e (glob)", "apple"),
    Match("a?c (glob)", "abc"), Match("a?c (glob)", "ac", false),
    Match("a\\*c (glob)", "a*c"), Match("a\\*c (glob)", "abc", false),
    Match("[0-9]+ rows (regex)", "12 rows"), Match("[0-9]+ (regex)", "12 rows", false),
    Match("uploaded marv r3 as <file>, ok", "uploaded marv r3 as file-Q7…, ok"),
    Match("<file>", "file-Q7abc_-9"), Match("<file>", "ftjob-Q7", false),
    Match("<job>", "ftjob-8h…"), Match("<model> ready", "ft:gpt-4.1-nano:acme:marv:Ab12 ready"),
    Match("<model>.", "gpt-4.1-nano."), Match("<time>  running", "10:02:11  running"),
    Match("<time>", "2026-01-02T10:02:11Z"), Match("<time>", "10.02", false),
    Match("took <duration>", "took 4m 02s"), Match("<duration>", "0.8 s"),
    Match("<duration>", "120 ms"), Match("<duration>", "soon", false),
    Match("about <money> of $0.05", "about $0.003 of $0.05"), Match("<money>", "$1,200.50"),
    Match("<money>", "1.50", false), Match("<tokens> tokens", "~1,731 tokens"),
    Match("(<tokens>)", "(+17)"), Match("<tokens>", "many", false),
    Match("wrote <path>", "wrote out/a b", false), Match("wrote <path>", "wrote out/ab.jsonl"),
    Match("<b> <file> (glob)", "<b> file-x"), Match("* at <time> (glob)", "step 3 at 10:00:00"),
    Match("<other>", "<other>"), Match("maybe (?)", "maybe"), Match("x* (glob) (*)", "xyz"),
  ])
  func `A line matches by text, glob, expression or mask`(_ match: Match) {
    let comparison = OutputComparison(
      expected: [OutputPattern(match.pattern)], actual: [match.line])
    #expect(comparison.passes == match.matches)
  }

  @Test(arguments: [
    ("took <durations> of <money>", ["durations"]), ("<file> <b> <file> (glob)", ["b"]),
    ("<hash> (regex)", []), ("<hash> (regex) (*)", []), ("<Hash> <a b> <1> <>", []),
    ("a < b > c", []),
    ("<x> <y> (?)", ["x", "y"]),
  ])
  func `A word that is written as a mask and is none is known as one`(
    _ pattern: String, _ unknown: [String]
  ) {
    #expect(OutputPattern(pattern).unknownMasks == unknown)
  }

  @Test(arguments: [
    (["a", "..."], ["a"], true), (["a", "..."], ["a", "b", "c"], true),
    (["...", "c"], ["a", "b", "c"], true), (["...", "c"], ["a", "b"], false),
    (["a", "b (?)", "c"], ["a", "c"], true), (["a", "b (?)", "c"], ["a", "b", "c"], true),
    (["a", "b (?)", "c"], ["a", "b", "b", "c"], false),
    (["a (*)", "c"], ["a", "a", "a", "c"], true), (["a (*)", "c"], ["c"], true),
    ([], ["a"], false), (["a"], [], false), ([], [], true), (["..."], [], true),
    (["a", "...", "b", "...", "c"], ["a", "x", "b", "b", "y", "c"], true),
  ])
  func `Lines match in their order`(_ expected: [String], _ actual: [String], _ passes: Bool) {
    let patterns = expected.map { OutputPattern($0) }
    #expect(OutputComparison(expected: patterns, actual: actual).passes == passes)
  }

  @Test func `The fewest lines are blamed`() {
    let expected = ["one", "two", "<tokens> rows", "four"].map { OutputPattern($0) }
    let comparison = OutputComparison(
      expected: expected, actual: ["one", "2", "3 rows", "5", "four"])
    #expect(
      comparison.steps == [
        .met(expected: 0, actual: [0]), .missing(expected: 1), .unexpected(actual: 1),
        .met(expected: 2, actual: [2]), .unexpected(actual: 3), .met(expected: 3, actual: [4]),
      ])
  }

  @Test(arguments: [
    "plain", "...", "a (glob)", "a.b( (regex)", "x (?)", "x (*)", "<file>", "", "  two", "$^[]\\",
  ])
  func `Any printed line can be expected as it is`(_ line: String) {
    let pattern = OutputPattern(matching: line)
    #expect(OutputComparison(expected: [pattern], actual: [line]).passes)
    #expect(!OutputComparison(expected: [pattern], actual: [line + "x"]).passes)
    #expect(!OutputComparison(expected: [pattern], actual: []).passes)
    #expect(OutputPattern(pattern.source) == pattern)
  }
}

@Suite struct UpdatingTests {
  private let text = """
    # A lesson
    load marv.jsonl as marv
    expect marv.count = 12
    | marv  r1  12 examples
    | took <duration>
    | [0-9]+ left (regex)
    show marv#1
    launch marv as demo
    | uploaded marv r3 as <file>, created @demo <job>, about <money> of $0.05
    | gone
    ## End
    list
    | ...
    """

  private var script: ScriptDocument { ScriptDocument(text, file: "lesson.ft", parser: parser) }

  private let same = [
    2: ["marv  r1  12 examples", "took 4m 02s", "7 left"],
    7: ["whatever"],
    8: ["uploaded marv r3 as file-Q7…, created @demo ftjob-8h…, about $0.003 of $0.05", "gone"],
    12: ["x", "y"],
  ]

  private var changed: [Int: [String]] {
    var outputs = same
    outputs[2] = ["marv  r1  13 examples", "took 1.5 s", "8 left", "..."]
    outputs[8] = ["uploaded marv r4 as file-x, created @demo ftjob-8h…, about $0.004 of $0.06"]
    return outputs
  }

  @Test func `What is as expected changes nothing`() {
    #expect(script.updated(with: same) == text)
    #expect(script.difference(with: same) == "")
    #expect(script.updated(with: [:]) == text)
  }

  @Test func `Updating rewrites output lines and keeps what still matches`() {
    #expect(
      script.updated(with: changed) == """
        # A lesson
        load marv.jsonl as marv
        expect marv.count = 12
        | marv  r1  13 examples
        | took <duration>
        | [0-9]+ left (regex)
        | \\.\\.\\. (regex)
        show marv#1
        launch marv as demo
        | uploaded marv r4 as <file>, created @demo <job>, about <money> of $0.06
        ## End
        list
        | ...
        """)
  }

  /// Lines below `list` as they were, what is said now, and the lines as they become.
  private static let between: [([String], said: [String], [String])] = [
    (
      ["...", "| took <duration> for 12 rows", "..."],
      ["a", "took 2 s for 13 rows", "b"],
      ["...", "| took <duration> for 13 rows", "..."]
    ),
    // Below the last `...` it is the last line.
    (
      ["...", "| job @demo succeeded"], ["job @old succeeded", "job @demo has succeeded"],
      ["...", "| job @demo has succeeded"]
    ),
    (
      ["...", "| one is red", "| two is blue", "...", "| three is green"],
      ["x", "one is bad", "one was red", "two was blue", "y", "three was green"],
      ["...", "| one was red", "| two was blue", "...", "| three was green"]
    ),
    // What is like nothing that is said now goes.
    (["...", "| took <duration>", "..."], ["a", "b"], ["...", "..."]),
    (["...", "| 한국어 답 하나입니다", "..."], ["가", "한국어 답 둘입니다"], ["...", "| 한국어 답 둘입니다", "..."]),
  ]

  @Test(arguments: between.indices)
  func `A changed line between two that stand for any is found among what they stand for`(
    index: Int
  ) {
    let (before, said, after) = Self.between[index]
    func script(_ lines: [String]) -> String {
      "list\n" + lines.map { $0.hasPrefix("|") ? $0 : "| \($0)" }.joined(separator: "\n") + "\n"
    }
    let document = ScriptDocument(script(before), file: "x.ft", parser: parser)
    #expect(document.updated(with: [1: said]) == script(after))
  }

  @Test func `A command that expects nothing gets its lines when they are asked for`() {
    let text = "set #1.user \"\"\"\n  a\n  \"\"\"\n> hello\n$ cat a.txt\nlist"
    let script = ScriptDocument(text, file: "x.ft", parser: parser)
    let said = [1: ["one", ""], 4: ["..."], 5: []]
    #expect(script.updated(with: said) == text)
    #expect(
      script.updated(with: said, addingMissing: true)
        == "set #1.user \"\"\"\n  a\n  \"\"\"\n| one\n|\n> hello\n| \\.\\.\\. (regex)\n$ cat a.txt\nlist"
    )
  }

  @Test func `The difference is a patch`() {
    #expect(
      script.difference(with: changed) == """
        --- lesson.ft
        +++ lesson.ft
        @@ -1,13 +1,13 @@
         # A lesson
         load marv.jsonl as marv
         expect marv.count = 12
        -| marv  r1  12 examples
        +| marv  r1  13 examples
         | took <duration>
         | [0-9]+ left (regex)
        +| \\.\\.\\. (regex)
         show marv#1
         launch marv as demo
        -| uploaded marv r3 as <file>, created @demo <job>, about <money> of $0.05
        -| gone
        +| uploaded marv r4 as <file>, created @demo <job>, about <money> of $0.06
         ## End
         list
         | ...
        \\ No newline at end of file

        """)
  }

  @Test func `A file with CR LF keeps its line ends`() {
    let script = ScriptDocument("list\r\n| a\r\nlist\r\n", file: "x.ft", parser: parser)
    #expect(script.updated(with: [1: ["b", "c"]]) == "list\r\n| b\r\n| c\r\nlist\r\n")
  }

  @Test func `Far changes are hunks of their own`() {
    let far = (1...30).map { "# \($0)" }.joined(separator: "\n")
    let text = "list\n| a\n\(far)\nlist\n| b\n"
    let script = ScriptDocument(text, file: "x.ft", parser: parser)
    #expect(
      script.difference(with: [1: ["A", "B"], 33: []]) == """
        --- x.ft
        +++ x.ft
        @@ -1,5 +1,6 @@
         list
        -| a
        +| A
        +| B
         # 1
         # 2
         # 3
        @@ -31,4 +32,3 @@
         # 29
         # 30
         list
        -| b

        """)
  }
}
