import Conversions
import Datasets
import Randomness
import Testing

/// A guess in a few words: the container, how sure, and the rows with their lines.
private func described(_ text: String) -> [String] {
  let guess = ContainerGuess(of: Array(text.utf8), isWhole: true)
  let container =
    switch guess.container {
    case .table(let separator): "table \(Character(Unicode.Scalar(separator)).debugDescription)"
    case let other: "\(other)"
    }
  let rows = guess.rows.map { "\($0.line) \(String(decoding: $0.bytes, as: UTF8.self))" }
  return ["\(container) \(guess.certainty)"] + rows
}

@Suite struct ContainerTests {
  @Test(
    arguments: [
      ("{\"a\": 1}\n{\"a\": 2}\n", ["lines certain", "1 {\"a\": 1}", "2 {\"a\": 2}"]),
      ("[{\"a\": 1},\n {\"a\": 2}]", ["values certain", "1 {\"a\": 1}", "2 {\"a\": 2}"]),
      ("{\"rows\": [\n{\"a\": 1}\n]}", ["values certain", "2 {\"a\": 1}"]),
      ("{\n \"a\": 1}{'a': 2}", ["values certain", "1 {\"a\": 1}", "2 {\"a\": 2}"]),
      (
        "user,assistant\nHi,0045\n",
        ["table \",\" likely", "2 {\"user\": \"Hi\", \"assistant\": \"0045\"}"]
      ),
      (
        "a;b\n1;1.10\n2;2e3\n",
        [
          "table \";\" certain", "2 {\"a\": \"1\", \"b\": \"1.10\"}",
          "3 {\"a\": \"2\", \"b\": \"2e3\"}",
        ]
      ),
      (
        "a\tb\r\n\"x\r\ny\"\t\"say \"\"hi\"\", ok\"\r\nnan\t\r\n",
        [
          "table \"\\t\" certain", #"2 {"a": "x\r\ny", "b": "say \"hi\", ok"}"#,
          #"4 {"a": "nan", "b": ""}"#,
        ]
      ),
      ("Dear all,\nthe data come tomorrow.\n", ["text likely"]),
      ("\n \n", ["empty certain"]),
      ("PAR1....", ["foreign(Conversions.ForeignFile.parquet) certain"]),
    ] as [(String, [String])])
  func `A text's container is found, with its rows`(_ text: String, _ expected: [String]) {
    #expect(described(text) == expected)
  }

  @Test func `Records that are no rows are named with their lines`() {
    var reader = RowReader(.table(separator: UInt8(ascii: ",")), repairs: false)
    var items = reader.read(Array("a,b\n1,2,3\n\"x\"y,2\n\n1,2\n\"open\n".utf8)[...])
    reader.finish { items.append($0) }
    let words = items.map { item in
      switch item {
      case .row(let row): "\(row.line) row"
      case .fault(let fault): "\(fault)"
      }
    }
    #expect(
      words == [
        "line 2, column 1: the row has 3 cells, the header 2",
        "line 3, column 1: text follows the quote that closes a cell", "5 row",
        "line 6, column 1: a quote opens a cell here and is never closed",
      ])
  }

  @Test func `Rows do not depend on where a file is cut into pieces`() {
    var random = SeededGenerator(seed: 3)
    let alphabet = Array("ab\",\r\n; 한1".utf8)
    for _ in 0..<300 {
      let body = (0..<random.below(80)).map { _ in alphabet[random.below(alphabet.count)] }
      let text = Array("x,y\n".utf8) + body
      for container in [SourceContainer.table(separator: UInt8(ascii: ",")), .lines, .values] {
        var whole = RowReader(container, repairs: false)
        var expected = whole.read(text[...])
        whole.finish { expected.append($0) }
        var parts = RowReader(container, repairs: false)
        var items: [RowReader.Item] = []
        var rest = text[...]
        while !rest.isEmpty {
          let count = 1 + random.below(9)
          items += parts.read(rest.prefix(count))
          rest = rest.dropFirst(count)
        }
        parts.finish { items.append($0) }
        #expect(items == expected, "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }

  @Test func `Files that hold no text are known by their first bytes`() {
    let cases: [([UInt8], ForeignFile)] = [
      ([0x1F, 0x8B, 8], .gzip), ([0x28, 0xB5, 0x2F, 0xFD], .zstandard),
      (Array("PK\u{3}\u{4}....[Content_Types].xml".utf8), .xlsx),
      (Array("PK\u{3}\u{4}....a.txt".utf8), .zip),
      (Array("SQLite format 3\0".utf8), .sqlite), (Array("%PDF-1.7".utf8), .pdf),
      (Array("BZh91AY".utf8), .bzip2), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .xz),
      (Array("ARROW1".utf8), .arrow), ([0x80, 0x04, 0x95, 1], .pickle),
    ]
    for (head, kind) in cases { #expect(ForeignFile(head: head) == kind) }
    #expect(ForeignFile(head: Array("{\"a\": 1}".utf8)) == nil)
  }
}
