import Queries
import Testing

/// Statements over a table of numbers in two groups.
@Suite struct QueryTests {
  /// Numbers 1 to 1,000 in each of two groups, and a table that breaks.
  private struct Numbers: QueryTable {
    var name = "item"
    var breaksAt = Int.max
    let columns = [
      QueryColumn("kind", "TEXT", "even or odd"), QueryColumn("number", "INTEGER", "from 1"),
      QueryColumn("word", "TEXT", "the number in words", needsText: true),
    ]
    var groupColumn: Int? { 0 }
    var numberColumn: Int? { 1 }
    var orderedColumns: [Int] { [1] }
    func cursor() -> any QueryCursor { Cursor(breaksAt: breaksAt) }

    struct Broken: Error {}

    final class Cursor: QueryCursor {
      private var rows: [(kind: String, number: Int)] = []
      private var index = 0
      private let breaksAt: Int

      init(breaksAt: Int) { self.breaksAt = breaksAt }

      func start(_ range: QueryRange) {
        index = 0
        rows = []
        for kind in ["odd", "even"] where range.group == nil || kind == range.group {
          for number in 1...1_000 where range.numbers.contains(number) {
            if (number % 2 == 0) == (kind == "even") { rows.append((kind, number)) }
          }
        }
      }

      var isAtEnd: Bool { index >= rows.count }

      func advance() throws {
        index += 1
        if index == breaksAt { throw Broken() }
      }

      func value(_ column: Int) -> QueryValue {
        switch column {
        case 0: .text(rows[index].kind)
        case 1: .integer(rows[index].number)
        default: .utf8(Array("№ \(rows[index].number)".utf8)[...])
        }
      }
    }
  }

  private func rows(_ text: String, breaksAt: Int = .max) throws -> [[QueryValue]] {
    let query = try Query(text, over: [Numbers(breaksAt: breaksAt)])
    var rows: [[QueryValue]] = []
    while let row = try query.next() { rows.append(row) }
    return rows
  }

  @Test(arguments: [
    ("SELECT count(*) FROM item", 1_000), ("SELECT count(*) FROM item WHERE kind = 'odd'", 500),
    ("SELECT count(*) FROM item WHERE number = 7", 1),
    ("SELECT count(*) FROM item WHERE number = 7.5", 0),
    ("SELECT count(*) FROM item WHERE number > 990.5", 10),
    ("SELECT count(*) FROM item WHERE number >= 990 AND number < 995", 5),
    ("SELECT count(*) FROM item WHERE number BETWEEN 5 AND 1", 0),
    ("SELECT count(*) FROM item WHERE number > 1e300", 0),
    ("SELECT count(*) FROM item WHERE number < '5'", 4),
    ("SELECT count(*) FROM item WHERE number IS NULL", 0),
    ("SELECT count(*) FROM item WHERE number = NULL", 0),
    ("SELECT count(*) FROM item WHERE kind = 'ODD' COLLATE NOCASE", 500),
    ("SELECT count(*) FROM item WHERE kind = 'ODD'", 0),
    ("SELECT count(*) FROM item WHERE number IN (1, 2, 3)", 3),
    ("SELECT count(*) FROM item a JOIN item b ON b.kind = a.kind AND b.number = a.number + 2", 998),
    ("SELECT sum(number) FROM item WHERE kind = 'odd' AND number <= 5", 9),
    (
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9) SELECT sum(i) FROM n",
      45
    ),
  ])
  func `Rows are those that the statement asks for`(_ text: String, _ count: Int) throws {
    #expect(try rows(text) == [[.integer(count)]])
  }

  @Test func `Rows of a group come in order without being sorted`() throws {
    let found = try rows(
      "SELECT number, word FROM item WHERE kind = 'even' AND number > 4 ORDER BY number LIMIT 2")
    #expect(found == [[.integer(6), .text("№ 6")], [.integer(8), .text("№ 8")]])
    let reversed = try rows(
      "SELECT number FROM item WHERE kind = 'odd' ORDER BY number DESC LIMIT 1")
    #expect(reversed == [[.integer(999)]])
  }

  @Test(arguments: [
    "CREATE TABLE x(a)", "DELETE FROM item", "INSERT INTO item VALUES ('odd', 1, '')",
    "ATTACH 'other.db' AS other", "PRAGMA user_version", "VACUUM", "DROP TABLE item",
    "SELECT load_extension('x')", "SELECT * FROM pragma_database_list", "BEGIN",
    "EXPLAIN PRAGMA user_version", "CREATE TEMP VIEW v AS SELECT 1",
  ])
  func `Nothing but reading is allowed`(_ text: String) {
    #expect(throws: QueryError.self) { try rows(text) }
  }

  @Test func `A fault is told with its place`() {
    #expect(throws: QueryError.refused("no such column: nmber", offset: 7)) {
      try rows("SELECT nmber FROM item")
    }
    #expect(throws: QueryError.refused("near \"FORM\": syntax error", offset: 9)) {
      try rows("SELECT * FORM item")
    }
    #expect(throws: QueryError.refused("no such column: odd", offset: 39)) {
      try rows("SELECT number FROM item WHERE kind =   \"odd\"")
    }
    #expect(throws: QueryError.several(offset: 10)) { try rows("SELECT 1; SELECT 2") }
    #expect(throws: QueryError.empty) { try rows(" -- nothing\n ") }
    #expect(throws: QueryError.notReading) { try rows("DELETE FROM item") }
  }

  @Test func `What a table throws is what the statement throws`() {
    #expect(throws: Numbers.Broken.self) { try rows("SELECT * FROM item", breaksAt: 10) }
  }

  @Test func `A statement without an end stops when its task is cancelled`() async throws {
    let task = Task {
      try Query(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
        over: []
      )
      .next()
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
