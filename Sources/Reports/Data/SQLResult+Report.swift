import Commands
package import Presentation
import Quantities
import Queries

extension SQLResult: Report {
  package var blocks: [Block] {
    if let file {
      return [.line("\(NumberFormat.count(file.count, "row")) written to \(file.name)")]
    }
    guard !rows.isEmpty else { return [.note("no row")] }
    let table = Table(
      columns.enumerated().map { index, name in
        let isNumber = rows.allSatisfy { $0[index].isNumberOrNull }
        return Table.Column(
          name, alignment: isNumber ? .trailing : .leading, minimumWidth: isNumber ? nil : 8)
      }, rows: rows.map { $0.map(\.cell) })
    let count =
      isWhole
      ? NumberFormat.count(rows.count, "row")
      : "the first \(NumberFormat.count(rows.count, "row")); "
        + "head \(max(1, rows.count).multipliedReportingOverflow(by: 10).partialValue) shows more, "
        + "to FILE.jsonl writes all"
    return [.table(table), .note(StyledText(count))]
  }
}

extension QueryValue {
  fileprivate var isNumberOrNull: Bool {
    switch self {
    case .null, .integer, .real: true
    case .text, .utf8: false
    }
  }

  /// The value as a cell on one line.
  fileprivate var cell: StyledText {
    switch self {
    case .null: StyledText("null", .dim)
    case .integer(let number): StyledText(String(number))
    case .real(let number): StyledText("\(number)")
    case .text(let text): StyledText(Self.short(text))
    case .utf8(let bytes): StyledText(Self.short(String(decoding: bytes, as: UTF8.self)))
    }
  }

  private static func short(_ text: String) -> String {
    let start = String(text.prefix(400))
    return start.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      + (start.endIndex < text.endIndex ? "…" : "")
  }
}
