package import FineTuning
package import HTTPTypes

/// What carries a request to a server and brings the answer: a socket, or a router in this
/// process.
package protocol HTTPTransport: Sendable {
  /// Returns as soon as the head of the answer is there; its body follows in the stream.
  ///
  /// Dropping or cancelling the stream ends the exchange.
  /// - Throws: ``TransportError`` when there was no answer. An answer with an error status is not
  ///   an error here.
  func send(
    _ request: HTTPRequest, body: RequestBody
  ) async throws -> (HTTPResponse, ByteStream)
}

/// What a request carries besides its head.
package enum RequestBody: Sendable {
  case none
  case bytes([UInt8])
  /// Chunks pulled as they are sent; `byteCount` is their sum when it is known.
  case stream(ByteStream, byteCount: Int?)
  case multipart(MultipartForm)

  /// The length in bytes; nil when a stream of unknown length is part of it.
  package var byteCount: Int? {
    switch self {
    case .none: 0
    case .bytes(let bytes): bytes.count
    case .stream(_, let byteCount): byteCount
    case .multipart(let form): form.byteCount
    }
  }

  /// The whole body in chunks; to be asked for once, since streams are used up.
  package var chunks: ByteStream {
    switch self {
    case .none: .chunks([])
    case .bytes(let bytes): .chunks([bytes])
    case .stream(let stream, _): stream
    case .multipart(let form): form.chunks
    }
  }
}
