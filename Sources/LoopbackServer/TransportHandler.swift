import FineTuning
import FineTuningHTTP
import FlyingFox
import FlyingSocks
import FoundationEssentials
import HTTPTypes

/// Hands each request of the server to a transport, and its answer back.
struct TransportHandler: HTTPHandler {
  let transport: any HTTPTransport
  let activity: Activity

  func handleRequest(_ request: FlyingFox.HTTPRequest) async throws -> FlyingFox.HTTPResponse {
    let token = activity.begin()
    let reader = BodyReader(request.bodySequence)
    let head: HTTPTypes.HTTPResponse
    let body: ByteStream
    do {
      (head, body) = try await transport.send(
        Self.head(request),
        body: .stream(
          ByteStream { try await reader.next() }, byteCount: request.bodySequence.count))
    } catch {
      return FlyingFox.HTTPResponse(webSocket: HangUp(error: error))
    }
    // What was not read would be taken for the next request of the connection.
    while try await reader.next() != nil {}
    return Self.response(head, StreamedBody(stream: body, token: token))
  }

  private static func head(_ request: FlyingFox.HTTPRequest) -> HTTPTypes.HTTPRequest {
    var fields = HTTPFields()
    for (header, value) in request.headers {
      guard let name = HTTPField.Name(header.rawValue) else { continue }
      fields.append(HTTPField(name: name, value: value))
    }
    // A method that is none is nobody's, and the router says so.
    let method = HTTPTypes.HTTPRequest.Method(request.method.rawValue)
    return HTTPTypes.HTTPRequest(
      method: method ?? .trace, scheme: "http", authority: request.headers[.host],
      path: request.target.rawValue, headerFields: fields)
  }

  private static func response(
    _ head: HTTPTypes.HTTPResponse, _ body: StreamedBody
  ) -> FlyingFox.HTTPResponse {
    var headers = HTTPHeaders()
    for field in head.headerFields where field.name != .contentLength {
      headers.addValue(field.value, for: HTTPHeader(field.name.rawName))
    }
    let length = head.headerFields[.contentLength].flatMap { Int($0) }
    return FlyingFox.HTTPResponse(
      statusCode: HTTPStatusCode(head.status.code, phrase: Self.phrase(head.status)),
      headers: headers,
      body: length.map { HTTPBodySequence(from: body, count: $0) }
        ?? HTTPBodySequence(from: body))
  }

  /// The reason phrase, which a status without a name lacks.
  private static func phrase(_ status: HTTPTypes.HTTPResponse.Status) -> String {
    status.reasonPhrase.isEmpty ? "Status" : status.reasonPhrase
  }
}

/// Ends a connection without an answer.
///
/// A transport that throws has none to give; of a web socket the library writes nothing before its
/// frames are made, and closes the connection when that fails.
private struct HangUp: WSHandler {
  let error: any Error

  func makeFrames(
    for client: AsyncThrowingStream<WSFrame, any Error>
  ) async throws -> AsyncStream<WSFrame> {
    throw error
  }
}

/// Reads a request's body in order, for a stream that is asked again and again.
///
/// The library's iterator may not cross tasks, yet a stream's reader may be any task.
// Its one reader asks for the next chunk only after the last one came, so no two calls overlap.
private final class BodyReader: @unchecked Sendable {
  private var iterator: HTTPBodySequence.Iterator

  init(_ body: HTTPBodySequence) {
    iterator = body.makeAsyncIterator()
  }

  func next() async throws -> [UInt8]? {
    try await iterator.next().map { Array($0) }
  }
}

/// A body whose every chunk goes out when it is there.
private struct StreamedBody: AsyncBufferedSequence {
  typealias Element = UInt8

  let stream: ByteStream
  /// Lives as long as the answer does.
  let token: Activity.Token

  func makeAsyncIterator() -> Iterator {
    Iterator(stream: stream)
  }

  struct Iterator: AsyncBufferedIteratorProtocol {
    let stream: ByteStream
    var rest: ArraySlice<UInt8> = []

    mutating func next() async throws -> UInt8? {
      while rest.isEmpty {
        guard let chunk = try await nextChunk() else { return nil }
        rest = chunk[...]
      }
      return rest.popFirst()
    }

    mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
      guard rest.isEmpty else {
        defer { rest = [] }
        return Array(rest)
      }
      // An empty chunk would end an answer that is sent in chunks.
      while let chunk = try await nextChunk() {
        if !chunk.isEmpty { return chunk }
      }
      return nil
    }

    /// Iterators of a stream share its state, so a new one goes on where the last one was.
    private func nextChunk() async throws -> [UInt8]? {
      var iterator = stream.makeAsyncIterator()
      return try await iterator.next()
    }
  }
}
