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

  /// Where the reader stands, and what it has seen.
  struct State: Sendable {
    var index = 0
    /// The line at `index`, counted from 1, and where it begins.
    var line = 1
    var lineStart = 0
    var hasObjectOnLine = false
    var hasRead = false
    /// Whether the text has fences, and whether the place is between two.
    var hasFences = false
    var isInFence = false
    /// Where the last line begins that begins with a bracket; nil before it was looked for.
    var lastBracket: Int?
    /// The ways in which the text so far was not JSONL.
    var repairs: Set<NearJSONL> = []
  }

  let bytes: UnsafeRawBufferPointer
  let count: Int
  var state: State
  /// Where the last value began.
  private var lastStart = 0

  /// The ways in which the text so far was not JSONL.
  package var repairs: Set<NearJSONL> { state.repairs }

  /// A reader of `bytes`, which must outlive it.
  package init(_ bytes: UnsafeRawBufferPointer) {
    unsafe self.bytes = bytes
    count = bytes.count
    state = State()
    if unsafe bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      state.repairs.insert(.byteOrderMark)
      state.index = 3
      state.lineStart = 3
    }
  }

  /// A reader that goes on where another one was.
  init(_ bytes: UnsafeRawBufferPointer, from state: State) {
    unsafe self.bytes = bytes
    count = bytes.count
    self.state = state
  }

  /// The next example or fault; nil at the end.
  package mutating func next() -> Item? {
    switch nextValue() {
    case nil: return nil
    case .fault(let fault): return .fault(fault)
    case .value(let value):
      do throws(ReadingFault) {
        return .example(RepairedExample(value, try Example(value.bytes).kind))
      } catch {
        return .fault(fault(error.code, at: lastStart, line: value.line))
      }
    }
  }

  /// The next value, whatever it is, or fault; nil at the end.
  mutating func nextValue() -> NearJSONDocument.Item? {
    while true {
      skipBetweenObjects()
      guard state.index < count else { return nil }
      switch self[state.index] {
      case UInt8(ascii: "["):
        if isBareList(at: state.index) { return readValue() }
        state.repairs.insert(.topLevelArray)
        state.index += 1
      case UInt8(ascii: "]"):
        state.index = state.repairs.contains(.wrappedList) ? count : state.index + 1
      case UInt8(ascii: "{"):
        guard !state.hasRead, let inside = insideOfWrapper(at: state.index) else {
          return readValue()
        }
        state.repairs.insert(.wrappedList)
        advance(to: inside)
      default:
        if skipText() { continue }
        let code: ReadingFault.Code = isScalar(at: state.index) ? .notAnObject : .notJSON
        return .fault(recover(code, at: state.index))
      }
    }
  }

  subscript(index: Int) -> UInt8 { unsafe bytes[index] }

  private mutating func readValue() -> NearJSONDocument.Item {
    let start = state.index
    lastStart = start
    let lineStart = state.lineStart
    let place = (
      line: state.line, column: unsafe column(of: start - lineStart, in: bytes[lineStart...])
    )
    var writer = unsafe OneLineWriter(bytes, from: start)
    do throws(LineFault) {
      let end = try writer.write()
      state.repairs.formUnion(writer.repairs)
      if state.hasObjectOnLine { state.repairs.insert(.objectsOnOneLine) }
      state.hasObjectOnLine = true
      state.hasRead = true
      var text = unsafe writer.repairs.isEmpty ? Array(bytes[start..<end]) : writer.output
      let isList = self[start] == UInt8(ascii: "[")
      if isList {
        state.repairs.insert(.bareLists)
        text = Array(#"{"messages": "#.utf8) + text + [UInt8(ascii: "}")]
      }
      advance(to: end)
      return .value(
        RepairedValue(
          bytes: text, line: place.line, column: place.column,
          isChanged: isList || !writer.repairs.isEmpty))
    } catch {
      return .fault(recover(error.code, at: error.offset))
    }
  }

  /// Moves on, counting lines.
  mutating func advance(to end: Int) {
    while state.index < end {
      let byte = self[state.index]
      state.index += 1
      if byte == 0x0A {
        state.line += 1
        state.lineStart = state.index
      }
    }
  }

  /// Stands at the beginning of the next line.
  mutating func startLine() {
    state.line += 1
    state.lineStart = state.index
    state.hasObjectOnLine = false
  }

  /// Reports a fault and continues at the next line that begins with a bracket.
  private mutating func recover(_ code: ReadingFault.Code, at offset: Int) -> ReadingFault {
    advance(to: min(offset, count))
    let fault = fault(code, at: offset, line: state.line)
    repeat {
      while state.index < count, self[state.index] != 0x0A { state.index += 1 }
      guard state.index < count else { break }
      state.index += 1
      startLine()
    } while state.index < count && self[state.index] != UInt8(ascii: "{")
    return fault
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
