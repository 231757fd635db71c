package import Datasets

/// Reads the rows of a file, piece by piece, whatever its container is.
///
/// Memory stays at one record for JSONL and for tables; what is one value, such as a list, is kept
/// until the file ends.
package struct RowReader: Sendable {
  /// What was read.
  package typealias Item = LineReader.Item

  private enum Kind: Sendable {
    case lines(LineReader)
    case table(TableReader)
    case log(ChatLogReader)
    case questions(QuestionReader)
    case document([UInt8])
  }

  private var kind: Kind
  /// The ways in which the text was not JSONL, where it was read as nearly JSONL.
  package private(set) var repairs: Set<NearJSONL> = []

  /// A reader of a container; `repairs` reads lines that are only nearly JSON, too.
  package init(_ container: SourceContainer, repairs: Bool) {
    kind =
      switch container {
      case .table(let separator): .table(TableReader(separator: separator))
      case .chatLog(.questions): .questions(QuestionReader())
      case .chatLog(let log): .log(ChatLogReader(log))
      case .lines where !repairs: .lines(LineReader())
      default: .document([])
      }
  }

  /// Reads on.
  package mutating func read(_ piece: ArraySlice<UInt8>) -> [Item] {
    switch kind {
    case .lines(var reader):
      // Else the reader would be copied while it grows.
      kind = .document([])
      let items = reader.read(piece)
      kind = .lines(reader)
      return items
    case .table(var reader):
      kind = .document([])
      let items = reader.read(piece).map(Item.init)
      kind = .table(reader)
      return items
    case .log(var reader):
      kind = .document([])
      let items = reader.read(piece)
      kind = .log(reader)
      return items
    case .questions(var reader):
      kind = .document([])
      let items = reader.read(piece)
      kind = .questions(reader)
      return items
    case .document(var bytes):
      kind = .document([])
      bytes += piece
      kind = .document(bytes)
      return []
    }
  }

  /// Hands over what is left when the file has ended.
  package mutating func finish(_ take: (Item) throws -> Void) rethrows {
    switch kind {
    case .lines(var reader): try reader.finish().forEach(take)
    case .table(var reader): try reader.finish().map(Item.init).forEach(take)
    case .log(var reader): try reader.finish().forEach(take)
    case .questions(var reader): try reader.finish().forEach(take)
    case .document(let bytes):
      var document = NearJSONDocument(bytes)
      while let item = document.next() {
        switch item {
        case .value(let value): try take(.row(SourceRow(value.bytes, line: value.line)))
        case .fault(let fault): try take(.fault(fault))
        }
      }
      repairs = document.repairs
    }
  }
}

extension RowReader.Item {
  /// A table's item as any other.
  fileprivate init(_ item: TableReader.Item) {
    self =
      switch item {
      case .row(let row): .row(row)
      case .fault(let fault):
        .fault(
          ReadingFault(
            .unconverted(fault.sentence), line: fault.line, column: 1, range: 0..<0, offset: 0,
            excerpt: Excerpt(text: "", caret: 0)))
      }
  }
}

extension TableReader.Fault {
  /// What is wrong, in words.
  fileprivate var sentence: String {
    switch kind {
    case .cellCount(let count, let expected):
      "the row has \(count) \(count == 1 ? "cell" : "cells"), the header \(expected)"
    case .unclosedQuote: "a quote opens a cell here and is never closed"
    case .textAfterQuote: "text follows the quote that closes a cell"
    }
  }
}
