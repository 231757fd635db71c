import GRDB

/// Which parts of a revision to read, in order of number: whole segments, and the numbers between
/// them, where examples were added.
struct ReadingPlan: Sendable {
  /// A run of numbers, in a segment or outside all of them.
  enum Part: Sendable {
    /// The ranges are ascending and none is empty, but for a segment that holds only blank lines.
    case loaded(SegmentPlace, numbers: [Range<Int>])
    case added(numbers: ClosedRange<Int>)
  }

  /// Added examples are read this many numbers at a time.
  private static let addedStride = 512
  /// Added examples in a row that are not counted beforehand.
  private static let believedStretch = 100_000

  let dataset: Dataset
  let revision: Int
  let lineage: Lineage
  private(set) var parts: [Part] = []

  init(
    of dataset: Dataset, at revision: Int?, numbers: [ClosedRange<Int>]?, in database: Database
  ) throws {
    self.dataset = dataset
    lineage = try Lineage(of: dataset, at: revision, in: database)
    self.revision = lineage.revision
    let row = try Row.fetchOne(
      database, sql: "SELECT last_example FROM revision WHERE dataset = ? AND number = ?",
      arguments: [dataset.id, lineage.revision])
    let last = try row?.count("last_example") ?? 0
    var next = 1
    for segment in try lineage.segments(in: database) {
      try append(added: next..<segment.numbers.lowerBound, wanted: numbers, in: database)
      append(segment, wanted: numbers)
      next = segment.numbers.upperBound
    }
    try append(added: next..<max(next, last + 1), wanted: numbers, in: database)
  }

  private mutating func append(
    added range: Range<Int>, wanted: [ClosedRange<Int>]?, in database: Database
  ) throws {
    // Each has a version, so that many are believed only where there are as many.
    if range.count > Self.believedStretch {
      let versions = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM version WHERE dataset = ?", arguments: [dataset.id])
      guard range.count <= versions ?? 0 else {
        throw StoredFault(
          "\(dataset.name) r\(revision) lacks examples up to \(range.upperBound - 1)")
      }
    }
    guard let whole = ClosedRange(nonEmpty: range) else { return }
    for piece in wanted.map({ $0.compactMap { $0.intersection(whole) } }) ?? [whole] {
      for first in stride(from: piece.lowerBound, through: piece.upperBound, by: Self.addedStride) {
        parts.append(.added(numbers: first...min(first + Self.addedStride - 1, piece.upperBound)))
      }
    }
  }

  private mutating func append(_ segment: SegmentPlace, wanted: [ClosedRange<Int>]?) {
    let whole = segment.numbers
    guard let wanted else {
      return parts.append(.loaded(segment, numbers: [whole]))
    }
    // A segment is read once, however many pieces of it are wanted.
    let pieces = wanted.pieces(within: whole)
    if !pieces.isEmpty {
      parts.append(.loaded(segment, numbers: pieces))
    }
  }

  /// Reads one part with its edits in place.
  ///
  /// Without `readsText` no example has bytes, which spares reading most of the file.
  func batch(_ part: Part, readsText: Bool = true, in database: Database) throws -> ExampleBatch {
    switch part {
    case .added(let numbers):
      var batch = BatchBuilder()
      for version in try lineage.versions(of: numbers, withBytes: readsText, in: database) {
        batch.append(version)
      }
      return batch.finish()
    case .loaded(let place, let numbers):
      let segment = try Segment(place.id, readsText: readsText, in: database)
      let edited = try EditedLines(
        of: numbers.span, in: place, base: readsText ? segment : nil, lineage: lineage, database)
      var lines = edited.lines[...]
      var batch = BatchBuilder(segment.bytes, with: edited, replacing: numbers)
      for number in numbers.joined() {
        while let line = lines.first, line.number < number { lines.removeFirst() }
        var loaded = try segment.loaded(at: number - place.numbers.lowerBound)
        loaded.facts.source = place.source
        if lines.first?.number == number {
          batch.append(lines.removeFirst(), loaded: loaded)
        } else {
          batch.append(number, loaded: loaded)
        }
      }
      return batch.finish()
    }
  }

  /// The numbers of one part that are not dropped.
  func numbers(_ part: Part, in database: Database) throws -> [Int] {
    switch part {
    case .added(let numbers):
      return try lineage.versions(of: numbers, withBytes: false, in: database)
        .filter { !$0.isDropped }.map(\.number)
    case .loaded(let place, let numbers):
      var dropped = Set(
        try lineage.versions(in: numbers.span, withBytes: false, in: database).filter(\.isDropped)
          .map(\.number))
      // A dropped example comes back by a row of `version` alone, which is newer than the layer.
      let stack = try lineage.layers(
        over: place.id, count: place.numbers.count, onlyDropping: true, in: database)
      if !stack.isEmpty {
        let edited = try EditedLines(
          of: numbers.span, in: place, base: nil, lineage: lineage, database)
        dropped = Set(edited.lines.filter(\.isDropped).map(\.number))
      }
      return numbers.joined().filter { !dropped.contains($0) }
    }
  }
}

/// A segment in memory: its raw lines, and where the examples lie in them.
struct Segment {
  /// Empty where the text was not asked for.
  let bytes: [UInt8]
  let entries: [SegmentEntry]
  let firstLine: Int

