import CurlTransport
import FineTuning
import FineTuningHTTP
import HTTPTypes
import LoopbackServer
import Synchronization
import Testing

/// Requests over real sockets, to a server that does what the test says.
@Suite struct CurlTransportTests {
  private func ask(
    _ port: UInt16, _ path: String = "/", method: HTTPRequest.Method = .get
  ) -> HTTPRequest {
    HTTPRequest(method: method, scheme: "http", authority: "127.0.0.1:\(port)", path: path)
  }

  @Test func `A request arrives as it was sent`() async throws {
    try await served { request, body in
      let bytes = try await body.chunks.collected()
      let text =
        "\(request.method.rawValue) \(request.path ?? "") \(request.authority ?? "") "
        + "\(request.headerFields[.accept] ?? "") \(bytes.count)"
      var response = HTTPResponse(status: .init(code: 418))
      response.headerFields[.contentType] = "text/x"
      return (response, .chunks([Array(text.utf8)]))
    } body: { port in
      var request = ask(port, "/a%2Fb/한".addingEscapes + "?q=%20x", method: .delete)
      request.headerFields[.accept] = "y"
      let (response, body) = try await CurlTransport().send(request, body: .none)
      #expect(response.status.code == 418)
      #expect(response.headerFields[.contentType] == "text/x")
      let text = String(decoding: try await body.collected(), as: UTF8.self)
      #expect(text == "DELETE /a%2Fb/%ED%95%9C?q=%20x 127.0.0.1:\(port) y 0")
    }
  }

  @Test(arguments: [0, 1, 65_535, 3_000_000])
  func `Bodies of every kind come back`(size: Int) async throws {
    let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let pieces = stride(from: 0, to: size, by: 100_000).map {
      Array(content[$0..<min($0 + 100_000, size)])
    }
    try await echoed { port in
      let transport = CurlTransport()
      let bodies: [RequestBody] = [
        .bytes(content), .stream(.chunks(pieces), byteCount: size),
        .stream(.chunks(pieces), byteCount: nil),
      ]
      for body in bodies {
        let (_, answer) = try await transport.send(ask(port, method: .post), body: body)
        #expect(try await answer.collected() == content)
      }
    }
  }

  @Test func `A chunk is there before the next is sent`() async throws {
    let gate = Gate()
    try await served { _, _ in
      let step = Atomic(0)
      return (
        HTTPResponse(status: .ok),
        ByteStream {
          switch step.wrappingAdd(1, ordering: .relaxed).oldValue {
          case 0: return [1]
          case 1:
            await gate.wait()
            return [2]
          default: return nil
          }
        }
      )
    } body: { port in
      let (_, body) = try await CurlTransport().send(ask(port), body: .none)
      var iterator = body.makeAsyncIterator()
      // The server waits for the gate, so the first chunk can only have come alone.
      #expect(try await iterator.next() == [1])
      gate.open()
      #expect(try await iterator.next() == [2])
      #expect(try await iterator.next() == nil)
    }
  }

  @Test func `A slow reader makes the sender wait`() async throws {
    let sent = Atomic(0)
    let sentCount: @Sendable () -> Int = { sent.load(ordering: .relaxed) }
    let total = 64 << 20
    let piece = [UInt8](repeating: 7, count: 64 << 10)
    let stream = ByteStream {
      guard sent.load(ordering: .relaxed) < total else { return nil }
      sent.wrappingAdd(piece.count, ordering: .relaxed)
      return piece
    }
    try await served { _, _ in
      (HTTPResponse(status: .ok), stream)
    } body: { port in
      let (_, body) = try await CurlTransport().send(ask(port), body: .none)
      var iterator = body.makeAsyncIterator()
      let first = try await iterator.next()
      var received = first?.count ?? 0
      // What is not read yet waits in two sockets and one bounded buffer, not in memory.
      #expect(sentCount() < total / 2)
      while let chunk = try await iterator.next() { received += chunk.count }
      #expect(received == total)
    }
  }

  @Test func `Leaving a stream ends it at the server`() async throws {
    let ended = Gate()
    try await served { _, _ in
      (HTTPResponse(status: .ok), endless(ended))
    } body: { port in
      let transport = CurlTransport()
      let chunk = try await firstChunk(transport, ask(port))
      #expect(chunk?.isEmpty == false)
      // The answer is released, so the server's stream must end.
      await ended.wait()
    }
  }

