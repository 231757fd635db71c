import CommandLanguage
import Reports
import Scripts
import Sessions
import Testing

/// The changes of `ft update`, taken or left one by one.
@Suite struct UpdateReviewTests {
  private static let script = ScriptDocument(
    """
    list
    | one <tokens> row
    ## 2. More
    # Far enough away.
    load a as b
    | b (?)
    | two

    show b
    | three

    """, file: "x.ft", parser: Parser(options: CommandTable.standard.catalog))
  private static let outputs = [1: ["1 now 2 rows"], 5: ["b", "TWO"], 9: ["THREE"]]

  @Test(
    arguments: [
      (["y", "y", "y"], [1, 5, 9]), (["n", "n", "n"], []), (["n", "y", "n"], [5]),
      (["a"], [1, 5, 9]), (["n", "A "], [5, 9]), (["y", "q"], [1]), (["q"], []),
      (["?", "what", "", "y", "n", "y"], [1, 9]), (["y"], nil), ([], nil),
    ] as [([String], [Int]?)])
  func `Each change is taken or left, and Ctrl-C takes none`(
    _ answers: [String], _ taken: [Int]?
  ) async {
    let console = RecordingConsole(isInteractive: true)
    console.answer(answers)
    let review = UpdateReview(Self.script, with: Self.outputs, asking: console)
    #expect(await review.taken()?.keys.sorted() == taken)
  }

  @Test func `A change is shown with its place, and what else is typed is explained`() async {
    let console = RecordingConsole(isInteractive: true)
    console.answer(["?", "n", "y", "q"])
    let review = UpdateReview(Self.script, with: Self.outputs, asking: console)
    let taken = await review.taken()
    #expect(
      console.take() == """
        x.ft:1: list
        @@ -1,5 +1,5 @@
         list
        -| one <tokens> row
        +| 1 now 2 rows
         ## 2. More
         # Far enough away.
         load a as b
        ? (1/3) take it? [y,n,a,q,?] [...] ?
        y takes this change, n leaves it, a takes it and all the rest,
        q stops and writes what was taken, Ctrl-C writes nothing
        ? (1/3) take it? [y,n,a,q,?] [...] n
        x.ft:5: load a as b
        @@ -4,7 +4,7 @@
         # Far enough away.
         load a as b
         | b (?)
        -| two
        +| TWO

         show b
         | three
        ? (2/3) take it? [y,n,a,q,?] [...] y
        x.ft:9: show b
        @@ -7,4 +7,4 @@
         | two

         show b
        -| three
        +| THREE
        ? (3/3) take it? [y,n,a,q,?] [...] q

        """)
    #expect(
      Self.script.updated(with: taken ?? [:])
        == Self.script.document.source.text.replacing("| two", with: "| TWO"))
  }

  @Test func `What still matches is never asked about`() async {
    let console = RecordingConsole(isInteractive: true)
    let outputs = [1: ["one 7 row"], 5: ["two"], 9: ["three"]]
    #expect(await UpdateReview(Self.script, with: outputs, asking: console).taken() == [:])
    #expect(console.take().isEmpty)
  }
}
