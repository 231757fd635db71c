package import Datasets

/// How a file holds its records.
package enum SourceContainer: Sendable, Hashable {
  /// JSONL: a value on each line.
  case lines
  /// JSON that is arranged in another way, such as one list.
  case values
  /// A table with a header, its cells parted by this byte.
  case table(separator: UInt8)
  /// The log of a messenger, or questions and answers.
  case chatLog(ChatLogKind)
  /// No text at all.
  case foreign(ForeignFile)
  /// Text without records.
  case text
  /// Nothing, or white space alone.
  case empty
}

/// What a file's arrangement seems to be, and what that rests on.
package struct ContainerGuess: Sendable, Hashable {
  package var container: SourceContainer
  package var certainty: GuessCertainty
  /// In which ways it is not JSONL, as far as was looked.
  package var oddities: Set<NearJSONL>
  /// The names of a table's columns.
  package var columns: [String]
  /// The first records, as rows.
  package var rows: [SourceRow]
  /// The other side of a log of two people, where it says who that is.
  package var otherSide: String?

  init(
    _ container: SourceContainer, _ certainty: GuessCertainty, oddities: Set<NearJSONL> = [],
    columns: [String] = [], rows: [SourceRow] = []
  ) {
    self.container = container
    self.certainty = certainty
    self.oddities = oddities
    self.columns = columns
    self.rows = rows
  }

  /// Looks at a text in UTF-8 of which `head` is the beginning, or all.
  package init(of head: [UInt8], isWhole: Bool) {
    if let kind = ForeignFile(head: head) {
      self.init(.foreign(kind), .certain)
      return
    }
    let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(head.dropFirst(3)) : head
    guard let first = text.first(where: { $0 > 0x20 }) else {
      self.init(.empty, .certain)
      return
    }
    if first != UInt8(ascii: "{"), let log = ChatLogGuess(text) {
      self = Self.log(log, text, isWhole: isWhole)
      return
    }
    let isBracket = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    if isBracket, let lines = Self.lines(text, isWhole: isWhole) {
      self = lines
    } else if !isBracket, let table = Self.table(text, isWhole: isWhole) {
      self = table
    } else {
      self = Self.values(text, isWhole: isWhole)
    }
  }

  /// Records of the look that are kept.
  private static let rowLimit = 200

  /// A messenger's log, with the messages that the look holds whole.
  private static func log(_ log: ChatLogGuess, _ text: [UInt8], isWhole: Bool) -> Self {
    var reader = RowReader(.chatLog(log.kind), repairs: false)
    var items = reader.read(text[...])
    // Names that only spaces part are told by all that was looked at.
    if isWhole || log.kind == .linePC { reader.finish { items.append($0) } }
    if !isWhole, log.kind == .linePC { items = items.dropLast() }
    let rows = items.compactMap { if case .row(let row) = $0 { row } else { nil } }
    var guess = Self(
      .chatLog(log.kind), log.isCertain ? .certain : .likely, rows: Array(rows.prefix(rowLimit)))
    guess.otherSide = log.otherSide
    return guess
  }

  /// JSONL, where the first line is one value and nothing follows it.
  private static func lines(_ text: [UInt8], isWhole: Bool) -> Self? {
    var reader = LineReader()
    var items = reader.read(text[...])
    if isWhole { items += reader.finish() }
    guard case .row? = items.first else { return nil }
    if isWhole, items.count == 1 {
      // One line may be all of a list.
      let arranged = values(text, isWhole: true).oddities
      if !arranged.isDisjoint(with: [.topLevelArray, .wrappedList]) { return nil }
    }
    let rows = items.compactMap { if case .row(let row) = $0 { row } else { nil } }
    let certainty: GuessCertainty = rows.count * 10 > items.count * 9 ? .certain : .likely
    return Self(.lines, certainty, rows: Array(rows.prefix(rowLimit)))
  }

  /// The table that fits best, if one does.
  private static func table(_ text: [UInt8], isWhole: Bool) -> Self? {
    let separators = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")]
    let tables = separators.compactMap { separator -> (Self, Int)? in
      var reader = TableReader(separator: separator)
      var items = reader.read(text[...])
      if isWhole { items += reader.finish() }
      let rows = items.compactMap { if case .row(let row) = $0 { row } else { nil } }
      guard let header = reader.header, isHeader(header), rows.count * 2 >= items.count,
        !rows.isEmpty
      else { return nil }
      let guess = Self(
        .table(separator: separator),
        rows.count > 1 && rows.count * 10 >= items.count * 8 ? .certain : .likely,
        columns: header,
        rows: Array(rows.prefix(rowLimit)))
      return (guess, header.count)
    }
    return tables.max { $0.1 < $1.1 }?.0
  }

  /// Whether a first record looks like names of columns.
  private static func isHeader(_ names: [String]) -> Bool {
    names.count > 1 && Set(names).count == names.count
      && names.allSatisfy {
        !$0.isEmpty && $0.unicodeScalars.count <= 60
          && !$0.contains { "{}[]\"\n".contains($0) } && Double($0) == nil
      }
  }

  private static func values(_ text: [UInt8], isWhole: Bool) -> Self {
    var document = NearJSONDocument(text)
    var rows: [SourceRow] = []
    var faults = 0
    while rows.count < rowLimit, let item = document.next() {
      switch item {
      case .value(let value): rows.append(SourceRow(value.bytes, line: value.line))
      case .fault: faults += 1
      }
    }
    if rows.isEmpty { return Self(.text, .likely) }
    let isClean = faults == 0 || (!isWhole && faults == 1)
    return Self(
      .values, isClean ? .certain : .likely, oddities: document.repairs, rows: rows)
  }
}
