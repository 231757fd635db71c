import Digests
import Files
import GRDB

extension Workspace {
  /// Hands the revision as JSONL to `body`, about a megabyte at a time.
  ///
  /// Unchanged examples are the loaded bytes, with their line ends and all that lay
  /// between them; so the export of an untouched load is the file. An added example ends as the
  /// line before it.
  package func forEachChunk(
    of dataset: Dataset, revision: Int? = nil, _ body: ([UInt8]) throws -> Void
  ) throws {
    var chunks = try chunks(of: dataset, revision: revision)
    while let chunk = try chunks.next() {
      try requireGoingOn()
      try body(chunk)
    }
  }

  /// The chunks of ``forEachChunk(of:revision:_:)``, each read when it is asked for.
  package func chunks(of dataset: Dataset, revision: Int? = nil) throws -> RevisionChunks {
    RevisionChunks(
      self, try read { try ReadingPlan(of: dataset, at: revision, numbers: nil, in: $0) })
  }

  /// Writes the revision to `path`, whole or not at all: a new file takes the old one's place.
  ///
  /// - Returns: the bytes written.
  /// - Throws: ``WorkspaceError/diskFull(path:)`` and others; `path` is as it was then.
  @discardableResult
  package func export(_ dataset: Dataset, revision: Int? = nil, to path: String) throws -> Int {
    try WorkspaceError.translating {
      try LocalFile.write(to: path) { append in
        try forEachChunk(of: dataset, revision: revision, append)
      }
    }
  }

  /// The SHA-256 of what ``export(_:revision:to:)`` would write, and its length.
  package func contentHash(
    of dataset: Dataset, revision: Int? = nil
  ) throws -> (sha256: String, byteCount: Int) {
    var hash = SHA256()
    var count = 0
    try forEachChunk(of: dataset, revision: revision) { chunk in
      hash.update(chunk)
      count += chunk.count
    }
    return (hash.finish(), count)
  }
}

/// A revision's bytes as an export writes them, about a megabyte at a time.
package struct RevisionChunks: Sendable {
  private let workspace: Workspace
  private let plan: ReadingPlan
  private var rest: ArraySlice<ReadingPlan.Part>
  private var tail = LineTail()

  init(_ workspace: Workspace, _ plan: ReadingPlan) {
    self.workspace = workspace
    self.plan = plan
    rest = plan.parts[...]
  }

  /// The next chunk, which is never empty; nil after the last.
  package mutating func next() throws -> [UInt8]? {
    while let part = rest.popFirst() {
      let tail = tail
      var chunk = try workspace.read { try plan.lines(part, after: tail, in: $0) }
      if chunk.isEmpty { continue }
      // A load that was appended to a file without a last line end.
      if tail.isOpen, case .loaded = part { chunk.insert(contentsOf: tail.lineEnd, at: 0) }
      self.tail.pass(chunk)
      return chunk
    }
    return nil
  }
}

/// How the lines before ended.
struct LineTail: Sendable {
  private(set) var lineEnd: [UInt8] = [10]
  /// Whether the last line lacks its end.
  private(set) var isOpen = false

  mutating func pass(_ chunk: [UInt8]) {
    isOpen = chunk.last != 10
    if let newline = chunk.lastIndex(of: 10) {
      lineEnd = newline > 0 && chunk[newline - 1] == 13 ? [13, 10] : [10]
    }
  }
}

extension ReadingPlan {
  /// The lines of one part as an export writes them.
  fileprivate func lines(
    _ part: Part, after tail: LineTail, in database: Database
  ) throws -> [UInt8] {
    switch part {
    case .added(let numbers):
      var lines: [UInt8] = []
      for version in try lineage.versions(of: numbers, in: database) where !version.isDropped {
        if lines.isEmpty, tail.isOpen { lines += tail.lineEnd }
        lines += version.bytes ?? []
        lines += tail.lineEnd
      }
      return lines
    case .loaded(let place, let numbers):
      let segment = try Segment(place.id, in: database)
      let edited = try EditedLines(
        of: numbers.span, in: place, base: segment, lineage: lineage, database)
      if edited.lines.isEmpty { return segment.bytes }
      return try segment.lines(with: edited, first: place.numbers.lowerBound)
    }
  }
}

extension Segment {
  /// The raw lines with edits in place and dropped lines gone, each with its end.
  fileprivate func lines(with changes: EditedLines, first: Int) throws -> [UInt8] {
    var lines: [UInt8] = []
    lines.reserveCapacity(bytes.count)
    var copied = 0
    for line in changes.lines {
      let range = try loaded(at: line.number - first).range
      // The line of a dropped example ends behind it, and the next one begins after that.
      guard range.lowerBound >= copied else {
        throw StoredFault("a segment has two examples on one line")
      }
      if line.isDropped {
        let lower = bytes[copied..<range.lowerBound].lastIndex(of: 10).map { $0 + 1 }
        lines += bytes[copied..<(lower ?? max(copied, leadingMark))]
        copied = bytes[range.upperBound...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
      } else if let edited = line.edited {
        lines += bytes[copied..<range.lowerBound]
        lines += changes.bytes[edited.range]
        copied = range.upperBound
      }
    }
    lines += bytes[copied...]
    return lines
  }

  /// Bytes of a byte order mark, which stays when the first line goes.
  private var leadingMark: Int {
    firstLine == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }
}
