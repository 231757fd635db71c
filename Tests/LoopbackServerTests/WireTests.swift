import FineTuning
import FineTuningHTTP
import Foundation
import HTTPTypes
import LoopbackServer
import Testing

/// HTTP/1.1 (RFC 9112), byte by byte.
@Suite struct WireTests {
  /// What a client sends, and all that it gets until the connection ends.
  struct Case: Sendable, CustomTestStringConvertible {
    let sent: String
    let received: String

    init(_ sent: String, _ received: String) {
      self.sent = sent
      self.received = received
    }

    var testDescription: String { String(sent.prefix(80).debugDescription) }
  }

  private func answer(to text: String) async throws -> String {
    let server = LoopbackServer(SizeTransport())
    let client = try RawExchange(port: try await server.start())
    client.send(text)
    let answer = await client.finished()
    await server.stop(timeout: .zero)
    return answer
  }

  private static let open = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
  private static let last =
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n"
  private static let host = "Host: a\r\n"

  @Test(arguments: [
    Case("", ""),
    Case("GET / HTTP/1.1\r\n\(host)\r\n", open + "1\r\n0\r\n0\r\n\r\n"),
    // Blank lines before a request are passed over (§2.2).
    Case("\r\n\r\nGET / HTTP/1.1\r\n\(host)\r\n", open + "1\r\n0\r\n0\r\n\r\n"),
    Case(
      "POST / HTTP/1.1\r\n\(host)Content-Length: 12\r\n\r\nGET / HTTP/1",
      open + "2\r\n12\r\n0\r\n\r\n"),
    Case(
      "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: Chunked\r\n\r\n"
        + "3;a=\"b\"\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n",
      open + "2\r\n13\r\n0\r\n\r\n"),
    // Requests may come ahead of the answers (§9.3.2).
    Case(
      "POST / HTTP/1.1\r\n\(host)Content-Length: 2\r\n\r\nabGET / HTTP/1.1\r\n\(host)\r\n",
      open + "1\r\n2\r\n0\r\n\r\n" + open + "1\r\n0\r\n0\r\n\r\n"),
    Case(
      "GET / HTTP/1.1\r\n\(host)Connection: x, Close\r\n\r\nGET / HTTP/1.1\r\n\(host)\r\n",
      last + "1\r\n0\r\n0\r\n\r\n"),
    // Nothing else is spoken here, so what follows is in no known language (RFC 9110 §7.8).
    Case(
      "GET / HTTP/1.1\r\n\(host)Connection: upgrade\r\nUpgrade: h2c\r\n\r\n",
      last + "1\r\n0\r\n0\r\n\r\n"),
    // A client of HTTP/1.0 knows no chunks, and sees the end by the connection's.
    Case("GET / HTTP/1.0\r\n\r\n", "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n0"),
    // Without a body its length may be left out (RFC 9110 §9.3.2).
    Case("HEAD / HTTP/1.1\r\n\(host)\r\n", "HTTP/1.1 200 OK\r\n\r\n"),
    // The whole address, as for a proxy (§3.2.2).
    Case("GET http://b HTTP/1.1\r\n\(host)\r\n", open + "1\r\n0\r\n0\r\n\r\n"),
    // A client that waits for `100 Continue` gets it only when the body is read (RFC 9110 §10.1.1).
    Case(
      "POST / HTTP/1.1\r\n\(host)Content-Length: 1\r\nExpect: 100-continue\r\n\r\na",
      "HTTP/1.1 100 Continue\r\n\r\n" + open + "1\r\n1\r\n0\r\n\r\n"),
    Case(
      "POST /refuse HTTP/1.1\r\n\(host)Content-Length: 1\r\nExpect: 100-continue\r\n\r\n",
      "HTTP/1.1 401 Unauthorized\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n"
        + "0\r\n\r\n"),
  ])
  func `Requests are answered as the standard has it`(example: Case) async throws {
    #expect(try await answer(to: example.sent) == example.received)
  }

