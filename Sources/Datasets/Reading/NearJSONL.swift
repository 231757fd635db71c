/// A way in which a file is not JSONL although its examples can be read.
package enum NearJSONL: String, Sendable, Hashable, CaseIterable {
  /// An object continues over several lines.
  case objectOverLines
  /// Two or more objects on one line.
  case objectsOnOneLine
  /// Lines with nothing on them.
  case blankLines
  /// All objects are elements of one list.
  case topLevelArray
  /// A comma between objects, or before a closing bracket.
  case extraCommas
  /// Text after `//` to the end of the line.
  case comments
  /// The invisible mark at the start of the file.
  case byteOrderMark
}

/// An example as it was read from something that is nearly JSONL.
package struct RepairedExample: Sendable, Hashable {
  /// One line of JSON.
  ///
  /// The object's own bytes if it already was one line of strict JSON; else with the white space
  /// between its parts made even, and the order of keys and the spelling of scalars kept.
  package let bytes: [UInt8]
  package let kind: ExampleKind
  /// The line on which the object begins, counted from 1.
  package let line: Int
  /// The column at which it begins, in characters, counted from 1.
  package let column: Int
  /// Whether `bytes` differ from the object's bytes in the file.
  package let isChanged: Bool
}

/// Reads examples from text that is JSONL or nearly so, one after the other.
///
/// For a whole file in memory or mapped; keeps one example at a time. After an object that cannot
/// be read it continues at the next line that begins with a brace.
@safe package struct NearJSONLReader {
  /// What was read.
  package enum Item: Sendable, Hashable {
    case example(RepairedExample)
    case fault(ReadingFault)
  }

  let bytes: UnsafeRawBufferPointer
  let count: Int
  var index = 0
  /// The line at `index`, counted from 1, and where it begins.
  var line = 1
  var lineStart = 0
  private var hasObjectOnLine = false
  /// The ways in which the text so far was not JSONL.
  package internal(set) var repairs: Set<NearJSONL> = []

  /// A reader of `bytes`, which must outlive it.
  package init(_ bytes: UnsafeRawBufferPointer) {
    unsafe self.bytes = bytes
    count = bytes.count
    if unsafe bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      repairs.insert(.byteOrderMark)
      index = 3
      lineStart = 3
    }
  }

  /// The next example or fault; nil at the end.
  package mutating func next() -> Item? {
    while true {
      skipBetweenObjects()
      guard index < count else { return nil }
      switch self[index] {
      case UInt8(ascii: "["), UInt8(ascii: "]"):
        repairs.insert(.topLevelArray)
        index += 1
      case UInt8(ascii: "{"): return readObject()
      default: return recover(ReadingFault.Code.notAnObject, at: index)
      }
    }
  }

  subscript(index: Int) -> UInt8 { unsafe bytes[index] }

  /// Skips white space, commas and comments, and counts lines.
  private mutating func skipBetweenObjects() {
    var isBlank = !hasObjectOnLine && index == lineStart
    while index < count {
      switch self[index] {
      case 0x0A:
        if isBlank { repairs.insert(.blankLines) }
        isBlank = true
        index += 1
        startLine()
      case 0x20, 0x09, 0x0D: index += 1
      case UInt8(ascii: ","):
        repairs.insert(.extraCommas)
        index += 1
        isBlank = false
      case UInt8(ascii: "/") where index + 1 < count && self[index + 1] == UInt8(ascii: "/"):
        repairs.insert(.comments)
        while index < count, self[index] != 0x0A { index += 1 }
        isBlank = false
      default: return
      }
    }
  }

  private mutating func startLine() {
    line += 1
    lineStart = index
    hasObjectOnLine = false
  }

  private mutating func readObject() -> Item {
    let start = index
    let place = (line: line, column: unsafe column(of: start - lineStart, in: bytes[lineStart...]))
    var writer = unsafe OneLineWriter(bytes, from: start)
    do throws(LineFault) {
      let end = try writer.write()
      repairs.formUnion(writer.repairs)
      if hasObjectOnLine { repairs.insert(.objectsOnOneLine) }
      hasObjectOnLine = true
      advance(to: end)
      let isChanged = !writer.repairs.isEmpty
      let text = unsafe isChanged ? writer.output : Array(bytes[start..<end])
      let kind = try Self.kind(of: text, at: start)
      return .example(
        RepairedExample(
          bytes: text, kind: kind, line: place.line, column: place.column, isChanged: isChanged))
    } catch {
      guard index == start else { return .fault(fault(error.code, at: start, line: place.line)) }
      return recover(error.code, at: error.offset)
    }
  }

  /// The kind of a repaired example; a fault is placed where the object begins.
  private static func kind(of text: [UInt8], at start: Int) throws(LineFault) -> ExampleKind {
    do throws(ReadingFault) {
      return try Example(text).kind
    } catch {
      throw LineFault(code: error.code, offset: start)
    }
  }

  /// Moves on, counting lines.
  private mutating func advance(to end: Int) {
    while index < end {
      let byte = self[index]
      index += 1
      if byte == 0x0A {
        line += 1
        lineStart = index
      }
    }
  }

  /// Reports a fault and continues at the next line that begins with a brace.
  private mutating func recover(_ code: ReadingFault.Code, at offset: Int) -> Item {
    advance(to: min(offset, count))
    let item = Item.fault(fault(code, at: offset, line: line))
    repeat {
      while index < count, self[index] != 0x0A { index += 1 }
      guard index < count else { break }
      index += 1
      startLine()
    } while index < count && self[index] != UInt8(ascii: "{")
    return item
  }

  private func fault(_ code: ReadingFault.Code, at offset: Int, line: Int) -> ReadingFault {
    let place = min(offset, count)
    var start = place
    while start > 0, self[start - 1] != 0x0A { start -= 1 }
    var stop = place
    while stop < count, self[stop] != 0x0A { stop += 1 }
    let text = unsafe bytes[start..<stop]
    return ReadingFault(
      code, line: line, column: unsafe column(of: place - start, in: text), range: start..<stop,
      offset: place, excerpt: unsafe Excerpt(of: text, around: place - start))
  }
}
