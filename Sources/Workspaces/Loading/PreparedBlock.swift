import Datasets

/// A block of lines after its scan, ready to be a segment.
struct PreparedBlock: Sendable {
  /// The lines as they are in the file, without those that were left out.
  private(set) var bytes: [UInt8]
  /// Lines are counted from the block's first as 0.
  private(set) var entries: [SegmentEntry]
  /// Lines are counted from the block's first as 1.
  let faults: [ReadingFault]
  let readBytes: Int
  let lineCount: Int
  let carriageReturnCount: Int
  let hasByteOrderMark: Bool
  /// Numbers and lines are counted from the block's first as 1.
  let examination: Examination?

  /// Reads each example once, for all that is wanted of it.
  init(
    _ block: LineBlockReader.Block, skipsFaults: Bool, examines: Bool, estimates: Bool,
    count: LoadOptions.Count?
  ) {
    var entries: [SegmentEntry] = []
    var examination = examines ? Examination() : nil
    let scan = unsafe block.bytes.withUnsafeBytes {
      unsafe scanChunk($0, at: block.offset) { example, scanned in
        let tokens = count?(example)
        let start = scanned.range.lowerBound - block.offset
        entries.append(
          SegmentEntry(
            range: start..<start + example.bytes.count, line: scanned.line - 1,
            tokens: tokens.map(TokenCount.init)))
        examination?.add(
          example, number: entries.count, line: scanned.line, tokens: tokens,
          areEstimates: estimates)
      }
    }
    self.entries = entries
    self.examination = examination
    bytes = block.bytes
    faults = scan.faults
    readBytes = block.bytes.count
    lineCount = scan.lineCount
    carriageReturnCount = scan.carriageReturnCount
    hasByteOrderMark = scan.hasByteOrderMark
    if skipsFaults, !faults.isEmpty { cutFaults(offset: block.offset) }
  }

  /// What becomes the segment; `firstLine` is the file's line that the block begins with.
  func lines(from firstLine: Int) -> LoadedLines {
    LoadedLines(bytes: bytes, entries: entries, firstLine: firstLine, lineCount: lineCount)
  }

  /// Takes the faulty lines out of the bytes, with their ends.
  private mutating func cutFaults(offset: Int) {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var start = 0
    // After each cut: where it ended, and how many bytes are gone by then.
    var cuts: [(end: Int, total: Int)] = []
    for fault in faults {
      let lower = fault.range.lowerBound - offset
      let upper = fault.range.upperBound - offset
      guard lower >= start else { continue }
      let end = bytes[upper...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
      kept += bytes[start..<lower]
      start = end
      cuts.append((end, end - kept.count))
    }
    kept += bytes[start...]
    bytes = kept
    var passed = 0
    for index in entries.indices {
      while passed < cuts.count, cuts[passed].end <= Int(entries[index].offset) { passed += 1 }
      if passed > 0 { entries[index].offset -= UInt32(cuts[passed - 1].total) }
    }
  }
}