  @Test(arguments: [
    Case("GET\r\n\r\n", "400 The request does not have the form of HTTP/1.1."),
    Case("\u{16}\u{3}\u{1}", "400 The request does not have the form of HTTP/1.1."),
    Case("GET / HTTP/1.1\n", "400 The request does not have the form of HTTP/1.1."),
    Case("GET v1 HTTP/1.1\r\n\r\n", "400 The request does not have the form of HTTP/1.1."),
    Case("GET / HTTP/1.1", "400 The request ended before it was complete."),
    Case("GET / HTTP/3.0\r\n\r\n", "400 The request does not have the form of HTTP/1.1."),
    Case("GET / HTTP/1.1\r\n\r\n", "400 The request must have exactly one 'Host' header."),
    Case(
      "GET / HTTP/1.1\r\n\(host)\(host)\r\n",
      "400 The request must have exactly one 'Host' header."),
    Case(
      "GET / HTTP/1.1\r\n\(host)a : b\r\n\r\n",
      "400 A header of the request is not a name, a colon and a value."),
    Case(
      "GET /" + String(repeating: "x", count: 65_536),
      "431 The request's URL and headers are more than 65536 bytes or 128 fields."),
    Case(
      "GET / HTTP/1.1\r\na: " + String(repeating: "x", count: 65_536),
      "431 The request's URL and headers are more than 65536 bytes or 128 fields."),
    Case(
      "GET / HTTP/1.1\r\n" + String(repeating: "a: b\r\n", count: 129) + "\r\n",
      "431 The request's URL and headers are more than 65536 bytes or 128 fields."),
    Case(
      "POST / HTTP/1.1\r\n\(host)Content-Length: +1\r\n\r\na",
      "400 The length of the request's body is not told by one number."),
    Case(
      "POST / HTTP/1.1\r\n\(host)Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
      "400 The request does not have the form of HTTP/1.1."),
    Case(
      "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: gzip, chunked\r\n\r\n",
      "400 'Transfer-Encoding: chunked' is the only transfer coding that is understood."),
    Case(
      "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
      "400 The request's body breaks the form of chunks."),
    Case(
      "POST / HTTP/1.1\r\n\(host)Content-Length: 5\r\n\r\nab",
      "400 The request ended before it was complete."),
  ])
  func `A broken frame is explained, and the connection ends`(example: Case) async throws {
    let server = LoopbackServer(ReadingTransport())
    let client = try RawExchange(port: try await server.start())
    client.send(example.sent)
    let answer = await client.finished()
    await server.stop(timeout: .zero)
    let (status, message) = (example.received.prefix(3), example.received.dropFirst(4))
    #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
    let body =
      #"{"error":{"message":"\#(message)","type":"invalid_request_error","param":null,"#
      + #""code":"invalid_http_request"}}"#
    #expect(answer.hasSuffix("\r\nconnection: close\r\n\r\n" + body), "\(answer)")
  }

  @Test func `At the limit the connection that has been idle longest is closed`() async throws {
    let server = LoopbackServer(SizeTransport(), connectionLimit: 2)
    let port = try await server.start()
    let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    var clients: [RawExchange] = []
    for _ in 0..<4 {
      let client = try RawExchange(port: port)
      client.send(request)
      #expect(await client.received(through: "0\r\n\r\n").hasPrefix("HTTP/1.1 200 OK"))
      clients.append(client)
    }
    // The first ones are at their end; the last one may ask again.
    #expect(await clients[0].received() == "")
    clients[3].send(request)
    #expect(await clients[3].received(through: "0\r\n\r\n").hasPrefix("HTTP/1.1 200 OK"))
    await server.stop(timeout: .zero)
    #expect(await clients[3].received() == "")
  }
}

/// Reads the body, and answers as a router does when that fails.
private struct ReadingTransport: HTTPTransport {
  func send(
    _ request: HTTPRequest, body: RequestBody
  ) async throws -> (HTTPResponse, ByteStream) {
    do {
      _ = try await body.chunks.collected()
      return (HTTPResponse(status: .ok), .chunks([]))
    } catch let error as ServiceError {
      return ServiceRouter.answer(to: error)
    }
  }
}
