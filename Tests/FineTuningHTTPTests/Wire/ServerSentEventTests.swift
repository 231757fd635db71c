import FineTuningHTTP
import Testing

/// A stream's text, and the events in it.
struct EventCase: Sendable, CustomTestStringConvertible {
  let text: String
  let events: [ServerSentEvent]

  var testDescription: String { text.debugDescription }

  init(_ text: String, _ events: ServerSentEvent...) {
    self.text = text
    self.events = events
  }
}

@Suite struct ServerSentEventTests {
  @Test(arguments: [
    EventCase("data: a\n\n", .init(data: "a")),
    EventCase("data: a\r\rdata: b\r\r", .init(data: "a"), .init(data: "b")),
    EventCase("data: a\r\n\r\n", .init(data: "a")),
    EventCase("data:a\n\n", .init(data: "a")),
    EventCase("data:  a \n\n", .init(data: " a ")),
    EventCase("data\n\n", .init(data: "")),
    EventCase("data: a\ndata: b\n\n", .init(data: "a\nb")),
    EventCase(": comment\n\ndata: a\n\n", .init(data: "a")),
    EventCase("event: x\ndata: a\n\n", .init(name: "x", data: "a")),
    EventCase("event: x\n\ndata: a\n\n", .init(data: "a")),
    EventCase("id: 1\nretry: x\nfoo: bar\ndata: a\n\n", .init(data: "a")),
    EventCase("\u{FEFF}data: a\n\n", .init(data: "a")),
    EventCase("data: a:b\n\n", .init(data: "a:b")),
    EventCase("\n\n\n"),
    EventCase("data: unfinished\n"),
    EventCase("data: 한é🙂\n\n", .init(data: "한é🙂")),
  ])
  func `Events are read wherever the bytes are cut`(example: EventCase) {
    let bytes = Array(example.text.utf8)
    for size in 1...max(1, bytes.count) {
      var parser = ServerSentEventParser()
      var events: [ServerSentEvent] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        events += parser.feed(bytes[start..<min(start + size, bytes.count)])
      }
      #expect(events == example.events, "cut every \(size) bytes")
    }
  }

  @Test(arguments: [
    ServerSentEvent(data: "a"), ServerSentEvent(name: "x.y", data: "a\nb"),
    ServerSentEvent(data: ""),
  ])
  func `What is written is read`(event: ServerSentEvent) {
    var parser = ServerSentEventParser()
    #expect(parser.feed(event.encoded) == [event])
  }

  @Test func `An endless event takes no endless memory`() {
    var parser = ServerSentEventParser()
    let line = Array(repeating: UInt8(ascii: "x"), count: 1 << 20)
    _ = parser.feed(Array("data: ".utf8))
    for _ in 0..<5 { _ = parser.feed(line) }
    let events = parser.feed(Array("\n\n".utf8))
    #expect(events.map(\.data.utf8.count) == [ServerSentEventParser.eventByteLimit - 6])
  }
}
