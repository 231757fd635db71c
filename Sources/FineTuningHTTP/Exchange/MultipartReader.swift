/// What a multipart body cannot be read for.
package struct MultipartError: Error, Sendable, Hashable {
  /// What is wrong with the body.
  package enum Code: Sendable, Hashable {
    case missingBoundary
    case malformedHeader
    case headerTooLong(limit: Int)
    case tooManyParts(limit: Int)
    /// The body ended before its last boundary.
    case unfinished
  }

  package let code: Code

  package init(_ code: Code) {
    self.code = code
  }
}

extension MultipartError: CustomStringConvertible {
  package var description: String {
    switch code {
    case .missingBoundary: "the content type has no boundary"
    case .malformedHeader: "a part has no readable Content-Disposition"
    case .headerTooLong(let limit): "a part's header is longer than \(limit) bytes"
    case .tooManyParts(let limit): "the form has more than \(limit) parts"
    case .unfinished: "the form ends before its last boundary"
    }
  }
}

/// Reads a `multipart/form-data` body (RFC 7578, RFC 2046 §5.1) from chunks cut anywhere.
///
/// Holds no more than one chunk and one boundary.
package struct MultipartReader: Sendable {
  /// What the bytes say.
  package enum Event: Sendable, Hashable {
    case part(PartHead)
    case content([UInt8])
    /// The last boundary; whatever follows is ignored.
    case end
  }

  /// The name of a field, and of its file if it is one.
  package struct PartHead: Sendable, Hashable {
    package var name: String
    package var filename: String?

    package init(name: String, filename: String? = nil) {
      self.name = name
      self.filename = filename
    }
  }

  private enum State { case preamble, head, content, finished }

  /// In bytes, for all header lines of one part.
  package static let headLimit = 16 << 10
  package static let partLimit = 32

  private let delimiter: [UInt8]
  /// Begins with a line break, so that the first boundary looks like the others.
  private var buffer: [UInt8] = [13, 10]
  private var state = State.preamble
  private var partCount = 0
  private var isAtContentStart = false

  /// Makes a reader for a body with this `Content-Type`.
  package init(contentType: String) throws(MultipartError) {
    guard contentType.lowercased().hasPrefix("multipart/form-data"),
      let boundary = HeaderParameters(contentType)["boundary"],
      (1...70).contains(boundary.utf8.count)
    else { throw MultipartError(.missingBoundary) }
    delimiter = [13, 10, 45, 45] + Array(boundary.utf8)
  }

  /// Returns what `chunk` adds; contents may come in any number of pieces.
  package mutating func feed(_ chunk: [UInt8]) throws(MultipartError) -> [Event] {
    guard state != .finished else { return [] }
    buffer += chunk
    var events: [Event] = []
    var position = 0
    while try step(&position, &events) {}
    buffer.removeFirst(min(position, buffer.count))
    return events
  }

  /// - Throws: ``MultipartError`` unless the last boundary was seen.
  package func finish() throws(MultipartError) {
    guard state == .finished else { throw MultipartError(.unfinished) }
  }

  /// Goes on from `position` as far as one state reaches; false when more bytes are needed.
  private mutating func step(
    _ position: inout Int, _ events: inout [Event]
  ) throws(MultipartError) -> Bool {
    switch state {
    case .preamble, .content: try stepToBoundary(&position, &events)
    case .head: try stepOverHead(&position, &events)
    case .finished: false
    }
  }

  private mutating func stepToBoundary(
    _ position: inout Int, _ events: inout [Event]
  ) throws(MultipartError) -> Bool {
    guard let found = buffer.position(of: delimiter, from: position) else {
      // A boundary may have begun in the last bytes.
      let safe = max(position, buffer.count - delimiter.count + 1)
      guard !isAtContentStart || safe >= position + 2 else { return false }
      appendContent(position..<safe, to: &events)
      position = safe
      return false
    }
    appendContent(position..<found, to: &events)
    position = found
    let end = found + delimiter.count
    guard end + 2 <= buffer.count else { return false }
    if buffer[end] == 45, buffer[end + 1] == 45 {
      state = .finished
      events.append(.end)
      position = buffer.count
      return false
    }
    // Spaces may stand between the boundary and its line break.
    guard let line = buffer.position(of: [13, 10], from: end) else {
      guard buffer.count - end <= Self.headLimit else {
        throw MultipartError(.headerTooLong(limit: Self.headLimit))
      }
      return false
    }
    partCount += 1
    guard partCount <= Self.partLimit else {
      throw MultipartError(.tooManyParts(limit: Self.partLimit))
    }
    state = .head
    position = line
    return true
  }

  private mutating func stepOverHead(
    _ position: inout Int, _ events: inout [Event]
  ) throws(MultipartError) -> Bool {
    guard let end = buffer.position(of: [13, 10, 13, 10], from: position) else {
      guard buffer.count - position <= Self.headLimit else {
        throw MultipartError(.headerTooLong(limit: Self.headLimit))
      }
      return false
    }
    guard end - position <= Self.headLimit else {
      throw MultipartError(.headerTooLong(limit: Self.headLimit))
    }
    events.append(.part(try PartHead(lines: buffer[position..<end])))
    // The empty line's own break stays, since an empty content's boundary may begin with it.
    position = end + 2
    state = .content
    isAtContentStart = true
    return true
  }

  private mutating func appendContent(_ range: Range<Int>, to events: inout [Event]) {
    guard state == .content, !range.isEmpty else { return }
    let start = isAtContentStart ? range.lowerBound + 2 : range.lowerBound
    isAtContentStart = false
    if start < range.upperBound { events.append(.content(Array(buffer[start..<range.upperBound]))) }
  }
}

extension [UInt8] {
  /// Where `needle` first begins at or after `start`; O(*n*) for needles that begin rarely.
  fileprivate func position(of needle: [UInt8], from start: Int) -> Int? {
    guard let first = needle.first else { return start }
    var position = start
    while position + needle.count <= count {
      guard
        let found = self[position...(count - needle.count)].firstIndex(of: first)
      else { return nil }
      if self[found..<found + needle.count].elementsEqual(needle) { return found }
      position = found + 1
    }
    return nil
  }
}

extension MultipartReader.PartHead {
  /// Reads the header lines of a part; only `Content-Disposition` matters.
  fileprivate init(lines: ArraySlice<UInt8>) throws(MultipartError) {
    let text = String(decoding: lines, as: UTF8.self)
    for line in text.split(whereSeparator: \.isNewline) {
      guard let colon = line.firstIndex(of: ":"),
        line[..<colon].lowercased() == "content-disposition"
      else { continue }
      let parameters = HeaderParameters(String(line[line.index(after: colon)...]))
      guard let name = parameters["name"] else { continue }
      self.init(name: name, filename: parameters["filename"])
      return
    }
    throw MultipartError(.malformedHeader)
  }
}
