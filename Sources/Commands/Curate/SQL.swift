import CommandLanguage
import Files
package import JSON
package import Queries
import Spelling
import Workspaces

/// A statement that reads, and where its rows go.
package struct SQLInput: Sendable {
  var statement: Argument
  /// The file that the rows are written to; nil to show them.
  var target: Argument?
  /// Rows that are shown at most; the value has more.
  var limit: Int
  /// Whether only the value is asked for.
  var wantsValue: Bool
  /// Whether a file of that name is replaced.
  var replaces: Bool
}

/// The rows of a statement.
package struct SQLResult: VerbResult {
  /// The names of the columns; of two that are the same, the second has a number behind it.
  package var columns: [String]
  package var rows: [[QueryValue]] = []
  /// Whether these are all.
  package var isWhole = true
  /// The file that the rows were written to, and how many.
  package var file: (name: String, count: Int)?

  package var json: JSONValue {
    if let file { return ["file": .string(file.name), "rows": .integer(file.count)] }
    return .array(rows.map(object))
  }

  package var jsonRows: [JSONValue]? { file == nil ? rows.map(object) : nil }

  fileprivate func object(_ row: [QueryValue]) -> JSONValue {
    .object(zip(columns, row).map { JSONMember($0, JSONValue($1)) })
  }
}

extension JSONValue {
  /// A value of a row.
  package init(_ value: QueryValue) {
    switch value {
    case .null: self = .null
    case .integer(let number): self = .integer(number)
    case .real(let number): self = number.isFinite ? .number(number) : .null
    case .text(let text): self = .string(text)
    case .utf8(let bytes): self = .string(String(decoding: bytes, as: UTF8.self))
    }
  }
}

extension Verb where Input == SQLInput, Result == SQLResult {
  /// `sql`: rows of a `SELECT` over the workspace.
  package static var sql: Self {
    var declaration = VerbDeclaration(
      "sql", .data, "ask with SQL, which only reads, over the tables below",
      usage: ["sql \"SELECT ...\" [head N]", "sql \"SELECT ...\" to FILE.jsonl"],
      options: [.init("force", nil, "replace FILE when it is there")],
      examples: [
        .init("sql \"SELECT role, count(*) FROM message GROUP BY role\"", "a table of rows"),
        .init("sql \"SELECT number, user FROM example\" --json", "a JSON object a line"),
        .init(
          "sql \"SELECT number FROM message ORDER BY length(text) DESC\" head 3",
          "the examples with the longest messages"),
        .init(
          "show marv where sql \"SELECT number FROM finding WHERE rule = 'D08'\"",
          "a selection by numbers, which let keeps and every verb takes"),
        .init(
          "sql \"SELECT json FROM example\" to rows.jsonl", "a JSON object a line, of any size"),
      ], traits: VerbTraits(isReading: true, writesFile: true),
      clauses: [.head, .to])
    declaration.topics = SQLTables.topics
    return Self(
      declaration,
      read: { reader throws(Failure) in
        let statement = try reader.argument("a statement:  sql \"SELECT ...\"")
        if reader.remainingCount > 0, !statement.isQuoted {
          throw Failure(
            .badQuery, "a statement is one text", at: statement.span,
            consequence: "nothing was read",
            remedy: "put it in quotes:  sql \"\(statement.text.uppercased()) ...\"")
        }
        return SQLInput(
          statement: statement, target: reader.clause(.to), limit: reader.limit(usualLimit),
          wantsValue: reader.wantsValue, replaces: reader.flag("force"))
      },
      perform: { input, session in try Asking(input, in: session).result() })
  }

  /// Rows that are shown where nobody says how many.
  private static var usualLimit: Int { 100 }
}

/// One statement at work.
private struct Asking {
  let input: SQLInput
  let session: Session
  let rows: SQLRows

  /// Rows that a value has at most; a file may have any number.
  private static let valueLimit = 1_000_000

  init(_ input: SQLInput, in session: Session) throws {
    self.input = input
    self.session = session
    rows = try SQLRows(of: input.statement, in: session)
  }

  func result() throws -> SQLResult {
    var result = SQLResult(columns: rows.columns)
    if let target = input.target { return try write(result, to: target) }
    while let row = try rows.next() {
      if result.rows.count == (input.wantsValue ? Self.valueLimit : input.limit) {
        if input.wantsValue { throw tooMany() }
        result.isWhole = false
        break
      }
      result.rows.append(row)
    }
    return result
  }

  private func tooMany() -> Failure {
    Failure(
      .badQuery, "there are more than 1,000,000 rows", at: input.statement.span,
      consequence: "nothing was printed",
      remedy: "sql \"...\" to FILE.jsonl  writes any number, or say LIMIT in the statement")
  }