  private func firstChunk(
    _ transport: CurlTransport, _ request: HTTPRequest
  ) async throws -> [UInt8]? {
    let (_, body) = try await transport.send(request, body: .none)
    var iterator = body.makeAsyncIterator()
    return try await iterator.next()
  }

  @Test func `A cancelled task leaves at once`() async throws {
    try await served { _, _ in
      // Never answers on its own.
      await Gate().wait()
      return (HTTPResponse(status: .ok), .chunks([]))
    } body: { port in
      let transport = CurlTransport()
      let task = Task { try await transport.send(ask(port), body: .none) }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  @Test func `Many requests share one thread`() async throws {
    try await echoed { port in
      let transport = CurlTransport()
      let sum = try await withThrowingTaskGroup(of: Int.self) { group in
        for index in 0..<200 {
          group.addTask {
            let (_, body) = try await transport.send(
              ask(port, method: .post), body: .bytes([UInt8(index)]))
            return try await body.collected().reduce(0) { $0 + Int($1) }
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(sum == 199 * 200 / 2)
    }
  }

  @Test(arguments: [
    ("http", "127.0.0.1:1", TransportError.Code.couldNotConnect),
    ("https", "127.0.0.1:1", .couldNotConnect),
    ("http", "name.invalid", .couldNotResolveHost),
    ("ftp", "127.0.0.1", .unusableAddress),
    ("http", "user@127.0.0.1", .unusableAddress),
  ])
  func `What has no answer says why`(
    scheme: String, authority: String, code: TransportError.Code
  ) async throws {
    let request = HTTPRequest(method: .get, scheme: scheme, authority: authority, path: "/")
    let error = try await #require(throws: TransportError.self) {
      try await CurlTransport().send(request, body: .none)
    }
    #expect(error.code == code)
    #expect(error.host == authority)
  }

  @Test func `A server that takes a request and never answers is given up, with the time`()
    async throws
  {
    let gate = Gate()
    try await served { _, _ in
      await gate.wait()
      return (HTTPResponse(status: .ok), .chunks([]))
    } body: { port in
      let error = await #expect(throws: TransportError.self) {
        try await Patience.$current.withValue(Patience(seconds: 1)) {
          _ = try await CurlTransport().send(ask(port), body: .none)
        }
      }
      gate.open()
      #expect(error?.code == .timedOut)
      #expect(error?.description == "'127.0.0.1:\(port)' did not answer within 1 s")
    }
  }

  @Test func `Plain HTTP behind https is a fault of TLS`() async throws {
    try await echoed { port in
      var request = ask(port)
      request.scheme = "https"
      // The server's refusal is part of the handshake, and a busy machine delays it.
      let transport = CurlTransport(timeouts: .init(connectSeconds: 600))
      let error = try await #require(throws: TransportError.self) {
        try await transport.send(request, body: .none)
      }
      #expect(error.code == .tls)
    }
  }

  @Test func `A body that cannot be read is the sender's own error`() async throws {
    struct DiskFault: Error {}
    let step = Atomic(0)
    let body = ByteStream {
      guard step.wrappingAdd(1, ordering: .relaxed).oldValue == 0 else { throw DiskFault() }
      return [1, 2, 3]
    }
    try await echoed { port in
      await #expect(throws: DiskFault.self) {
        try await CurlTransport().send(
          ask(port, method: .post), body: .stream(body, byteCount: 100))
      }
    }
  }

  @Test func `An answer that breaks off is a broken connection`() async throws {
    struct Fault: Error {}
    let step = Atomic(0)
    let stream = ByteStream {
      guard step.wrappingAdd(1, ordering: .relaxed).oldValue == 0 else { throw Fault() }
      return [1]
    }
    try await served { _, _ in
      (HTTPResponse(status: .ok), stream)
    } body: { port in
      let (_, body) = try await CurlTransport().send(ask(port), body: .none)
      let error = try await #require(throws: TransportError.self) { try await body.collected() }
      #expect(error.code == .disconnected)
    }
  }
}

extension String {
  /// With every byte beyond ASCII as `%XX`.
  fileprivate var addingEscapes: String {
    utf8.map { $0 < 128 ? String(Unicode.Scalar($0)) : "%" + String($0, radix: 16).uppercased() }
      .joined()
  }
}
