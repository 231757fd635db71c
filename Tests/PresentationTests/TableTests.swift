import Presentation
import Testing

@Suite struct TableTests {
  @Test func `Columns line up under their titles`() {
    let table = Table(
      [.init("name"), .init("examples", alignment: .trailing)],
      rows: [["marv", "12"], ["마브", "1,234"]])
    #expect(
      render([.table(table)], Layout(width: 80)) == """
        name  examples
        marv        12
        마브     1,234

        """)
  }
}
