package import Datasets
import JSON

/// Reads rows out of JSONL, line by line, whatever objects they are.
package struct LineReader: Sendable {
  private var splitter = LineSplitter()

  package init() {}

  /// What was read.
  package enum Item: Sendable, Hashable {
    case row(SourceRow)
    case fault(ReadingFault)
  }

  /// Reads on.
  package mutating func read(_ piece: ArraySlice<UInt8>) -> [Item] {
    splitter.split(piece).compactMap(item)
  }

  /// Reads a last line without its end.
  package mutating func finish() -> [Item] {
    splitter.finish().flatMap(item).map { [$0] } ?? []
  }

  /// What a line holds; nil for a blank one.
  private func item(_ line: LineSplitter.Line) -> Item? {
    if line.bytes.allSatisfy({ $0 <= 0x20 }) { return nil }
    do throws(JSONError) {
      let row = try JSONText(Array(line.bytes))
      guard let first = row.bytes.first(where: { $0 > 0x20 }),
        first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
      else { return .fault(fault(.notAnObject, at: 0, of: line)) }
      return .row(SourceRow(row.bytes, line: line.number))
    } catch {
      let code = error.code == .invalidUTF8 ? .notUTF8 : ReadingFault.Code.invalidJSON(error.code)
      return .fault(fault(code, at: error.offset, of: line))
    }
  }

  private func fault(
    _ code: ReadingFault.Code, at place: Int, of line: LineSplitter.Line
  ) -> ReadingFault {
    ReadingFault(
      code, line: line.number, column: column(of: place, in: line.bytes),
      range: line.offset..<line.offset + line.bytes.count, offset: line.offset + place,
      excerpt: Excerpt(of: line.bytes, around: place))
  }
}
