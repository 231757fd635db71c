package import Datasets
import JSON

/// Reads rows out of JSONL, line by line, whatever objects they are.
package struct LineReader: Sendable {
  private var rest: [UInt8] = []
  private var line = 1
  private var offset = 0

  package init() {}

  /// What was read.
  package enum Item: Sendable, Hashable {
    case row(SourceRow)
    case fault(ReadingFault)
  }

  /// Reads on.
  package mutating func read(_ piece: ArraySlice<UInt8>) -> [Item] {
    var items: [Item] = []
    var start = piece.startIndex
    while let end = piece[start...].firstIndex(of: 0x0A) {
      if rest.isEmpty {
        take(Array(piece[start..<end]), &items)
      } else {
        take(rest + piece[start..<end], &items)
        rest = []
      }
      start = end + 1
    }
    rest += piece[start...]
    return items
  }

  /// Reads a last line without its end.
  package mutating func finish() -> [Item] {
    var items: [Item] = []
    if !rest.isEmpty { take(rest, &items) }
    rest = []
    return items
  }

  private mutating func take(_ bytes: [UInt8], _ items: inout [Item]) {
    var text = bytes[...]
    if offset == 0, text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    if text.last == 0x0D { text = text.dropLast() }
    defer {
      line += 1
      offset += bytes.count + 1
    }
    if text.allSatisfy({ $0 <= 0x20 }) { return }
    do throws(JSONError) {
      let row = try JSONText(Array(text))
      guard let first = row.bytes.first(where: { $0 > 0x20 }),
        first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
      else { return items.append(.fault(fault(.notAnObject, at: 0, of: text))) }
      items.append(.row(SourceRow(row.bytes, line: line)))
    } catch {
      let code = error.code == .invalidUTF8 ? .notUTF8 : ReadingFault.Code.invalidJSON(error.code)
      items.append(.fault(fault(code, at: error.offset, of: text)))
    }
  }

  private func fault(
    _ code: ReadingFault.Code, at place: Int, of text: ArraySlice<UInt8>
  ) -> ReadingFault {
    ReadingFault(
      code, line: line, column: column(of: place, in: text),
      range: offset..<offset + text.count, offset: offset + place,
      excerpt: Excerpt(of: text, around: place))
  }
}
