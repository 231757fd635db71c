import Files
import FineTuning
import JSON
import Synchronization

/// Pages of event logs, read where they are: what a page costs depends on its own lines, and not on
/// how many a training of days has written before them.
final class EventPages: Sendable {
  /// Where the last lines of pages are, by the log's path and the event's id.
  private let places = Mutex<[String: Range<Int>]>([:])
  /// Pages that are remembered; a reader walks one list at a time.
  private static let remembered = 256
  private static let blockSize = 1 << 16

  /// The page that `query` asks for; nil where its cursor is no page's end that is remembered.
  ///
  /// - Throws: ``FileError``, ``ServiceError`` for a limit outside the range.
  func page(of path: String, _ query: PageQuery, limit: Int) throws -> Page<JobEvent>? {
    let limit = query.limit ?? limit
    try Limits.check(limit, in: 1...10_000, "limit")
    var known: Range<Int>?
    if let after = query.after {
      known = places.withLock { $0["\(path) \(after)"] }
      guard known != nil else { return nil }
    }
    let file = try OpenFile(path, for: .reading)
    let size = try file.size()
    let found: [(line: [UInt8], place: Range<Int>)]
    if query.order == .ascending {
      found = try Self.forward(file, from: known?.upperBound ?? 0, to: size, limit + 1)
    } else {
      found = try Self.backward(file, from: known?.lowerBound ?? size, limit + 1)
    }
    let events = found.prefix(limit).compactMap { line, _ in
      (try? JSONValue(parsing: line)).flatMap { JobEvent(record: $0) }
    }
    if let last = events.last, found.count >= limit {
      remember("\(path) \(last.id)", found[limit - 1].place)
    }
    return Page(elements: events, hasMore: found.count > limit)
  }

  private func remember(_ end: String, _ place: Range<Int>) {
    places.withLock { places in
      if places.count >= Self.remembered { places.removeAll(keepingCapacity: true) }
      places[end] = place
    }
  }

  /// Up to `count` whole lines from `start` on, with their places without the ends of lines.
  private static func forward(
    _ file: borrowing OpenFile, from start: Int, to size: Int, _ count: Int
  ) throws(FileError) -> [(line: [UInt8], place: Range<Int>)] {
    var lines: [(line: [UInt8], place: Range<Int>)] = []
    var pending: [UInt8] = []
    var offset = start
    while lines.count < count, offset < size {
      let block = try file.bytes(at: offset, count: min(blockSize, size - offset))
      guard !block.isEmpty else { break }
      for byte in block {
        offset += 1
        guard byte == UInt8(ascii: "\n") else {
          pending.append(byte)
          continue
        }
        if !pending.isEmpty {
          lines.append((pending, offset - 1 - pending.count..<offset - 1))
        }
        pending = []
        if lines.count == count { return lines }
      }
    }
    return lines
  }

  /// Up to `count` whole lines that end before `end`, the last one first.
  private static func backward(
    _ file: borrowing OpenFile, from end: Int, _ count: Int
  ) throws(FileError) -> [(line: [UInt8], place: Range<Int>)] {
    var lines: [(line: [UInt8], place: Range<Int>)] = []
    // What is read and not yet cut into lines, from `offset` on.
    var pending: [UInt8] = []
    var offset = end
    // What stands behind the last end of a line is being written.
    var isWhole = false
    while true {
      while let newline = pending.lastIndex(of: UInt8(ascii: "\n")) {
        let line = Array(pending[(newline + 1)...])
        if isWhole, !line.isEmpty {
          let start = offset + newline + 1
          lines.append((line, start..<start + line.count))
          if lines.count == count { return lines }
        }
        isWhole = true
        pending.removeSubrange(newline...)
      }
      guard offset > 0 else { break }
      let size = min(blockSize, offset)
      offset -= size
      pending = try file.bytes(at: offset, count: size) + pending
    }
    if isWhole, !pending.isEmpty { lines.append((pending, 0..<pending.count)) }
    return lines
  }
}
