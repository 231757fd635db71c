/// One message of a `text/event-stream` (HTML Standard §9.2).
package struct ServerSentEvent: Sendable, Hashable {
  /// `message` when the stream does not say.
  package var name: String
  /// The data lines, joined by line feeds.
  package var data: String

  package init(name: String = "message", data: String) {
    self.name = name
    self.data = data
  }

  /// The event as the server writes it; the name of a plain message is left out.
  package var encoded: [UInt8] {
    var text = name == "message" ? "" : "event: \(name)\n"
    for line in data.split(separator: "\n", omittingEmptySubsequences: false) {
      text += "data: \(line)\n"
    }
    return Array((text + "\n").utf8)
  }
}

/// Reads events from bytes cut anywhere, even within a character or between CR and LF.
package struct ServerSentEventParser: Sendable {
  /// The most that one event may measure, in bytes; beyond it the rest of a line is dropped.
  package static let eventByteLimit = 4 << 20

  private var line: [UInt8] = []
  private var data: [String] = []
  private var dataByteCount = 0
  private var name = ""
  private var sawCarriageReturn = false
  private var isFirstLine = true

  package init() {}

  /// Returns the events that `bytes` complete; an event needs the empty line after it.
  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    for byte in bytes {
      let followsCarriageReturn = sawCarriageReturn
      sawCarriageReturn = byte == 13
      switch byte {
      case 10 where followsCarriageReturn: break
      case 10, 13:
        if let event = endLine() { events.append(event) }
      default:
        if line.count + dataByteCount < Self.eventByteLimit { line.append(byte) }
      }
    }
    return events
  }

  private mutating func endLine() -> ServerSentEvent? {
    defer { line.removeAll(keepingCapacity: true) }
    if isFirstLine {
      isFirstLine = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    guard !line.isEmpty else { return endEvent() }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    let field = String(decoding: line[..<colon], as: UTF8.self)
    var value = line[min(colon + 1, line.endIndex)...]
    if value.first == UInt8(ascii: " ") { value.removeFirst() }
    switch field {
    case "data" where dataByteCount < Self.eventByteLimit:
      // The line feed that joins it counts, too.
      dataByteCount += value.count + 1
      data.append(String(decoding: value, as: UTF8.self))
    case "event": name = String(decoding: value, as: UTF8.self)
    default: break  // comments begin with the colon; ids and retry times are not used
    }
    return nil
  }

  private mutating func endEvent() -> ServerSentEvent? {
    defer {
      data = []
      dataByteCount = 0
      name = ""
    }
    guard !data.isEmpty else { return nil }
    return ServerSentEvent(
      name: name.isEmpty ? "message" : name, data: data.joined(separator: "\n"))
  }
}

/// Letters that hide how long a piece of a streamed text is from who sees encrypted packets.
enum Obfuscation {
  /// In bytes; a piece and its letters measure a multiple of it.
  private static let unit = 16

  /// The letters to send beside `text`.
  static func letters(beside text: String) -> String {
    let count = (unit - text.utf8.count % unit) % unit
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    return String(
      decoding: (0..<count).map { _ in UInt8.random(in: letters) }, as: UTF8.self)
  }
}