  private func write(_ result: SQLResult, to target: Argument) throws -> SQLResult {
    let path = session.path(target.text)
    if !input.replaces, LocalFile.exists(path) {
      throw Failure(
        .fileExists, "\(target.text) is there already", at: target.span,
        consequence: "nothing was written", remedy: "choose another name, or add --force")
    }
    var result = result
    var count = 0
    try LocalFile.write(to: path) { append in
      var lines: [UInt8] = []
      while let row = try rows.next() {
        lines += Array(result.object(row).text.utf8) + [0x0A]
        count += 1
        if lines.count >= 1 << 16 {
          try append(lines)
          lines = []
        }
      }
      try append(lines)
    }
    result.file = (target.text, count)
    return result
  }
}

/// The rows of a statement on a line, with its faults told at their place in the line.
struct SQLRows {
  let columns: [String]
  private let query: Query
  private let statement: Argument

  init(of statement: Argument, in session: Session) throws {
    self.statement = statement
    let tables = try SQLTables.all(in: session)
    do throws(QueryError) {
      query = try Query(statement.text, over: tables)
    } catch {
      throw Self.failure(error, statement, tables)
    }
    var seen: [String: Int] = [:]
    columns = query.columns.map { name in
      seen[name, default: 0] += 1
      return seen[name] == 1 ? name : "\(name)_\(seen[name] ?? 1)"
    }
  }

  /// The next row; nil behind the last.
  func next() throws -> [QueryValue]? {
    do {
      return try query.next()
    } catch let error as QueryError {
      throw Self.failure(error, statement, [])
    }
  }

  /// The numbers that the rows give for a dataset: those in the column `number`, else in the first;
  /// where there is a column `dataset`, of its rows alone.
  func numbers(of dataset: Dataset) throws -> Set<Int> {
    let place = columns.firstIndex(of: "number") ?? 0
    let name = columns.firstIndex(of: "dataset")
    var numbers: Set<Int> = []
    while let row = try next() {
      if let name, row[name] != .text(dataset.name) { continue }
      switch row[place] {
      case .integer(let number): numbers.insert(number)
      case .null: continue
      default:
        throw Failure(
          .badQuery, "\(columns[place]) is no column of numbers", at: statement.span,
          consequence: "nothing was done", remedy: "sql \"SELECT number FROM example WHERE ...\"")
      }
    }
    return numbers
  }

  private static func failure(
    _ error: QueryError, _ statement: Argument, _ tables: [any QueryTable]
  ) -> Failure {
    var failure = Failure(
      .badQuery, "", at: statement.span, consequence: "nothing was read",
      remedy: "help sql  lists the tables and their columns")
    switch error {
    case .refused(let words, let offset):
      failure.message = words
      if let offset, let span = span(of: offset, in: statement) { failure.span = span }
      if let better = remedy(for: words, tables) { failure.remedy = better }
    case .notReading:
      failure.message = "sql only reads: one SELECT over its tables"
    case .several(let offset):
      failure.message = "something stands behind the statement"
      if let span = span(of: offset, in: statement) { failure.span = span }
      failure.remedy = "one statement at a time"
    case .empty: failure.message = "there is no statement"
    }
    return failure
  }

  /// The word at an offset of the statement, as it stands on the line; nil where the line writes the
  /// statement in another way, with escapes or over several lines.
  private static func span(of offset: Int, in statement: Argument) -> Span? {
    let bytes = Array(statement.text.utf8)
    guard statement.span.range.count == bytes.count + 2, bytes.indices.contains(offset) else {
      return nil
    }
    let isWord = { (byte: UInt8) in
      byte == UInt8(ascii: "_") || byte >= 0x80 || Unicode.Scalar(byte).properties.isAlphabetic
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    let length = max(1, bytes[offset...].prefix(while: isWord).count)
    let start = statement.span.range.lowerBound + 1 + offset
    return Span(start..<start + length)
  }

  /// The nearest table or column for one that there is not.
  private static func remedy(for words: String, _ tables: [any QueryTable]) -> String? {
    let names: [String]
    if words.hasPrefix("no such table: ") {
      names = tables.map(\.name)
    } else if words.hasPrefix("no such column: ") {
      names = Array(Set(tables.flatMap { $0.columns.map(\.name) })).sorted()
    } else {
      return nil
    }
    let typed = words.split(separator: " ").last?.split(separator: ".").last.map(String.init) ?? ""
    return nearest(to: typed, in: names).map { "did you mean \($0)?" }
      ?? (words.hasPrefix("no such table")
        ? "the tables are \(names.joined(separator: ", "))" : nil)
  }
}