  init(_ id: Int64, readsText: Bool = true, in database: Database) throws {
    // A cursor's row lies in SQLite's own memory until the next step, so bytes are copied once.
    let bytesColumn = readsText ? "bytes" : "x'' AS bytes"
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: "SELECT first_line, entries, \(bytesColumn) FROM segment WHERE id = ?"),
      arguments: [id])
    let found = try withExtendedLifetime(rows) {
      try rows.next().flatMap { row -> (bytes: [UInt8], entries: [UInt8], firstLine: Int)? in
        guard let bytes = row.blob("bytes"), let entries = row.blob("entries") else { return nil }
        return (bytes, entries, try row.count("first_line"))
      }
    }
    guard let found else {
      throw StoredFault("segment \(id) is missing")
    }
    bytes = found.bytes
    entries = SegmentEntry.decoded(found.entries)
    firstLine = found.firstLine
    // Whoever reads the entries slices the bytes by them.
    var end = 0
    for entry in entries {
      guard entry.range.lowerBound >= end, !readsText || entry.range.upperBound <= bytes.count
      else {
        throw StoredFault("segment \(id) names bytes that it does not have")
      }
      end = entry.range.upperBound
    }
  }

  /// The bytes of the example at `index`, as they were loaded.
  func line(at index: Int) -> ArraySlice<UInt8> { bytes[entries[index].range] }

  /// The example at `index`, counted from 0 within the segment.
  func loaded(at index: Int) throws -> (range: Range<Int>, facts: ExampleFacts) {
    guard entries.indices.contains(index) else {
      throw StoredFault("a segment lacks its example number \(index + 1)")
    }
    let entry = entries[index]
    let range = bytes.isEmpty ? 0..<0 : entry.range
    let facts = ExampleFacts(
      line: firstLine + Int(entry.line), tokens: entry.tokens, trainedTokens: entry.trainedTokens)
    return (range, facts)
  }
}

/// Collects the entries of a batch; edited bytes go behind the segment's own.
private struct BatchBuilder {
  private var bytes: [UInt8]
  /// Where the edited bytes begin.
  private var start = 0
  private var entries: [ExampleBatch.Entry] = []

  init() { bytes = [] }

  /// A batch of the examples of a segment; the loaded lines are left out where none holds.
  init(_ loaded: [UInt8], with edited: EditedLines, replacing numbers: [Range<Int>]) {
    let changed = edited.lines.count { $0.isDropped || $0.edited != nil }
    if numbers.count == 1, changed == numbers[0].count {
      bytes = edited.bytes
    } else {
      bytes = loaded
      start = loaded.count
      bytes += edited.bytes
    }
  }

  mutating func append(_ number: Int, loaded: (range: Range<Int>, facts: ExampleFacts)) {
    entries.append(.init(number: number, range: loaded.range, facts: loaded.facts, depth: 0))
  }

  mutating func append(
    _ line: EditedLines.Line, loaded: (range: Range<Int>, facts: ExampleFacts)
  ) {
    if line.isDropped { return }
    var (range, facts) = loaded
    facts.mark(line.version, tags: line.tags, note: line.note)
    if let edited = line.edited {
      range = start + edited.range.lowerBound..<start + edited.range.upperBound
      facts.tokens = edited.tokens
      facts.trainedTokens = edited.trainedTokens
    }
    let depth: Int? =
      switch line.text {
      case .loaded: 0
      case .layers(_, let depth): depth
      case .row: nil
      }
    entries.append(.init(number: line.number, range: range, facts: facts, depth: depth))
  }

  /// Adds an example that was not loaded.
  mutating func append(_ version: VersionRow) {
    if version.isDropped { return }
    var facts = ExampleFacts(tokens: version.tokens, trainedTokens: version.trainedTokens)
    facts.mark(version.id, tags: version.tags, note: version.note)
    let start = bytes.count
    bytes += version.bytes ?? []
    entries.append(
      .init(number: version.number, range: start..<bytes.count, facts: facts, depth: nil))
  }

  func finish() -> ExampleBatch { ExampleBatch(bytes: bytes, entries: entries) }
}

extension ExampleFacts {
  fileprivate mutating func mark(_ version: Int64, tags: String, note: String?) {
    self.version = version
    self.tags = tags.isEmpty ? [] : tags.split(separator: " ").map(String.init)
    self.note = note
  }
}

extension [Range<Int>] {
  /// From the start of the first to the end of the last, of ascending ranges.
  var span: Range<Int> { (first?.lowerBound ?? 0)..<(last?.upperBound ?? 0) }
}

extension Sequence<Int> {
  /// Numbers in any order as ascending ranges that do not overlap, which is how examples are read.
  package var ascendingRanges: [ClosedRange<Int>] { map { $0...$0 }.ascendingRanges }
}

extension Sequence<ClosedRange<Int>> {
  /// Ranges of positive numbers in any order as ascending ones that do not overlap.
  package var ascendingRanges: [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for range in sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = ranges.last, range.lowerBound - 1 <= last.upperBound {
        ranges[ranges.count - 1] =
          last.lowerBound...Swift.max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
    return ranges
  }
}

extension [ClosedRange<Int>] {
  /// What ascending ranges that do not overlap have in common with `whole`.
  ///
  /// - Complexity: O(log *n*) and the number of pieces.
  func pieces(within whole: Range<Int>) -> [Range<Int>] {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].upperBound < whole.lowerBound { low = middle + 1 } else { high = middle }
    }
    return self[low...].prefix { $0.lowerBound < whole.upperBound }
      .map { Range($0).clamped(to: whole) }.filter { !$0.isEmpty }
  }
}

extension ClosedRange where Bound == Int {
  init?(nonEmpty range: Range<Int>) {
    guard let last = range.last else { return nil }
    self = range.lowerBound...last
  }

  /// What both hold; nil when that is nothing.
  func intersection(_ other: ClosedRange<Int>) -> ClosedRange<Int>? {
    overlaps(other) ? clamped(to: other) : nil
  }
}
