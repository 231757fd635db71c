import CommandLanguage
import Scripts
import Testing

@Suite struct RecordingTests {
  private let cells = [
    Recording.Cell(number: 1, text: "load marv.jsonl as marv"),
    Recording.Cell(number: 2, text: "shw #7", outcome: .failed(code: "E001"), dataset: "marv"),
    Recording.Cell(number: 3, text: "# a note", dataset: "marv"),
    Recording.Cell(number: 4, text: "show  #7   where empty", dataset: "marv"),
    Recording.Cell(number: 5, text: "drop #1", outcome: .undone, dataset: "marv"),
    Recording.Cell(number: 6, text: "undo", outcome: .tookBack, dataset: "marv"),
    Recording.Cell(
      number: 7, text: "set #7.assistant \"\"\"\none\ntwo\n\"\"\"", dataset: "marv"),
    Recording.Cell(
      number: 8, text: "tail ftjob-8hQz", dataset: "marv"),
    Recording.Cell(number: 9, text: "show %4.count", dataset: "marv"),
  ]

  @Test func `A clean script has what succeeded and stayed`() {
    let recording = Recording(
      cells, isClean: true, references: ["ftjob-8hQzAbc": "@demo"])
    let script = recording.script(title: "Marv", parser: parser)
    #expect(
      script.text == #"""
        #!/usr/bin/env ft
        # Marv

        load marv.jsonl as marv
        # a note
        show marv#7 where empty
        set marv#7.assistant """
            one
            two
            """
        tail @demo
        show %2.count

        """#)
    #expect(script.kept == [1, 3, 4, 7, 8, 9])
    #expect(script.dropped.map(\.cell) == [2, 5, 6])
    #expect(script.dropped.map(\.reason) == [.failed, .undone, .tookBack])
    #expect(script.faults == [])
    let again = ScriptDocument(script.text, file: "x.ft", parser: parser)
    #expect(again.diagnostics == [])
  }

  @Test func `Lines that need what is not in the script are left out, or said`() {
    let recording = Recording(
      [
        Recording.Cell(number: 1, text: "load a.jsonl as a", made: ["a"]),
        Recording.Cell(
          number: 2, text: "fork a as b", outcome: .undone, needed: ["a"], made: ["b"]),
        Recording.Cell(number: 3, text: "launch b as demo", needed: ["b"], made: ["@demo"]),
        Recording.Cell(number: 4, text: "show @demo", needed: ["@demo"]),
        Recording.Cell(number: 5, text: "load /far/c.jsonl as c", made: ["c", "cell 5"]),
        Recording.Cell(number: 6, text: "fork c as b", needed: ["c"], made: ["b"]),
        Recording.Cell(number: 6, text: "> hello", needed: ["c"]),
        Recording.Cell(number: 7, text: "show b", needed: ["b"]),
        Recording.Cell(number: 8, text: "show a", needed: ["a"]),
      ], isClean: true)
    let script = recording.script(parser: parser)
    #expect(
      script.text == """
        #!/usr/bin/env ft
        load a.jsonl as a
        # not in this script: an absolute path means nothing elsewhere
        #   load /far/c.jsonl as c
        # not in this script: it needs c, which is not in this script
        #   fork c as b
        #   > hello
        # not in this script: it needs b, which is not in this script
        #   show b
        show a

        """)
    #expect(script.kept == [1, 8])
    #expect(script.dropped.map(\.cell) == [2, 3, 4])
  }

  @Test func `A whole script keeps failures as expected ones`() {
    let recording = Recording(Array(cells[..<6]), isClean: false)
    #expect(
      recording.script(parser: parser).text == """
        #!/usr/bin/env ft
        load marv.jsonl as marv
        ! shw marv#7
        expect error E001
        # a note
        show marv#7 where empty
        drop marv#1
        undo

        """)
  }

  @Test func `What means nothing elsewhere is refused with its place`() {
    let recording = Recording(
      [
        Recording.Cell(number: 1, text: "load /home/me/a.jsonl as a"),
        Recording.Cell(number: 2, text: "list", outcome: .failed(code: "E600")),
        Recording.Cell(number: 3, text: "show %2"),
        Recording.Cell(number: 4, text: "tail ftjob-1234"),
      ], isClean: true)
    #expect(
      recording.script(parser: parser).faults.map(\.rendered).joined(separator: "\n") == """
        error E706: cell 1: an absolute path means nothing elsewhere
          load /home/me/a.jsonl as a
               ^^^^^^^^^^^^^^^^  help: use a path relative to the script
        error E707: cell 3: cell 2 is not in the script
          show %2
               ^^  help: save it too, or use % for the last result
        error E706: cell 4: 'ftjob-1234' means nothing elsewhere
          tail ftjob-1234
               ^^^^^^^^^^  help: name its job:  launch ... as NAME
        """)
  }
}
