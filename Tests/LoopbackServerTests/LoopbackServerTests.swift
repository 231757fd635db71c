import CurlTransport
import Files
import FineTuning
import FineTuningHTTP
import Foundation
import HTTPTypes
import LoopbackServer
import TestSupport
import Testing

/// Answers with the size of what it gets, or refuses without reading it.
struct SizeTransport: HTTPTransport {
  func send(
    _ request: HTTPRequest, body: RequestBody
  ) async throws -> (HTTPResponse, ByteStream) {
    guard request.path != "/refuse" else {
      return (HTTPResponse(status: .unauthorized), .chunks([]))
    }
    var count = 0
    for try await chunk in body.chunks { count += chunk.count }
    return (HTTPResponse(status: .ok), .chunks([Array("\(count)".utf8)]))
  }
}

@Suite struct LoopbackServerTests {
  private func text(
    _ transport: CurlTransport, _ port: UInt16, _ path: String = "/",
    body: RequestBody = .none
  ) async throws -> String {
    let request = HTTPRequest(
      method: .post, scheme: "http", authority: "127.0.0.1:\(port)", path: path)
    let (response, answer) = try await transport.send(request, body: body)
    return "\(response.status.code) "
      + String(decoding: try await answer.collected(), as: UTF8.self)
  }

  @Test func `A port in use is named`() async throws {
    let first = LoopbackServer(SizeTransport())
    let port = try await first.start()
    let second = LoopbackServer(SizeTransport())
    let error = try await #require(throws: LoopbackServerError.self) {
      try await second.start(port: port)
    }
    #expect(error == LoopbackServerError(.portInUse, port: port))
    #expect(error.description == "port \(port) is in use by another program")
    await first.stop(timeout: .zero)
    #expect(try await second.start(port: port) == port)
    await second.stop(timeout: .zero)
  }

  @Test func `An unread body is not taken for a request`() async throws {
    let server = LoopbackServer(SizeTransport())
    let port = try await server.start()
    let transport = CurlTransport()
    let request = Array("GET /evil HTTP/1.1\r\n\r\n".utf8)
    let large = Array(repeating: request, count: 20_000).flatMap { $0 }
    #expect(try await text(transport, port, "/refuse", body: .bytes(large)) == "401 ")
    #expect(try await text(transport, port, body: .bytes([1, 2])) == "200 2")
    await server.stop(timeout: .zero)
  }

  @Test func `A transport that throws hangs up`() async throws {
    let faulty = FaultyTransport(SizeTransport(), rules: [Fault(.dropped, path: "gone")])
    let server = LoopbackServer(faulty)
    let port = try await server.start()
    let transport = CurlTransport()
    let error = try await #require(throws: TransportError.self) {
      try await text(transport, port, "/v1/gone")
    }
    #expect(error.code == .disconnected)
    #expect(try await text(transport, port, "/v1/there") == "200 0")
    await server.stop(timeout: .zero)
  }

  @Test func `Nothing answers after the stop`() async throws {
    let server = LoopbackServer(SizeTransport())
    let port = try await server.start()
    let transport = CurlTransport()
    #expect(try await text(transport, port) == "200 0")
    await server.stop(timeout: .zero)
    let error = try await #require(throws: TransportError.self) {
      try await text(transport, port)
    }
    #expect(error.code == .couldNotConnect)
  }

  @Test func `A stop lets an open answer end`() async throws {
    let (chunks, source) = ByteStream.makeStream()
    let server = LoopbackServer(StreamTransport(stream: chunks))
    let port = try await server.start()
    let request = HTTPRequest(
      method: .get, scheme: "http", authority: "127.0.0.1:\(port)", path: "/")
    source.yield([1])
    let (_, body) = try await CurlTransport().send(request, body: .none)
    var iterator = body.makeAsyncIterator()
    #expect(try await iterator.next() == [1])
    async let stopped: Void = server.stop(timeout: .seconds(60))
    source.yield([2])
    source.finish()
    #expect(try await iterator.next() == [2])
    #expect(try await iterator.next() == nil)
    await stopped
  }

  @Test func `A client that goes away ends the stream of its answer`() async throws {
    let (chunks, source) = ByteStream.makeStream()
    let (ends, end) = AsyncStream<Void>.makeStream()
    source.onTermination = { _ in end.yield() }
    let server = LoopbackServer(StreamTransport(stream: chunks))
    let port = try await server.start()
    source.yield([UInt8(ascii: "a")])
    do {
      let client = try RawExchange(port: port)
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
      _ = await client.received(through: "1\r\na\r\n")
    }
    // The system reports a closed port only when something is sent.
    source.yield([UInt8(ascii: "b")])
    var iterator = ends.makeAsyncIterator()
    #expect(await iterator.next() != nil)
    await server.stop(timeout: .zero)
  }
}

@Suite struct TemporaryFileSpoolTests {
  @Test(arguments: [0, 1, 1 << 20, (1 << 20) + 1, 5_000_000])
  func `What is kept comes back and leaves nothing behind`(size: Int) async throws {
    let folder = try TemporaryFolder()
    let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let spool = TemporaryFileSpool(directory: folder.path)
    for start in stride(from: 0, to: size, by: 300_000) {
      try spool.append(Array(content[start..<min(start + 300_000, size)]))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    #expect(try await spool.contents().collected() == content)
  }

  @Test func `A directory that is not there is an error`() throws {
    let spool = TemporaryFileSpool(directory: "/nowhere/at/all")
    try spool.append([1])
    #expect(throws: FileError(.create, "/nowhere/at/all", errno: ENOENT)) {
      try spool.append([UInt8](repeating: 0, count: 2 << 20))
    }
  }
}

/// Answers everything with one stream.
private struct StreamTransport: HTTPTransport {
  let stream: ByteStream

  func send(
    _ request: HTTPRequest, body: RequestBody
  ) async throws -> (HTTPResponse, ByteStream) {
    (HTTPResponse(status: .ok), stream)
  }
}
