import Presentation
import Testing

/// Tables at several widths, always with a row of wide characters.
@Suite struct TableTests {
  private let table = Table(
    [
      .init("#", alignment: .trailing), .init("user", minimumWidth: 12),
      .init("tokens", alignment: .trailing, priority: 1), .init("tags", priority: 2),
      .init("rules", priority: 1),
    ],
    rows: [
      ["1", "What's the capital of France?", "~38", "geo", ""],
      ["12", "달까지의 거리는 얼마나 되나요?", "~1,204", "space, ko", StyledText("W10", .caution)],
      ["143", "👩‍💻 とは何ですか", "~9"],
    ])

  @Test func `All columns show where they fit`() {
    let expected = """
        #  user                            tokens  tags       rules
        1  What's the capital of France?      ~38  geo
       12  달까지의 거리는 얼마나 되나요?  ~1,204  space, ko  W10
      143  👩‍💻 とは何ですか                     ~9

      """
    #expect(render([.table(table)], Layout(width: 80)) == expected)
    #expect(render([.table(table)], Layout(width: 200)) == expected)
    #expect(render([.table(table)], .unlimited) == expected)
  }

  @Test func `A narrow screen drops columns and says which, never rows`() {
    #expect(
      render([.table(table)], Layout(width: 40)) == """
          #  user                  tokens  rules
          1  What's the capital…      ~38
         12  달까지의 거리는 얼…   ~1,204  W10
        143  👩‍💻 とは何ですか           ~9
        (not shown here: tags)

        """)
    #expect(
      render([.table(table)], Layout(width: 18)) == """
          #  user
          1  What's the c…
         12  달까지의 거…
        143  👩‍💻 とは何で…
        (not shown here:
        tokens, tags,
        rules)

        """)
  }

  @Test func `ASCII nearby words get an ASCII ellipsis`() {
    let table = Table([.init("name", minimumWidth: 4)], rows: [["a long name"]], indentation: 2)
    #expect(
      render([.table(table)], Layout(width: 10, usesUnicode: false)) == "  name\n  a lon...\n")
  }

  @Test func `A column that wraps goes on below, beside nothing`() {
    let table = Table(
      [.init("option", wraps: true), .init("meaning", minimumWidth: 8, wraps: true)],
      rows: [
        ["--limit N", "how many lines to show; 20 where none is said"],
        ["--all", "every line"],
      ], showsTitles: false, indentation: 2)
    #expect(
      render([.table(table)], Layout(width: 30)) == """
          --limit N  how many lines to
                     show; 20 where
                     none is said
          --all      every line

        """)
    #expect(
      render([.table(table)], Layout(width: 12)) == """
          --li  how
          mit   many
          N     line
                s to
                show
                ; 20
                wher
                e
                none
                is
                said
          --al  ever
          l     y
                line

        """)
    #expect(
      render([.table(table)], .unlimited) == """
          --limit N  how many lines to show; 20 where none is said
          --all      every line

        """)
  }

  @Test func `A table without titles or rows`() {
    var table = Table([.init("a"), .init("b")], rows: [["x", "y"]], showsTitles: false)
    #expect(render([.table(table)]) == "x  y\n")
    table.rows = []
    #expect(render([.table(table)]) == "")
  }

  @Test func `No width is exceeded by any row`() {
    for width in 1...80 {
      let lines = render([.table(table)], Layout(width: width)).split(separator: "\n")
      // Three columns of one cluster each and two gutters cannot be narrower.
      #expect(lines.allSatisfy { displayWidth(String($0)) <= max(width, 8) }, "width \(width)")
      #expect(lines.count >= 4)
    }
  }
}
