/// One line that is an example.
package struct ScannedExample: Sendable, Hashable {
  /// The line's bytes, without its newline; a carriage return before it stays part of them, so
  /// that writing them back gives the same file.
  package var range: Range<Int>
  /// The line of the file, counted from 1.
  package var line: Int
  package let kind: ExampleKind
}

/// What the lines of a piece of a file are.
package struct ChunkScan: Sendable, Hashable {
  package internal(set) var examples: [ScannedExample] = []
  /// In the order of the lines; blank lines are not among them.
  package internal(set) var faults: [ReadingFault] = []
  /// The numbers of lines with nothing but white space, counted from 1.
  package internal(set) var blankLines: [Int] = []
  package internal(set) var lineCount = 0
  /// Lines that end in a carriage return and a newline.
  package internal(set) var carriageReturnCount = 0
  package internal(set) var hasByteOrderMark = false
  /// False for a last line that just stops.
  package internal(set) var endsWithNewline = true

  package init() {}
}

/// Reads `bytes`, whole lines of a file, line by line.
///
/// Pure and without shared state: any number of threads may scan chunks of one file at once, each
/// with the byte offset it begins at. A chunk whose first line is not known yet takes 1, and is
/// renumbered by ``ChunkScan/append(_:)``. A byte-order mark is skipped at offset 0 only.
///
/// `visit` gets each example as it is read, so that it need not be read again; without the
/// carriage return that its line may end in.
///
/// - Complexity: O(*n*) in the bytes; allocates per example and per fault only.
package func scanChunk(
  _ bytes: UnsafeRawBufferPointer, at offset: Int = 0, firstLine: Int = 1,
  visit: ((Example, ScannedExample) -> Void)? = nil
) -> ChunkScan {
  var scanner = unsafe ChunkScanner(bytes: bytes, base: offset, line: firstLine, visit: visit)
  return scanner.scan()
}

extension ChunkScan {
  /// Adds the scan of the chunk that follows, which was numbered from line 1.
  package mutating func append(_ next: ChunkScan) {
    let shift = lineCount
    examples.reserveCapacity(examples.count + next.examples.count)
    for var example in next.examples {
      example.line += shift
      examples.append(example)
    }
    faults += next.faults.map { $0.movedDown(by: shift) }
    blankLines += next.blankLines.map { $0 + shift }
    lineCount += next.lineCount
    carriageReturnCount += next.carriageReturnCount
    hasByteOrderMark = hasByteOrderMark || next.hasByteOrderMark
    if next.lineCount > 0 { endsWithNewline = next.endsWithNewline }
  }
}

extension ReadingFault {
  /// The fault with its line `count` lines further down.
  package func movedDown(by count: Int) -> ReadingFault {
    ReadingFault(
      code, line: line + count, column: column, range: range, offset: offset, excerpt: excerpt)
  }
}

/// Cuts a buffer into `[from, to)` pieces of about `size` bytes that end after a newline.
package func chunks(of bytes: UnsafeRawBufferPointer, size: Int) -> [Range<Int>] {
  precondition(size > 0)
  var chunks: [Range<Int>] = []
  var start = 0
  while start < bytes.count {
    var stop = min(start + size, bytes.count)
    while stop < bytes.count, unsafe bytes[stop - 1] != 0x0A { stop += 1 }
    chunks.append(start..<stop)
    start = stop
  }
  return chunks
}
